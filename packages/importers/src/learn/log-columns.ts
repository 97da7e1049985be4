import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { LEARN_CODES } from './codes.ts';
import type { LogTable } from './log-table.ts';

const report = reporterOf(LEARN_CODES);

/** What a log's columns can mean. */
export type Column =
  | 'order'
  | 'operation'
  | 'resource'
  | 'start'
  | 'end'
  | 'orderQuantity'
  | 'completed'
  | 'rejected'
  | 'product'
  | 'worker'
  | 'kind'
  | 'rework';

/** Headers as logs write them, lower case, single blanks; the first that fits wins. */
const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  order: [
    'case id',
    'case',
    'order',
    'order id',
    'order no',
    'work order',
    'work order no',
    'manufacturing order',
    'job',
    'case:concept:name',
    '工單',
    '工單號',
    '订单',
    '工单',
    '工单号',
    '訂單',
  ],
  operation: ['activity', 'operation', 'step', 'task', 'concept:name', '工序', '作業', '作业'],
  resource: [
    'resource',
    'machine',
    'workstation',
    'work center',
    'work centre',
    'equipment',
    'org:resource',
    '機台',
    '机台',
    '設備',
    '设备',
    '機器',
    '机器',
  ],
  start: ['start timestamp', 'start', 'start time', 'started', 'begin', 'start date', '開始', '開始時間', '开始', '开始时间'],
  end: [
    'complete timestamp',
    'end',
    'end time',
    'complete',
    'completed at',
    'finish',
    'stop',
    'end date',
    'time:timestamp',
    '結束',
    '結束時間',
    '结束',
    '结束时间',
    '完成時間',
    '完成时间',
  ],
  orderQuantity: ['work order qty', 'order qty', 'order quantity', 'planned qty', '訂單數量', '订单数量', '計劃數量', '计划数量'],
  completed: ['qty completed', 'quantity', 'qty', 'completed qty', 'good', 'good qty', '完成數量', '完成数量', '數量', '数量'],
  rejected: ['qty rejected', 'rejected', 'scrap', 'reject qty', '不良數', '不良数', '報廢', '报废'],
  product: ['part desc.', 'part', 'part desc', 'part description', 'product', 'item', 'product name', '產品', '产品', '品名', '零件'],
  worker: ['worker id', 'worker', 'operator', 'employee', '員工', '员工', '工人', '操作員', '操作员'],
  kind: ['report type', 'type', 'event type', '類型', '类型'],
  rework: ['rework', '返工'],
};
const NEEDED: readonly Column[] = ['order', 'operation', 'start', 'end'];

/** Finds which column means what; `columns` is undefined when one of order, operation, start and end is missing. */
export function recogniseColumns(table: LogTable): { columns: ReadonlyMap<Column, number> | undefined; findings: Finding[] } {
  const header = table.header.map((text) => text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' '));
  const columns = new Map<Column, number>();
  const taken = new Set<number>();
  for (const [column, names] of Object.entries(HEADERS) as [Column, readonly string[]][]) {
    const at = names.map((name) => header.findIndex((text, i) => text === name && !taken.has(i))).find((i) => i >= 0);
    if (at === undefined) continue;
    columns.set(column, at);
    taken.add(at);
  }
  if (!columns.has('operation') && columns.has('resource')) columns.set('operation', columns.get('resource') ?? 0);
  const missing = NEEDED.filter((column) => !columns.has(column));
  if (missing.length === 0) return { columns, findings: [] };
  const findings = missing.map((column) =>
    report(
      'learn.missing-column',
      { column, known: HEADERS[column].slice(0, 3).join(', '), found: table.header.join(', ').slice(0, 200) },
      { file: table.file, ...(table.sheet === undefined ? {} : { sheet: table.sheet }) },
    ),
  );
  return { columns: undefined, findings };
}
