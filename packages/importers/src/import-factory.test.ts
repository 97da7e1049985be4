import type { Finding } from '@midstream/units';
import { readFactory } from '@midstream/factory';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeWorkbook } from './bytes/workbook-writer.ts';
import { exampleDraft } from './example-draft.ts';
import { exportCsv, exportWorkbook } from './export-files.ts';
import { importFactory } from './import-factory.ts';
import { placeFindings } from './place-findings.ts';
import { encodeChinese } from './testing/encode.ts';
import { csvFile } from './testing/samples.ts';
import { withPart } from './testing/workbook-parts.ts';

const routings = csvFile('routings.csv', 'Product,Operation,Machine,Setup,Cycle time\nCAP,10,M1,5,0.5\nBOX,10,M1,5,0.5\n');
const brief = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, at }) =>
    [code, at?.file, at?.sheet, at?.row, at?.column, at?.value].filter((part) => part !== undefined).join(' | '),
  );

describe('a wrong file is reported as a whole', () => {
  it('every wrong cell is named with file, row, column, value and the nearest known words, and nothing is half imported', async () => {
    const orders =
      'Orders of week 48\n\nOrder,Product,Quantity,Due,Status\nA1,CAPP,10,2026-11-27,open\nA2,BOX,many,03/04/2026,aproved\nA2,BOX,5,2026-11-28,open\n,CAP,5,,\n';
    const result = await importFactory([routings, csvFile('orders.csv', orders)]);
    expect(result.draft).toBeUndefined();
    expect(brief(result.findings.filter((finding) => finding.severity === 'error'))).toEqual([
      'import.not-a-number | orders.csv | 5 | Quantity | many',
      'import.date-ambiguous | orders.csv | 5 | Due | 03/04/2026',
      'import.unknown-choice | orders.csv | 5 | Status | aproved',
      'import.cell-missing | orders.csv | 7 | Order',
      'import.duplicate-id | orders.csv | 6 | Order | A2',
      'import.unknown-reference | orders.csv | 4 | Product | CAPP',
    ]);
    expect(result.findings.find((finding) => finding.code === 'import.unknown-choice')?.params['known']).toContain('approved');
    const table = result.tables.find((report) => report.recognisedAs === 'orders');
    expect(table).toMatchObject({ headerRow: 3, rowsRead: 2, rowsRefused: 2 });
  });

  it('a name that names nothing is reported with the nearest names', async () => {
    const products = csvFile('products.csv', 'Product,Name\nCAP,Cap\nBOX,Box\n');
    const result = await importFactory([routings, products, csvFile('orders.csv', 'Order,Product,Quantity\nA1,CAPP,10\n')]);
    expect(result.findings.filter((finding) => finding.severity === 'error')).toEqual([
      expect.objectContaining({
        code: 'import.unknown-reference',
        params: { value: 'CAPP', what: 'products', nearest: 'CAP' },
        at: { file: 'orders.csv', row: 2, column: 'Product', value: 'CAPP' },
      }),
    ]);
  });

  it('a missing column is named with the header that may have been meant, an unknown one with the nearest word', async () => {
    const result = await importFactory([csvFile('orders.csv', 'Order,Product,Quantitty\nA1,CAP,5\n')]);
    expect(result.findings.find((finding) => finding.code === 'import.column-missing')?.params).toMatchObject({ nearest: 'Quantitty' });
    expect(result.findings.find((finding) => finding.code === 'import.column-unknown')?.params).toMatchObject({
      header: 'Quantitty',
      nearest: expect.stringContaining('Quantity') as string,
    });
  });

  it('a column repeated a thousand times wrong is counted, not listed', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `A${i},CAP,x\n`).join('');
    const result = await importFactory([csvFile('orders.csv', `Order,Product,Quantity\n${rows}`)]);
    expect(result.findings.filter((finding) => finding.code === 'import.not-a-number')).toHaveLength(100);
    expect(result.findings.find((finding) => finding.code === 'import.more-of-the-same')?.params).toEqual({
      code: 'import.not-a-number',
      count: 900,
    });
  });

  it('an identical row is dropped with a warning', async () => {
    const result = await importFactory([routings, csvFile('orders.csv', 'Order,Product,Quantity\nA1,CAP,5\nA1,CAP,5\n')]);
    expect(result.draft?.orders).toHaveLength(1);
    expect(brief(result.findings)).toContain('import.duplicate-row | orders.csv | 3 | Order | A1');
  });
});

