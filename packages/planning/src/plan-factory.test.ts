import type { Plan } from '@midstream/factory';
import { GENERATOR_FEATURES } from '@midstream/factory';
import { describe, expect, test } from 'vitest';
import { explainOrder } from './explain/explain-order.ts';
import { planFactory } from './plan-factory.ts';
import { applyEvent } from './replan/events.ts';
import { featurePair, generated } from './testing/generated.ts';
import { verifyPlan } from './verify/verify-plan.ts';

/** As it comes back from a file. */
const reread = (plan: Plan): Plan => JSON.parse(JSON.stringify(plan)) as Plan;

describe('planning a factory', () => {
  test('fifty orders with everything: complete, right by the oracle, and the sums add up', () => {
    const factory = generated(7, 50, GENERATOR_FEATURES);
    const { plan, compiled } = planFactory(factory, { steps: 1000, seed: 1 });
    expect(compiled.leftOut).toEqual([]);
    expect(plan.orders.filter((order) => order.dependentOf === undefined)).toHaveLength(factory.orders.length);
    expect(verifyPlan(factory, reread(plan))).toEqual([]);
    const { cost, carbon } = plan.figures;
    expect(plan.orders.reduce((sum, order) => sum + order.cost.total, 0)).toBeCloseTo(cost.total, 4);
    expect(plan.orders.reduce((sum, order) => sum + order.carbon.total, 0)).toBeCloseTo(carbon.total, 4);
    for (const split of [cost, carbon]) {
      const { total, ...parts } = split;
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 4);
    }
  });
  test('same factory, seed and steps: the same plan to the last figure', () => {
    const factory = generated(3, 12, GENERATOR_FEATURES);
    const once = planFactory(factory, { steps: 300, seed: 5 }).plan;
    expect(planFactory(factory, { steps: 300, seed: 5 }).plan).toEqual(once);
  });
  test('someone able is named wherever there is work for people', () => {
    const factory = generated(9, 20, GENERATOR_FEATURES);
    const { plan } = planFactory(factory, { steps: 300, seed: 1 });
    const able = new Map(factory.operators.map((operator) => [operator.id, operator]));
    const needs = plan.operations.flatMap((operation) => operation.operators.map((need) => ({ operation, need })));
    expect(needs.length).toBeGreaterThan(10);
    for (const { operation, need } of needs) {
      if (operation.batch !== undefined && need.people.length === 0) continue;
      for (const person of need.people) expect(able.get(person)?.skills).toContain(need.skill);
      const hasWork = need.phase === 'setup' ? operation.setupMinutes > 0 : operation.runMinutes > 0;
      if (hasWork) expect(need.people.length, operation.id).toBeGreaterThan(0);
    }
  });
  test('every pair of features plans, verifies, explains itself and survives a breakdown', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const factory = generated(seed, 5, featurePair(seed));
      const { plan } = planFactory(factory, { steps: 40, seed });
      const published = reread(plan);
      expect(verifyPlan(factory, published), `seed ${seed}`).toEqual([]);
      for (const { order } of plan.orders) {
        const { explanation } = explainOrder(factory, published, order);
        const hours = explanation?.causes.reduce((sum, cause) => sum + cause.hours, 0);
        expect(hours, `seed ${seed}: ${order}`).toBeCloseTo(explanation?.leadTimeHours ?? Number.NaN, 6);
      }
      const hit = plan.operations.find((operation) => !operation.machine.startsWith('supplier:'));
      if (hit === undefined) continue;
      const from = hit.start.slice(0, 16);
      const event = { kind: 'breakdown' as const, machine: hit.machine, from, to: `${from.slice(0, 10)}T23:45` };
      const broken = applyEvent({ ...factory, frozenFenceHours: 24 }, event).factory;
      if (broken === undefined) continue;
      const after = planFactory(broken, { steps: 40, seed, published }).plan;
      expect(verifyPlan(broken, reread(after), published), `seed ${seed} after the breakdown`).toEqual([]);
    }
  });
});
