import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { featurePair, generated } from '../testing/generated.ts';
import { EXAMPLES, exampleFactory } from '../testing/examples.ts';
import { MONDAY, tinyFactory } from '../testing/tiny-factory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import { acceptOrders } from './accept-orders.ts';

const effort = { steps: 300, seed: 1 };

describe('accepting a part of a proposal', () => {
  const orders = ['O1', 'O2', 'O3'].map((id) => ({ id, product: 'P', quantity: 10 }));
  const factory = tinyFactory({ orders });
  const base = planFactory(factory, { steps: 100, seed: 1 }).plan;
  const at = (times: Readonly<Record<string, string>>) => ({
    ...base,
    operations: base.operations.map((each) => {
      const hour = Number(times[each.order]);
      const time = (h: number): string => `${MONDAY}T${String(h).padStart(2, '0')}:00:00+08:00`;
      return { ...each, setupStart: time(hour), start: time(hour), end: time(hour + 1) };
    }),
  });
  const published = at({ O1: '8', O2: '9', O3: '10' });
  const starts = (plan: typeof base) => Object.fromEntries(plan.operations.map((each) => [each.order, each.start.slice(11, 16)]));

  test('the chosen order moves, the others stay', async () => {
    const { accepted } = await acceptOrders(factory, published, at({ O1: '14', O2: '8', O3: '9' }), ['O1'], effort);
    expect(starts(accepted?.plan ?? base)).toEqual({ O1: '14:00', O2: '09:00', O3: '10:00' });
    expect(accepted).toMatchObject({ notAsProposed: [], gaveWay: [] });
    expect(accepted?.comparison.moved.map((each) => each.order)).toEqual(['O1']);
  });
  test('who is in the way of a chosen order gives way and is named', async () => {
    const { accepted } = await acceptOrders(factory, published, at({ O1: '10', O2: '8', O3: '9' }), ['O3'], effort);
    const times = starts(accepted?.plan ?? base);
    expect(times).toMatchObject({ O1: '08:00', O3: '09:00' });
    expect(times['O2']).not.toBe('09:00');
    expect(accepted).toMatchObject({ notAsProposed: [], gaveWay: ['O2/op'] });
  });
  test('all orders chosen is the proposal, none but an unknown one is refused', async () => {
    const proposal = at({ O1: '14', O2: '8', O3: '9' });
    const { accepted } = await acceptOrders(factory, published, proposal, ['O1', 'O2', 'O3'], effort);
    expect(starts(accepted?.plan ?? base)).toEqual(starts(proposal));
    const none = await acceptOrders(factory, published, proposal, ['O9'], effort);
    expect(none).toMatchObject({ accepted: undefined, findings: [{ code: 'plan.unknown-order' }] });
  });

  test.each(EXAMPLES)('half of the orders of a proposal for %s make a plan the judge accepts', async (name) => {
    const shop = exampleFactory(name);
    const before = planFactory(shop, { steps: 50, seed: 1 }).plan;
    const proposal = planFactory(shop, { steps: 3000, seed: 2 }).plan;
    const chosen = proposal.orders.filter((_, i) => i % 2 === 0).map((each) => each.order);
    const { accepted, findings } = await acceptOrders(shop, before, proposal, chosen, effort);
    expect(findings).toEqual([]);
    if (accepted === undefined) throw new Error('nothing came back');
    expect(verifyPlan(shop, accepted.plan, before)).toEqual([]);
  });
  test.each([3, 4, 5, 6, 7, 8, 9])('and so for generated factory %i', async (seed) => {
    const shop = generated(seed, 15, featurePair(seed));
    const before = planFactory(shop, { steps: 30, seed: 1 }).plan;
    const proposal = planFactory(shop, { steps: 1000, seed: 2 }).plan;
    const chosen = proposal.orders.filter((_, i) => i % 3 === 0).map((each) => each.order);
    const { accepted } = await acceptOrders(shop, before, proposal, chosen, effort);
    if (accepted === undefined) throw new Error('nothing came back');
    expect(verifyPlan(shop, accepted.plan, before)).toEqual([]);
  });
});
