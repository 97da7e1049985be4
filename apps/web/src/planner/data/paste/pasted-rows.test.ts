import '@midstream/words';
import type { FactoryDraft } from '@midstream/factory';
import { describe, expect, it } from 'vitest';
import { cellsOf, numberOf } from './cells.ts';
import { columnsOf } from './columns.ts';
import { readPasted } from './pasted-rows.ts';

const draft: FactoryDraft = {
  workCentres: [{ id: 'turning', area: 'floor' }],
  calendars: [{ id: 'day', week: [{ weekdays: ['mon'], from: '08:00', to: '18:00' }] }],
  machines: [
    {
      id: 'M1',
      name: { en: 'Lathe', 'zh-Hant': '車床' },
      workCentre: 'turning',
      calendar: 'day',
      costPerHour: 90,
      power: { runKw: 3, idleKw: 1 },
    },
  ],
  orders: [{ id: 'SO-1', product: 'pin', quantity: 10 }],
};
const paste = (
  text: string,
  kind: 'machines' | 'orders' | 'operators' | 'lanes' | 'products' = 'machines',
  language: 'en' | 'zh-Hant' = 'en',
) => readPasted(text, kind, draft, language, columnsOf(kind));

describe('what a spreadsheet puts on the clipboard', () => {
  it('is cells, quoted where they hold tabs, line breaks or quotes', () => {
    expect(cellsOf('a\tb\r\n"two\nlines"\t"say ""hi"""\n\n')).toEqual([
      ['a', 'b'],
      ['two\nlines', 'say "hi"'],
    ]);
  });
  it('has numbers as people write them', () => {
    expect(['1,250', '80,5', '1,250.75', '１２', '85%', '-3', '3 pcs', ''].map(numberOf)).toEqual([
      1250,
      80.5,
      1250.75,
      12,
      0.85,
      -3,
      undefined,
      undefined,
    ]);
  });
});

describe('rows pasted into a table', () => {
  it('change what is named and leave what is not, each change shown before and after', () => {
    const { rows, problems } = paste('Number\tCost per hour\tRunning (kW)\nM1\t120\t4\n');
    expect(problems).toEqual([]);
    expect(rows[0]?.data).toEqual({ ...draft.machines?.[0], costPerHour: 120, power: { runKw: 4, idleKw: 1 } });
    expect(rows[0]?.changes.map(({ before, after }) => [before, after])).toEqual([
      ['90', '120'],
      ['3', '4'],
    ]);
  });
  it('are understood under headers of any language, and without any in the order of the table', () => {
    expect(paste('編號\t名稱\t每小時成本\nM1\t數控車床\t120').rows[0]?.data).toMatchObject({
      costPerHour: 120,
      name: { en: '數控車床', 'zh-Hant': '車床' },
    });
    expect(paste('M1\tCNC lathe\tturning', 'machines', 'zh-Hant').rows[0]?.data).toMatchObject({
      name: { en: 'Lathe', 'zh-Hant': 'CNC lathe' },
    });
  });
  it('say which are new, changed and as they were', () => {
    const { rows } = paste('id\tworkCentre\tcostPerHour\nM1\tturning\t90\nM2\tturning\t50\nM1x\tturning\t1');
    expect(rows.map((row) => row.effect)).toEqual(['same', 'new', 'new']);
  });
  it('name row, column and value of what is wrong', () => {
    const { problems } = paste('id\tworkCentre\tcostPerHour\nM1\tturning\tcheap\n\tturning\t4\nM3\t\t5\nM1\tturning\t6');
    expect(problems.map(({ row, column, value, problem }) => [row, column?.path, value, problem])).toEqual([
      [2, 'costPerHour', 'cheap', 'number'],
      [3, 'id', '', 'missing'],
      [5, 'id', 'M1', 'twice'],
      [4, 'workCentre', '', 'missing'],
    ]);
  });
  it('are checked against the whole factory', () => {
    expect(paste('id\tcalendar\nM1\tnight').findings).toEqual([
      expect.objectContaining({ code: 'factory.unknown-reference', params: expect.objectContaining({ id: 'night' }) }),
    ]);
    expect(paste('id\tcostPerHour\nM1\t-5').findings).toEqual([expect.objectContaining({ code: 'factory.bad-shape' })]);
  });
  it('read dates, statuses, lists and attributes', () => {
    expect(paste('Number\tProduct\tQuantity\tDue\tStatus\nSO-1\tpin\t1,200\t2026/3/7\t已確認', 'orders').rows[0]?.data).toMatchObject({
      quantity: 1200,
      due: '2026-03-07',
      status: 'confirmed',
    });
    expect(paste('Number\tDue\nSO-1\t31/12/2026\nSO-2\t2026-02-31', 'orders').problems.map(({ row, value }) => [row, value])).toEqual([
      [2, '31/12/2026'],
      [3, '2026-02-31'],
      [3, ''],
      [3, ''],
    ]);
    expect(paste('id\tsite\tskills\nWong\tHK\tturner；packer', 'operators').rows[0]?.data).toMatchObject({ skills: ['turner', 'packer'] });
    expect(paste('id\tattributes\npin\tcolour=red; mould=M1', 'products').rows[0]?.data).toMatchObject({
      attributes: { colour: 'red', mould: 'M1' },
    });
  });
  it('know a lane by its ends', () => {
    expect(paste('From site\tTo site\tTravel (hours)\nHK\tDG\t6', 'lanes').rows[0]).toMatchObject({ id: 'HK>DG', effect: 'new' });
  });
  it('say which headers nobody reads', () => {
    expect(paste('Number\tCost per hour\tPhone\nM1\t5\t123').unusedHeaders).toEqual(['Phone']);
  });
});
