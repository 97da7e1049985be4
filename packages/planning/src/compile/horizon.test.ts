import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { routing, tinyFactory } from '../testing/tiny-factory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import { compileFactory } from './compile-factory.ts';

const daysOf = (factory: ReturnType<typeof tinyFactory>) => {
  const { axis } = compileFactory(factory);
  return (axis.horizon * axis.tickSeconds) / 86_400;
};
const work = (hours: number) => [{ id: 'O1', product: 'P', quantity: hours * 10 }];

describe('how far calendars are laid out', () => {
  test('far enough for the busiest machine, so that nothing ends behind', () => {
    const factory = tinyFactory({ orders: work(400) });
    // 400 hours at 40 a week are ten weeks.
    expect(daysOf(factory)).toBeGreaterThan(70);
    const { plan } = planFactory(factory, { steps: 20, seed: 1 });
    expect(plan.findings.map((finding) => finding.code)).not.toContain('plan.beyond-horizon');
  });
  test('far enough for the one person everything needs, however many machines there are', () => {
    const operations = [{ id: 'op', alternatives: [{ workCentre: 'WC', minutesPerUnit: 6 }], operators: [{ skill: 's' }] }];
    const factory = tinyFactory({
      skills: [{ id: 's' }],
      operators: [{ id: 'setter-1', site: 'HK', skills: ['s'], calendar: 'day' }],
      routings: [routing('P', operations)],
      orders: [...work(200), ...work(200).map((order) => ({ ...order, id: 'O2' }))],
    });
    expect(daysOf(factory)).toBeGreaterThan(70);
  });
  test('past the last need-by date', () => {
    expect(daysOf(tinyFactory({ orders: [{ id: 'O1', product: 'P', quantity: 1, due: '2027-03-01' }] }))).toBeGreaterThan(98);
  });
  test('further where the plan shows that it does not fit', () => {
    const steps = routing('P', [
      { id: 'cast', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] },
      { id: 'age', alternatives: [{ machine: 'M2', minutesPerUnit: 6 }], after: [{ operation: 'cast', minWaitMinutes: 60 * 1440 }] },
    ]);
    const factory = tinyFactory({ routings: [steps] });
    expect(daysOf(factory)).toBeLessThan(60);
    const { plan } = planFactory(factory, { steps: 20, seed: 1 });
    expect(plan.findings.map((finding) => finding.code)).not.toContain('plan.beyond-horizon');
    expect(verifyPlan(factory, plan)).toEqual([]);
  });
  test('what lies behind when told a short horizon is reported', () => {
    const factory = tinyFactory({ orders: work(100) });
    const { plan } = planFactory(factory, { steps: 20, seed: 1, horizonDays: 3 });
    expect(verifyPlan(factory, plan)).toEqual([]);
    expect(plan.findings.map((finding) => finding.code)).toContain('plan.beyond-horizon');
  });
});
