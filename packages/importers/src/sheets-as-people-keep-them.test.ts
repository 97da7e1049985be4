import type { Finding } from '@midstream/units';
import { describe, expect, it } from 'vitest';
import { importFactory } from './import-factory.ts';
import { csvFile } from './testing/samples.ts';

const routings = csvFile('工藝.csv', '貨號,工序,機台,調機時間,單件工時\nBTN,10,INJ-1,30分,1.2秒\nWEB,10,LOOM-1/LOOM-2,1小時,2秒\n');
const withCode = (findings: readonly Finding[], code: string): readonly Finding[] => findings.filter((finding) => finding.code === code);

describe('an order book as it lies on the desk', () => {
  it('is read with units behind quantities, a total, a signature, columns nobody needs and dates of several manners; each is told', async () => {
    const junk = Array.from({ length: 40 }, (_, i) => `雜項${i}`).join(',');
    const orders = csvFile(
      '訂單總表.csv',
      `永發織帶 生產訂單\n\n訂單編號,客戶名稱,貨品 Item no.,訂單數,貨期,${junk}\nA1,港達,BTN ,１５，０００,2026/11/28\nA2,港達,WEB,"3,000 米",115/12/05\n合計,,,18000\n製表：May\n`,
    );
    const { draft, findings } = await importFactory([routings, orders]);
    expect(draft?.orders).toEqual([
      { id: 'A1', product: 'BTN', quantity: 15_000, due: '2026-11-28', customer: '港達' },
      { id: 'A2', product: 'WEB', quantity: 3000, due: '2026-12-05', customer: '港達' },
    ]);
    expect(withCode(findings, 'import.cell-interpreted').map(({ params, at }) => [at?.column, params['written'], params['value']])).toEqual(
      [
        ['訂單數', '3,000 米', '3000'],
        ['貨期', '115/12/05', '2026-12-05'],
        ['機台', 'LOOM-1/LOOM-2', 'LOOM-1 | LOOM-2'],
      ],
    );
    expect(withCode(findings, 'import.rows-skipped')).toMatchObject([{ params: { count: 2, rows: '6, 7' } }]);
    expect(withCode(findings, 'import.columns-unread')).toMatchObject([{ params: { count: 40 } }]);
    expect(withCode(findings, 'import.column-unknown')).toEqual([]);
    expect(draft?.routings?.[1]?.operations[0]?.alternatives?.map(({ machine }) => machine)).toEqual(['LOOM-1', 'LOOM-2']);
  });

  it('a date without its year, or with two digits of it, is refused for that reason', async () => {
    const orders = csvFile(
      'orders.csv',
      'Order,Item,Qty,Due\nA1,BTN,5,12月8日\nA2,BTN,5,26/12/9\nA3,BTN,5,28-Nov-26\nA4,BTN,5,next week\n',
    );
    const { findings } = await importFactory([routings, orders]);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ code, at }) => [code, at?.row])).toEqual([
      ['import.date-without-year', 2],
      ['import.date-short-year', 3],
      ['import.not-a-date', 5],
    ]);
  });

  it('a row that looks like a total but is an order stays an order, and one that lacks something is not passed over', async () => {
    const whole = csvFile('orders.csv', 'Order,Item,Qty\nTotal care kit,BTN,5\n');
    expect((await importFactory([routings, whole])).draft?.orders?.[0]?.id).toBe('Total care kit');
    const lacking = csvFile('orders.csv', 'Order,Item,Qty\nTOTALLY,,5\nA2,,5\n');
    expect(withCode((await importFactory([routings, lacking])).findings, 'import.cell-missing')).toHaveLength(2);
  });
});

describe('an order of several lines', () => {
  it('is planned line by line, called by the number of the line, or by the product where there is none', async () => {
    const plain = await importFactory([routings, csvFile('orders.csv', 'Order,Item,Qty\nA1,BTN,5\nA1,WEB,6\nA2,BTN,7\n')]);
    expect(plain.draft?.orders?.map(({ id, reference }) => [id, reference])).toEqual([
      ['A1-BTN', 'A1'],
      ['A1-WEB', 'A1'],
      ['A2', undefined],
    ]);
    expect(withCode(plain.findings, 'import.order-lines')).toMatchObject([{ params: { id: 'A1', count: 2 }, at: { row: 2 } }]);
    const numbered = await importFactory([routings, csvFile('orders.csv', 'Order,Line no.,Item,Qty\nA1,1,BTN,5\nA1,2,BTN,6\n')]);
    expect(numbered.draft?.orders).toEqual([
      { id: 'A1-1', product: 'BTN', quantity: 5, reference: 'A1' },
      { id: 'A1-2', product: 'BTN', quantity: 6, reference: 'A1' },
    ]);
  });

  it('is an error where the lines cannot be told apart, or another order has the name', async () => {
    for (const rows of ['A1,BTN,5\nA1,BTN,6\n', 'A1,BTN,5\nA1,WEB,6\nA1-WEB,BTN,5\n']) {
      const { draft, findings } = await importFactory([routings, csvFile('orders.csv', `Order,Item,Qty\n${rows}`)]);
      expect(draft).toBeUndefined();
      expect(withCode(findings, 'import.duplicate-id')).toHaveLength(1);
    }
  });
});

describe('several machines in one cell', () => {
  it('are alternatives; a stroke inside the name of a listed machine is none', async () => {
    const process = csvFile('routings.csv', 'Product,Operation,Machine\nCAP,10,"M1, M2"\nBOX,10,CUT/FOLD\nTIN,10,P-1/P-2\n');
    const free = await importFactory([process]);
    expect(free.draft?.routings?.map(({ operations }) => operations[0]?.alternatives?.map(({ machine }) => machine))).toEqual([
      ['M1', 'M2'],
      ['CUT/FOLD'],
      ['P-1', 'P-2'],
    ]);
    const machines = csvFile('machines.csv', 'Machine\n"M1, M2"\nCUT/FOLD\nP-1/P-2\n');
    const listed = await importFactory([process, machines]);
    expect(listed.draft?.routings?.map(({ operations }) => operations[0]?.alternatives?.[0]?.machine)).toEqual([
      'M1, M2',
      'CUT/FOLD',
      'P-1/P-2',
    ]);
  });
});

describe('a sheet of operations that belong to nothing', () => {
  it('is told once, with the columns that are missing', async () => {
    const { findings } = await importFactory([csvFile('routings.csv', 'Operation,Machine\n10,M1\n20,M2\n')]);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(['import.column-missing']);
  });
});