describe('headers', () => {
  it.each([
    ['Order,Product,Quantity,Due'],
    ['ORDER NO.,part number,QTY,Due Date'],
    ['訂單,產品,數量,交期'],
    ['订单号,品号,数量,交货日期'],
    ['Ｏｒｄｅｒ,Ｐｒｏｄｕｃｔ,Ｑｔｙ (pcs),交期'],
  ])('%s is understood', async (header) => {
    const result = await importFactory([routings, csvFile('sheet1.csv', `${header}\nA1,CAP,5,2026-11-27\n`)]);
    expect(result.draft?.orders).toEqual([{ id: 'A1', product: 'CAP', quantity: 5, due: '2026-11-27' }]);
  });

  it('units in a header count, and are told', async () => {
    const result = await importFactory([csvFile('routings.csv', 'Product,Operation,Machine,Setup [h],Per piece (s)\nCAP,10,M1,0.5,30\n')]);
    expect(result.draft?.routings?.[0]?.operations[0]?.alternatives).toEqual([{ machine: 'M1', setupMinutes: 30, minutesPerUnit: 0.5 }]);
    expect(
      result.findings.filter((finding) => finding.code === 'import.unit-from-header').map((finding) => finding.params['unit']),
    ).toEqual(['hours', 'seconds']);
  });

  it('the user can say what an unknown header means, or that a column is to be left out', async () => {
    const orders = csvFile('orders.csv', 'Order,Product,Stück,Due\nA1,CAP,5,soon\n');
    const result = await importFactory([routings, orders], { mapping: { orders: { Stück: 'quantity', Due: '' } } });
    expect(result.draft?.orders).toEqual([{ id: 'A1', product: 'CAP', quantity: 5 }]);
    const wrong = await importFactory([routings, orders], { mapping: { 'orders.csv': { Stück: 'amount' } } });
    expect(brief(wrong.findings)).toContain('import.mapping-unknown | orders.csv | 1 | Stück');
  });

  it('two columns of one meaning are refused', async () => {
    const result = await importFactory([csvFile('orders.csv', 'Order,Product,Quantity,Qty\nA1,CAP,5,6\n')]);
    expect(brief(result.findings)).toContain('import.column-twice | orders.csv | 1 | Qty');
  });
});

