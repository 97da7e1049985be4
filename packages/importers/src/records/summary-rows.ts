import type { Row } from './row.ts';
import type { Table } from '../catalogue/table.ts';
import { plainText } from '../cells/reading.ts';

const TOTALS = /^((grand total|sub-?total|total|sum)(?![a-z0-9])|合計|合计|總計|总计|小計|小计|共計|共计|總數|总数)/i;
const SIGNATURES =
  /^(prepared|approved|checked|issued|printed|page|remarks?|notes?|製表|制表|審核|审核|批准|主管|備註|备注|註|注)( by)? ?[:：]/i;

/** Whether a row below a table is a total or a signature: it says so in its first cell and lacks what a row of the table must hold. */
export function isSummaryRow({ written }: Pick<Row, 'written'>, table: Table): boolean {
  if (table.fields.every((field) => field.required !== true || written.has(field.name))) return false;
  const [first] = written.values();
  const text = plainText(first ?? '');
  return TOTALS.test(text) || (written.size === 1 && SIGNATURES.test(text));
}
