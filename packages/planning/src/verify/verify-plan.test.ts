import type { Plan, PlannedOperation } from '@midstream/factory';
import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { MONDAY, routing, tinyFactory } from '../testing/tiny-factory.ts';
import { verifyPlan } from './verify-plan.ts';

const factory = tinyFactory({
  routings: [
    routing('P', [
      { id: 'a', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] },
      { id: 'b', alternatives: [{ machine: 'M2', minutesPerUnit: 6 }] },
    ]),
  ],
  orders: ['O1', 'O2'].map((id) => ({ id, product: 'P', quantity: 10, due: MONDAY })),
});
const { plan } = planFactory(factory, { steps: 200, seed: 1 });
const at = (clock: string) => `${MONDAY}T${clock}:00+08:00`;
const changed = (id: string, change: Partial<PlannedOperation>): Plan => ({
  ...plan,
  operations: plan.operations.map((each) => (each.id === id ? { ...each, ...change } : each)),
});
const rules = (tampered: Plan) =>
  verifyPlan(factory, tampered)
    .filter((finding) => finding.code === 'plan.rule-broken')
    .map((finding) => finding.params.rule);

describe('checking a plan document', () => {
  test('the plan as made is right', () => {
    expect(verifyPlan(factory, plan)).toEqual([]);
  });
  test.each<[string, Partial<PlannedOperation>, string]>([
    ['in closed hours', { setupStart: at('12:15'), start: at('12:15'), end: at('13:15') }, 'R2'],
    ['shorter than its work', { setupStart: at('14:00'), start: at('14:00'), end: at('14:30') }, 'R2'],
  ])('an operation %s breaks a rule', (_, change, rule) => {
    expect(rules(changed('O2/b', change))).toContain(rule);
  });
  test('two on one machine at once, and a step before the one it needs, are found', () => {
    const together = { setupStart: at('08:00'), start: at('08:00'), end: at('09:00') };
    const tampered = { ...plan, operations: plan.operations.map((each) => ({ ...each, ...together })) };
    expect(rules(tampered)).toEqual(expect.arrayContaining(['R4', 'R8']));
  });
  test('a figure that was made nicer is found', () => {
    const nicer = { ...plan, figures: { ...plan.figures, cost: { ...plan.figures.cost, total: plan.figures.cost.total - 1 } } };
    expect(verifyPlan(factory, nicer)).toMatchObject([{ code: 'plan.figure-differs', params: { figure: 'cost.total' } }]);
  });
  test('a missing, an unknown and a misplaced operation are named', () => {
    const { operations } = plan;
    expect(verifyPlan(factory, { ...plan, operations: operations.slice(1) })).toMatchObject([{ params: { operation: operations[0]?.id } }]);
    expect(verifyPlan(factory, changed('O1/a', { id: 'O1/z' })).map((each) => each.params.operation)).toEqual(['O1/a', 'O1/z']);
    expect(verifyPlan(factory, changed('O1/a', { machine: 'M2' }))).toMatchObject([{ code: 'plan.operation-unknown' }]);
  });
});