describe('workbooks as people make them', () => {
  it('hidden sheets are skipped, title rows are passed over, notes are left alone, and each is told', async () => {
    const plain = await writeWorkbook([
      { name: 'Orders 2026-11', rows: [['Our order book'], [null], ['Order', 'Product', 'Quantity'], ['A1', 'CAP', 5]] },
      {
        name: 'Routings',
        rows: [
          ['Product', 'Operation', 'Machine'],
          ['CAP', '10', 'M1'],
        ],
      },
      {
        name: 'Secret',
        rows: [
          ['Order', 'Product', 'Quantity'],
          ['A2', 'CAP', 5],
        ],
      },
      { name: 'Scribbles', rows: [['call Ann']] },
    ]);
    const hidden = withPart(plain, 'xl/workbook.xml', (part) =>
      strToU8(strFromU8(part).replace('name="Secret"', 'name="Secret" state="hidden"')),
    );
    const result = await importFactory([{ name: 'book.xlsx', bytes: hidden }]);
    expect(result.draft?.orders).toEqual([{ id: 'A1', product: 'CAP', quantity: 5 }]);
    expect(brief(result.findings)).toEqual(
      expect.arrayContaining(['import.sheet-hidden | book.xlsx | Secret', 'import.sheet-ignored | book.xlsx | Scribbles']),
    );
  });

  it('a formula counts with its kept value and is told; without one, or with an error value, it is refused', async () => {
    const plain = await writeWorkbook([
      {
        name: 'Orders',
        rows: [
          ['Order', 'Product', 'Quantity'],
          ['A1', 'CAP', 77],
          ['A2', 'CAP', 78],
          ['A3', 'CAP', 79],
        ],
      },
      {
        name: 'Routings',
        rows: [
          ['Product', 'Operation', 'Machine'],
          ['CAP', '10', 'M1'],
        ],
      },
    ]);
    const sheet = (change: (xml: string) => string): Uint8Array =>
      withPart(plain, 'xl/worksheets/sheet1.xml', (part) => strToU8(change(strFromU8(part))));
    const kept = await importFactory([{ name: 'b.xlsx', bytes: sheet((xml) => xml.replace('<v>77</v>', '<f>70+7</f><v>77</v>')) }]);
    expect(kept.draft?.orders?.[0]?.quantity).toBe(77);
    expect(kept.findings.find((finding) => finding.code === 'import.formula-value-used')?.params).toEqual({ count: 1, cell: 'C2' });
    const broken = await importFactory([
      {
        name: 'b.xlsx',
        bytes: sheet((xml) => xml.replace('<v>77</v>', '<f>70+7</f>').replace('<c r="C3"><v>78</v>', '<c r="C3" t="e"><v>#REF!</v>')),
      },
    ]);
    expect(brief(broken.findings.filter((finding) => finding.severity === 'error'))).toEqual([
      'import.formula-without-value | b.xlsx | Orders | 2 | Quantity | =70+7',
      'import.cell-error | b.xlsx | Orders | 3 | Quantity | #REF!',
    ]);
  });

  it('sheets added to a workbook of ours, such as a plan, are not read as input', async () => {
    const { factorySheets } = await import('./export-files.ts');
    const plan = {
      name: 'Plan by order',
      rows: [
        ['Order', 'Product', 'Quantity', 'Due', 'Projected'],
        ['SO-1001', 'CAP', 1, '2026-11-27', '2026-11-29'],
      ],
    };
    const bytes = await writeWorkbook([plan, ...factorySheets(exampleDraft('en'), 'en')]);
    expect((await importFactory([{ name: 'plan.xlsx', bytes }])).draft).toEqual(exampleDraft('en'));
  });

  it('text that looks like a formula is written as text, in every cell', async () => {
    const draft = {
      ...exampleDraft('en'),
      name: '=HYPERLINK("http://x","y")',
      description: '@cmd',
      orders: [{ id: '-A', product: 'CAP', quantity: 1, customer: '+1|calc' }],
    };
    const parts = unzipSync(await exportWorkbook(draft, 'en'));
    const sheets = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/'));
    expect(sheets.length).toBeGreaterThan(5);
    for (const [, part] of sheets) expect(strFromU8(part)).not.toMatch(/<f[ >]/);
    for (const file of exportCsv(draft)) expect(new TextDecoder().decode(file.bytes)).not.toMatch(/(^|[,"\n])[=@]|(^|[,"\n])[+-](?!\d)/);
  });

  it('equal factories give equal bytes', async () => {
    expect(await exportWorkbook(exampleDraft('en'), 'en')).toEqual(await exportWorkbook(exampleDraft('en'), 'en'));
  });
});

describe('CSV files as people make them', () => {
  it('Big5 and GB18030 files with semicolons and full-width digits are read, and the encoding is told', async () => {
    const hant = { name: '訂單.csv', bytes: encodeChinese('訂單;產品;數量;交期\r\nA1;CAP;１，２００;2026年11月23日\r\n', 'big5') };
    const hans = { name: '机台.csv', bytes: encodeChinese('机台;机台名称;效率\r\nM1;一号注塑机;95%\r\n', 'gb18030') };
    const result = await importFactory([routings, hant, hans]);
    expect(result.draft?.orders).toEqual([{ id: 'A1', product: 'CAP', quantity: 1200, due: '2026-11-23' }]);
    expect(result.draft?.machines).toMatchObject([{ id: 'M1', name: '一号注塑机', efficiency: 0.95 }]);
    expect(
      result.findings.filter((finding) => finding.code === 'import.encoding-read').map((finding) => finding.params['encoding']),
    ).toEqual(['Big5', 'GB18030']);
  });

  it('a quotation mark left open is refused with its row', async () => {
    expect(brief((await importFactory([csvFile('orders.csv', 'Order,Product,Quantity\nA1,"CAP,5\n')])).findings)).toEqual([
      'import.quote-left-open | orders.csv | 2',
    ]);
  });

  it('control characters are taken out and told', async () => {
    const result = await importFactory([
      routings,
      csvFile('orders.csv', `Order,Product,Quantity,Customer\n${'A1,CAP,5,Harbour Toys\n'}A2,CAP,5,Har\u0007bour\n`),
    ]);
    expect(result.draft?.orders?.[1]?.customer).toBe('Harbour');
    expect(brief(result.findings)).toContain('import.control-characters | orders.csv | 3 | Customer | Har\u0007bour');
  });
});

