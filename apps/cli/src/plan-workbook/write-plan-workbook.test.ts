import { strFromU8, unzipSync } from 'fflate';
import { importFactory, readTables } from '@midstream/importers';
import type { Language } from '@midstream/words';
import { LANGUAGES } from '@midstream/words';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleDraft, exampleFactory } from '../testing/example-factory.ts';
import { samplePlan } from '../testing/sample-plan.ts';
import { writePlanWorkbook } from './write-plan-workbook.ts';

const draft = exampleDraft('precision-machining');
const factory = exampleFactory('precision-machining');
const plan = samplePlan(factory);

describe.each(LANGUAGES)('the plan workbook in %s', (language: Language) => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await writePlanWorkbook(plan, factory, draft, language);
  });

  it('reads back as the very factory it was planned from', async () => {
    const alone = await importFactory([{ name: 'factory.json', bytes: new TextEncoder().encode(JSON.stringify(draft)) }]);
    const back = await importFactory([{ name: 'plan.xlsx', bytes }]);
    expect(back.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(back.draft).toEqual(alone.draft);
  });

  it('holds every operation by machine and every order with both dates', async () => {
    const { tables } = await readTables(bytes, 'plan.xlsx');
    expect(tables[0]?.rows).toHaveLength(plan.operations.length);
    expect(tables[1]?.rows).toHaveLength(plan.orders.length);
    const first = plan.orders[0];
    const row = tables[1]?.rows.find((cells) => cells[0] === first?.order) ?? [];
    expect(row.join('|')).toContain(first?.projected.slice(0, 16).replace('T', ' '));
    expect(row.join('|')).toContain(first?.needBy?.slice(0, 16).replace('T', ' '));
  });

  it('lists late orders, the latest first, each with its causes', async () => {
    const { tables } = await readTables(bytes, 'plan.xlsx');
    const hours = (tables[4]?.rows ?? []).map((row) => Number(row[5]));
    expect(hours).toEqual(hours.toSorted((a, b) => b - a));
    expect(hours.length).toBe(plan.figures.lateOrders);
    for (const row of tables[4]?.rows ?? []) expect(row[6]).not.toBe('');
  });
});

describe('a hostile name', () => {
  it('is never written as a formula', async () => {
    const nasty = '=HYPERLINK("http://x","y")';
    const hostile = { ...plan, orders: plan.orders.map((order) => ({ ...order, customer: nasty })) };
    const bytes = await writePlanWorkbook(hostile, factory, draft, 'en');
    const { tables } = await readTables(bytes, 'plan.xlsx');
    expect(tables[1]?.rows[0]?.[3]).toContain('HYPERLINK');
    const sheets = Object.entries(unzipSync(bytes)).filter(([name]) => name.startsWith('xl/worksheets/'));
    for (const [, xml] of sheets) expect(strFromU8(xml)).not.toMatch(/<f[ >]/);
  });
});
