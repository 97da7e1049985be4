import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { EXAMPLES, exampleFactory } from '../testing/examples.ts';
import { MONDAY, tinyFactory } from '../testing/tiny-factory.ts';
import { cockpit } from './cockpit.ts';
import { sitesView } from './sites-view.ts';
import { mondayOf } from './weeks.ts';

describe('the cockpit', () => {
  const orders = [
    { id: 'late', product: 'P', quantity: 20, due: `${MONDAY}T09:00`, priority: 9 },
    { id: 'tight', product: 'P', quantity: 20, due: `${MONDAY}T13:00` },
    { id: 'easy', product: 'P', quantity: 20, due: '2026-12-02' },
    { id: 'undated', product: 'P', quantity: 20 },
  ];
  const factory = tinyFactory({ orders });
  const { plan } = planFactory(factory, { steps: 300, seed: 1 });
  const figures = cockpit(plan);

  test('counts late, at risk and on time by the week they are due', () => {
    expect(figures.outlook).toEqual([
      { week: MONDAY, due: 2, onTime: 0, atRisk: 1, late: 1 },
      { week: '2026-11-30', due: 1, onTime: 1, atRisk: 0, late: 0 },
    ]);
    expect(figures.late).toMatchObject([{ order: 'late', latenessHours: 1 }]);
    expect(figures.atRisk).toMatchObject([{ order: 'tight', latenessHours: -1 }]);
    expect(cockpit(plan, { riskHours: 0.5 }).atRisk).toEqual([]);
  });
  test('the busiest machine comes first, with its load by week', () => {
    expect(figures.bottlenecks[0]).toMatchObject({
      kind: 'machine',
      resource: 'M1',
      weeks: [{ week: MONDAY, runHours: 8, setupHours: 0 }],
    });
  });
  test('says what changed since an earlier plan', () => {
    const before = planFactory(tinyFactory({ orders: orders.slice(0, 3) }), { steps: 300, seed: 1 }).plan;
    const since = cockpit(plan, { earlier: before }).since;
    expect(since).toMatchObject({ addedOrders: ['undated'], removedOrders: [], costChange: 120 });
    expect(cockpit(plan, { earlier: plan }).since).toMatchObject({ movedOperations: 0, earlier: [], later: [] });
  });
  test('weeks begin on Mondays, over the end of a year too', () => {
    expect(['2026-11-23', '2026-11-29', '2027-01-01'].map(mondayOf)).toEqual(['2026-11-23', '2026-11-23', '2026-12-28']);
  });
});

describe('across sites', () => {
  test.each(EXAMPLES)('sums of %s agree with the plan', (name) => {
    const factory = exampleFactory(name);
    const { plan } = planFactory(factory, { steps: 300, seed: 1 });
    const view = sitesView(factory, plan);
    const total = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);
    expect(total(view.flows.map((flow) => flow.transports))).toBe(plan.transports.length);
    expect(total(view.flows.map((flow) => flow.cost))).toBeCloseTo(plan.figures.cost.transport);
    const run = total(view.sites.flatMap((site) => site.weeks.map((week) => week.runHours)));
    const machines = plan.resources.filter((each) => each.kind === 'machine');
    expect(run).toBeCloseTo(total(machines.flatMap((each) => each.days.map((day) => day.runHours))));
    expect(view.legs.every((leg, i) => i === 0 || Date.parse(view.legs[i - 1]?.arrival ?? '') <= Date.parse(leg.arrival))).toBe(true);
    const { outlook } = cockpit(plan);
    expect(total(outlook.map((week) => week.late))).toBe(plan.figures.lateOrders);
  });
});