describe('routings on one sheet', () => {
  const read = async (text: string) => await importFactory([csvFile('routings.csv', text)]);

  it('blank cells repeat the routing and the operation above', async () => {
    const result = await read('Product,Operation,Machine,Per piece\nCAP,10,M1,1\n,,M2,2\n,20,M3,1\nBOX,10,M1,1\n');
    expect(
      result.draft?.routings?.map(({ id, operations }) => [
        id,
        operations.map((operation) => [operation.id, operation.alternatives?.map(({ machine }) => machine)]),
      ]),
    ).toEqual([
      [
        'CAP',
        [
          ['10', ['M1', 'M2']],
          ['20', ['M3']],
        ],
      ],
      ['BOX', [['10', ['M1']]]],
    ]);
  });

  it('pieces per hour are understood; a contradicting cycle time, a missing place and two values for one operation are refused', async () => {
    expect(
      (await read('Product,Operation,Machine,Pieces per hour\nCAP,10,M1,120\n')).draft?.routings?.[0]?.operations[0]?.alternatives?.[0]
        ?.minutesPerUnit,
    ).toBe(0.5);
    const wrong = await read(
      'Product,Operation,Machine,Work centre,Pieces per hour,Per piece,Yield\nCAP,10,M1,,120,3,0.9\nCAP,10,M2,,,,0.8\nCAP,20,,,60,,\nCAP,30,M1,W,60,,\n',
    );
    expect(brief(wrong.findings.filter((finding) => finding.severity === 'error'))).toEqual([
      'import.times-contradict | routings.csv | 2 | Pieces per hour | 120',
      'import.conflicting-value | routings.csv | 3 | Yield | 0.8',
      'import.place-missing | routings.csv | 4 | Machine',
      'import.place-twice | routings.csv | 5 | Work centre | W',
    ]);
  });

  it('a predecessor that is no operation of the routing is refused with the nearest', async () => {
    const result = await read('Product,Operation,Machine,After\nCAP,cut,M1,none\nCAP,bend,M1,cutt\n');
    expect(result.findings.find((finding) => finding.code === 'import.unknown-reference')).toMatchObject({
      params: { value: 'cutt', nearest: 'cut' },
      at: { row: 3, column: 'After' },
    });
    expect((await read('Product,Operation,Machine,After\nCAP,cut,M1,none\n')).draft?.routings?.[0]?.operations[0]?.after).toEqual([]);
  });

  it('materials may be told by product alone', async () => {
    const bom = csvFile('bom.csv', 'Product,Material,Quantity\nCAP,PP,0.2\n');
    const result = await importFactory([routings, bom]);
    expect(result.draft?.routings?.[0]?.operations[0]?.materials).toEqual([{ material: 'PP', quantityPerUnit: 0.2 }]);
    expect(result.draft?.materials).toEqual([{ id: 'PP' }]);
  });
});

describe('planning on an incomplete sheet', () => {
  it('orders and routings alone make a factory, and what was assumed is told', async () => {
    const result = await importFactory([routings, csvFile('orders.csv', 'Order,Product,Quantity,Due\nA1,CAP,10,2026-11-27\n')]);
    expect(result.findings.filter((finding) => finding.code === 'import.assumed').map((finding) => finding.params['what'])).toEqual([
      'machines',
      'machine.workCentre',
    ]);
    expect(result.sampleHours).toEqual([
      { order: 'A1', product: 'CAP', quantity: 10, hours: 0.167, operations: [{ operation: '10', machine: 'M1', hours: 0.167 }] },
    ]);
    expect(readFactory(result.draft).factory).toBeDefined();
  });

  it('what the factory room finds is told in terms of the sheet', async () => {
    const result = await importFactory([
      routings,
      csvFile('orders.csv', 'Order,Product,Quantity,Due,Release\nA1,CAP,10,2026-11-27,2026-12-27\n'),
    ]);
    const placed = placeFindings(readFactory(result.draft).findings, result.origins).filter(
      (finding) => finding.at?.path?.startsWith('/orders/0') === true,
    );
    expect(placed.length).toBeGreaterThan(0);
    for (const finding of placed) expect(finding.at).toMatchObject({ file: 'orders.csv', row: 2 });
  });
});
