import '@midstream/words';
import { describe, expect, it } from 'vitest';
import { type NestedList, nestedListsOf } from '../paste/columns.ts';
import { afterPaste, readNested, rowsOf, withCell, withRows } from './nested-rows.ts';

const listOf = (kind: 'routings' | 'materials', field: string, inner?: string): NestedList => {
  const list = nestedListsOf(kind).find((each) => each.field === field && each.inner === inner);
  if (list === undefined) throw new Error(`${kind} have no ${field} ${inner ?? ''}`);
  return list;
};
const routing = {
  id: 'make-lid',
  product: 'lid',
  operations: [
    {
      id: 'mould',
      name: { en: 'Mould', 'zh-Hant': '注塑' },
      alternatives: [{ machine: 'M1', minutesPerUnit: 2 }, { machine: 'M2' }],
      tools: [{ tool: 'T1' }],
    },
    { id: 'pack', alternatives: [{ workCentre: 'packing' }] },
  ],
};
const read = (text: string, list: NestedList, data: Record<string, unknown> = routing) =>
  readNested(text, 'routings', list, data, 'en', ['Operation', '工序']);

describe('lists inside an element', () => {
  it('are found in the schema, two deep', () => {
    expect(nestedListsOf('routings').map(({ field, inner }) => inner ?? field)).toEqual([
      'operations',
      'alternatives',
      'after',
      'operators',
      'tools',
      'materials',
    ]);
    expect(nestedListsOf('materials').map(({ field }) => field)).toEqual(['receipts']);
  });
  it('come out as rows and go back as they were', () => {
    for (const list of nestedListsOf('routings')) expect(withRows(routing, list, rowsOf(routing, list))).toEqual(routing);
  });
  it('take a cell as people write it, and say what cannot be read', () => {
    const [, minutes] = [0, listOf('routings', 'operations', 'alternatives').columns.find(({ path }) => path === 'minutesPerUnit')];
    if (minutes === undefined) throw new Error('no minutes');
    expect(withCell({ machine: 'M1' }, minutes, '1,250', 'en')).toEqual({ row: { machine: 'M1', minutesPerUnit: 1250 } });
    expect(withCell({ machine: 'M1' }, minutes, 'soon', 'en')).toEqual({ problem: 'number' });
    expect(withCell({ machine: 'M1', minutesPerUnit: 2 }, minutes, '', 'en')).toEqual({ row: { machine: 'M1' } });
  });
});

describe('rows pasted into a list inside an element', () => {
  it('change those that are known, keep what was not pasted, and come behind where they are new', () => {
    const list = listOf('routings', 'operations');
    const pasted = read('id\tname\nmould\tInjection\ntrim\tTrim', list);
    expect(pasted.rows.map(({ effect }) => effect)).toEqual(['changed', 'new']);
    const operations = rowsOf(afterPaste(routing, list, pasted, false), list).map(({ data }) => data);
    expect(operations.map((each) => each['id'])).toEqual(['mould', 'pack', 'trim']);
    expect(operations[0]).toEqual({ ...routing.operations[0], name: { en: 'Injection', 'zh-Hant': '注塑' } });
  });
  it('of a list two deep say what they belong to', () => {
    const list = listOf('routings', 'operations', 'alternatives');
    const pasted = read('工序\tMachine\tMinutes per piece\nmould\tM1\t3\npack\tM7\t1', list);
    expect(pasted).toMatchObject({ problems: [], rows: [{ effect: 'changed' }, { effect: 'new', of: 'pack' }] });
    const after = afterPaste(routing, list, pasted, false) as typeof routing;
    expect(after.operations[0]?.alternatives).toEqual([{ machine: 'M1', minutesPerUnit: 3 }, { machine: 'M2' }]);
    expect(after.operations[1]?.alternatives).toEqual([{ workCentre: 'packing' }, { machine: 'M7', minutesPerUnit: 1 }]);
    expect(read('nowhere\tM1', list).problems).toMatchObject([{ row: 1, value: 'nowhere', problem: 'one-of:mould, pack' }]);
  });
  it('replace the list where the whole of it was pasted', () => {
    const list = listOf('materials', 'receipts');
    const material = { id: 'ABS', receipts: [{ at: '2026-11-23', quantity: 5 }] };
    const pasted = readNested('2026-12-01\t80\n2026/12/8\t40\tPO-7', 'materials', list, material, 'en', []);
    expect(afterPaste(material, list, pasted, true)).toEqual({
      id: 'ABS',
      receipts: [
        { at: '2026-12-01', quantity: 80 },
        { at: '2026-12-08', quantity: 40, reference: 'PO-7' },
      ],
    });
  });
  it('are refused cell by cell: what cannot be read, what is missing, and headers nobody knows', () => {
    const list = listOf('materials', 'receipts');
    const { problems, unusedHeaders } = readNested(
      'at\tquantity\tcolour\n2026-12-01\tmany\n\t4',
      'materials',
      list,
      { id: 'ABS' },
      'en',
      [],
    );
    expect(problems.map(({ row, column, problem }) => [row, column?.path, problem])).toEqual([
      [2, 'quantity', 'number'],
      [2, 'quantity', 'missing'],
      [3, 'at', 'missing'],
    ]);
    expect(unusedHeaders).toEqual(['colour']);
  });
});
