import type { CompleteFactory } from '@midstream/factory';
import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { EXAMPLES, exampleFactory } from '../testing/examples.ts';
import { MONDAY, machine, tinyFactory } from '../testing/tiny-factory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import { applyChanges } from './apply-changes.ts';
import { CHANGE_FORMS } from './changes.ts';
import { compareColumns } from './compare-columns.ts';

const planned = (factory: CompleteFactory) => planFactory(factory, { steps: 100, seed: 1 }).plan;
const after = (factory: CompleteFactory, ...changes: readonly unknown[]): CompleteFactory => {
  const outcome = applyChanges(factory, changes);
  if (outcome.factory === undefined) throw new Error(JSON.stringify(outcome.findings));
  return outcome.factory;
};

describe('what-ifs', () => {
  const shop = tinyFactory({
    orders: ['O1', 'O2'].map((id) => ({ id, product: 'P', quantity: 40 })),
    machines: [machine('M1', { power: { runKw: 10 } }), machine('M2')],
    sites: [{ id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD', energyPricePerKwh: 1 }],
  });
  const ends = (factory: CompleteFactory): string[] =>
    planned(factory)
      .orders.map((each) => each.projected.slice(5, 16))
      .sort();

  test('a machine more takes half of the work', () => {
    expect(ends(shop)).toEqual(['11-23T12:00', '11-23T17:00']);
    expect(ends(after(shop, { kind: 'machine-more', machine: 'M1', count: 1 }))).toEqual(['11-23T12:00', '11-23T12:00']);
  });
  test('a machine less leaves what only it can do without a plan, and says so', () => {
    const plan = planned(after(shop, { kind: 'machine-less', machine: 'M2' }));
    expect(plan.orders).toHaveLength(2);
    const none = applyChanges(shop, [{ kind: 'machine-less', machine: 'M1' }]).factory;
    expect(() => planned(none ?? shop)).not.toThrow();
  });
  test('a shift less pushes work into the next day; a shift more pulls it back', () => {
    const afternoonOff = { kind: 'shift-less', calendar: 'day', weekdays: ['mon'], from: '13:00' };
    expect(ends(after(shop, afternoonOff))).toEqual(['11-23T12:00', '11-24T12:00']);
    const evening = { kind: 'shift-more', calendar: 'day', weekdays: ['mon'], from: '18:00', to: '22:00' };
    expect(ends(after(shop, afternoonOff, evening))).toEqual(['11-23T12:00', '11-23T22:00']);
  });
  test('a closed site, a faster machine, a rush order and a breakdown show in the dates', () => {
    expect(ends(after(shop, { kind: 'site-closed', site: 'HK', from: MONDAY, to: '2026-11-24' }))[0]).toBe('11-24T12:00');
    expect(ends(after(shop, { kind: 'machine-faster', machine: 'M1', efficiency: 2 }))).toEqual(['11-23T10:00', '11-23T12:00']);
    expect(ends(after(shop, { kind: 'breakdown', machine: 'M1', from: `${MONDAY}T08:00`, to: `${MONDAY}T12:00` }))[0]).toBe('11-23T17:00');
    const rush = { kind: 'rush-order', order: 'R', product: 'P', quantity: 10, due: `${MONDAY}T09:00` };
    expect(planned(after(shop, rush)).orders.find((each) => each.order === 'R')?.projected).toContain('T09:00');
  });
  test('a tariff is paid', () => {
    const columns = [shop, after(shop, { kind: 'tariff', site: 'HK', pricePerKwh: 3 })].map((factory, i) => ({
      id: String(i),
      name: String(i),
      plan: planned(factory),
    }));
    const rows = compareColumns(columns);
    const cost = rows.find((row) => row.figure === 'cost');
    expect((cost?.values[1] ?? 0) - (cost?.values[0] ?? 0)).toBeCloseTo(8 * 10 * 2);
    expect(cost?.best).toEqual([0]);
    expect(rows.find((row) => row.figure === 'makespanHours')?.best).toEqual([0, 1]);
  });
  test('changes build on each other, and the given factory stays as it was', () => {
    const before = JSON.stringify(shop);
    const two = after(shop, { kind: 'machine-more', machine: 'M1', count: 1 }, { kind: 'machine-faster', machine: 'M1-2', efficiency: 2 });
    expect(two.machines.map((each) => each.id)).toEqual(['M1', 'M2', 'M1-2']);
    expect(JSON.stringify(shop)).toBe(before);
  });
  test.each([
    [{ kind: 'magic' }, 'plan.bad-change'],
    [undefined, 'plan.bad-change'],
    [{ kind: 'machine-more', machine: 'M9', count: 1 }, 'plan.event-unknown'],
    [{ kind: 'machine-more', machine: 'M1', count: 1.5 }, 'plan.bad-change'],
    [{ kind: 'shift-more', calendar: 'day', weekdays: ['mon'], from: '25:00', to: '26:00' }, 'plan.bad-change'],
    [{ kind: 'shift-less', calendar: 'day', weekdays: [], from: '13:00' }, 'plan.bad-change'],
    [{ kind: 'tariff', site: 'HK', pricePerKwh: -1 }, 'plan.bad-change'],
    [{ kind: 'breakdown', machine: 'M1', from: 'soon', to: 'later' }, 'plan.bad-change'],
    [{ kind: 'overtime-allowed', allowed: 'yes' }, 'plan.bad-change'],
  ])('%j is refused', (change, code) => {
    const outcome = applyChanges(shop, [change]);
    expect(outcome.factory).toBeUndefined();
    expect(outcome.findings.map((each) => each.code)).toContain(code);
  });

  test.each(EXAMPLES)('every kind of change plans and is right by the judge on %s', (name) => {
    const factory = exampleFactory(name);
    const known: Readonly<Record<string, unknown>> = {
      machine: factory.machines[0]?.id,
      operator: factory.operators[0]?.id,
      order: factory.orders.at(-1)?.id,
      product: factory.orders[0]?.product,
      material: factory.materials[0]?.id,
      tool: factory.tools[0]?.id,
      site: factory.sites.at(-1)?.id,
      calendar: factory.machines[0]?.calendar,
      routing: factory.orders.at(-1)?.routing,
      time: factory.planningStart.slice(0, 10),
      clock: '20:00',
      weekdays: ['mon', 'tue'],
      positive: 2,
      count: 1,
      price: 2,
      boolean: false,
      text: 'RUSH-1',
    };
    const ranges: Readonly<Record<string, string>> = { to: '2026-12-24', until: '2026-12-24', due: '2027-01-15' };
    for (const [kind, form] of Object.entries(CHANGE_FORMS)) {
      const fields = Object.entries(form).map(([field, what]) => [field, what === 'time' ? (ranges[field] ?? known['time']) : known[what]]);
      if (fields.some(([, value]) => value === undefined)) continue;
      if (kind === 'split-order')
        fields.push(['operation', factory.routings.find((each) => each.id === known['routing'])?.operations[0]?.id]);
      const change = { kind, ...Object.fromEntries(fields), ...('to' in form && form.to === 'clock' ? { to: '22:00' } : {}) };
      const outcome = applyChanges(factory, [change]);
      if (outcome.factory === undefined) throw new Error(`${JSON.stringify(change)}: ${JSON.stringify(outcome.findings)}`);
      expect([kind, verifyPlan(outcome.factory, planned(outcome.factory))]).toEqual([kind, []]);
    }
  });
});
