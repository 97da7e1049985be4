import { describe, expect, test } from 'vitest';
import { parseObjective } from '../objective.ts';
import { compileFactory } from '../compile/compile-factory.ts';
import { planFactory } from '../plan-factory.ts';
import { generated } from '../testing/generated.ts';
import { machine, MONDAY, routing, tinyFactory } from '../testing/tiny-factory.ts';
import { comparePlans } from './compare-plans.ts';
import { applyEvent, parseEvent } from './events.ts';
import { publishedWarmStart } from './warm-start.ts';

describe('events in words', () => {
  test.each([
    [
      'breakdown,M1,2026-11-24T08:00,2026-11-25T12:00',
      { kind: 'breakdown', machine: 'M1', from: '2026-11-24T08:00', to: '2026-11-25T12:00' },
    ],
    ['absence, setter-1 ,2026-11-24,2026-11-25', { kind: 'absence', operator: 'setter-1', from: '2026-11-24', to: '2026-11-25' }],
    ['rush-order,O9,P,20,2026-11-24', { kind: 'rush-order', order: 'O9', product: 'P', quantity: 20, due: '2026-11-24' }],
    ['cancel,O1', { kind: 'cancel', order: 'O1' }],
    ['quantity,O1,7.5', { kind: 'quantity', order: 'O1', quantity: 7.5 }],
  ])('%s', (text, event) => {
    expect(parseEvent(text)).toEqual({ event, findings: [] });
  });
  test.each(['', 'fire,M1', 'breakdown,M1,tomorrow,2026-11-25', 'rush-order,O9,P,-2,2026-11-24', 'quantity,O1,many', 'cancel,'])(
    '“%s” is refused with what is known',
    (text) => {
      const { event, findings } = parseEvent(text);
      expect(event).toBeUndefined();
      expect(findings).toMatchObject([{ code: 'plan.bad-event', params: { text } }]);
    },
  );
});

describe('a factory after an event', () => {
  const factory = tinyFactory({
    materials: [{ id: 'resin', stock: 1, receipts: [{ at: MONDAY, quantity: 5 }] }],
    skills: [{ id: 's' }],
    operators: [{ id: 'setter-1', site: 'HK', skills: ['s'], calendar: 'day' }],
  });
  const after = (text: string) => {
    const { event } = parseEvent(text);
    return event === undefined ? undefined : applyEvent(factory, event).factory;
  };
  test('has the change and nothing else, and the one before is as it was', () => {
    const before = JSON.stringify(factory);
    expect(after('breakdown,M1,2026-11-24T08:00,2026-11-25T12:00')?.machines[0]?.downtimes).toMatchObject([
      { from: '2026-11-24T08:00', to: '2026-11-25T12:00' },
    ]);
    expect(after('absence,setter-1,2026-11-24,2026-11-25')?.operators[0]?.absences).toEqual([{ from: '2026-11-24', to: '2026-11-25' }]);
    expect(after('material-delay,resin,2026-11-26')?.materials[0]?.receipts).toEqual([{ at: '2026-11-26', quantity: 5 }]);
    expect(after('order-delay,O1,2026-11-26')?.orders[0]?.release).toBe('2026-11-26');
    expect(after('due-change,O1,2026-11-26')?.orders[0]?.due).toBe('2026-11-26');
    expect(after('quantity,O1,3')?.orders[0]?.quantity).toBe(3);
    expect(after('rush-order,O9,P,20,2026-11-24')?.orders.map((order) => order.id)).toEqual(['O1', 'O9']);
    expect(after('cancel,O1')?.orders).toEqual([]);
    expect(JSON.stringify(factory)).toBe(before);
  });
  test.each(['breakdown,M7,2026-11-24,2026-11-25', 'absence,ann,2026-11-24,2026-11-25', 'rush-order,O9,X,1,2026-11-24', 'cancel,O7'])(
    '%s names what is not there, with the nearest that is',
    (text) => {
      const { event } = parseEvent(text);
      const outcome = event === undefined ? undefined : applyEvent(factory, event);
      expect(outcome?.factory).toBeUndefined();
      expect(outcome?.findings).toMatchObject([{ code: 'plan.event-unknown' }]);
      expect(outcome?.findings[0]?.params.nearest).not.toBe('');
    },
  );
});

describe('starting from a published plan', () => {
  test('nothing changed: the plan comes back as it was', () => {
    const factory = generated(4, 15, ['calendars', 'operators', 'changeovers', 'tools', 'progress']);
    const published = planFactory(factory, { steps: 500, seed: 1 }).plan;
    const calm = parseObjective('calm').objective ?? [];
    const again = planFactory(factory, { steps: 20, seed: 2, published, objective: calm }).plan;
    expect(comparePlans(published, again)).toMatchObject({ newlyLate: [], addedOrders: [], removedOrders: [] });
    expect(again.figures.movedOperations).toBe(again.operations.length * comparePlans(published, again).nervousness);
    expect(comparePlans(published, again).nervousness).toBeLessThan(0.2);
  });
  test('a step made outside that stays where it was has not moved', () => {
    const outside = { id: 'plate', outsourced: { supplier: 'Plater', leadTimeDays: 1 } };
    const factory = tinyFactory({
      routings: [routing('P', [{ id: 'op', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] }, outside])],
    });
    const published = planFactory(factory, { steps: 50, seed: 1 }).plan;
    expect(planFactory(factory, { steps: 50, seed: 1, published }).plan.figures.movedOperations).toBe(0);
  });
  test('keeps machines and times, and knows when nothing of a plan is left', () => {
    const factory = tinyFactory({ orders: ['O1', 'O2'].map((id) => ({ id, product: 'P', quantity: 10 })) });
    const { plan, solution } = planFactory(factory, { steps: 100, seed: 1 });
    const compiled = compileFactory(factory, { published: plan });
    expect(publishedWarmStart(compiled, plan)?.start).toEqual(solution.schedule.start);
    expect(publishedWarmStart(compiled, { ...plan, operations: [] })).toBeUndefined();
  });
});

describe('a start from a plan that knows only a part', () => {
  test('puts what follows behind what it follows, whatever the plan says', () => {
    const steps = ['a', 'b', 'c'].map((id) => ({ id, alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] }));
    const factory = tinyFactory({ routings: [routing('P', steps)] });
    const { plan } = planFactory(factory, { steps: 50, seed: 1 });
    const late = plan.operations.filter((each) => each.operation === 'a').map((each) => ({ ...each, start: `${MONDAY}T16:00:00+08:00` }));
    const start = publishedWarmStart(compileFactory(factory), { ...plan, operations: late })?.start ?? [];
    expect(start).toHaveLength(3);
    expect([...start].every((each, i) => i === 0 || each > (start[i - 1] ?? 0))).toBe(true);
  });
});

describe('two plans side by side', () => {
  const orders = ['O1', 'O2', 'O3'].map((id, i) => ({
    id,
    product: 'P',
    quantity: 20,
    due: `${MONDAY}T${10 + 2 * i + (i === 2 ? 1 : 0)}:00`,
  }));
  const base = tinyFactory({ orders });
  const before = planFactory(base, { steps: 200, seed: 1 }).plan;
  test('a plan does not differ from itself', () => {
    expect(comparePlans(before, before)).toMatchObject({ moved: [], earlier: [], later: [], nervousness: 0, costChange: 0 });
  });
  test('a breakdown shows what moved, by how much, and what it now follows', () => {
    const machines = [machine('M1', { downtimes: [{ from: `${MONDAY}T08:00`, to: `${MONDAY}T17:00` }] })];
    const after = planFactory({ ...base, machines: tinyFactory({ machines }).machines }, { steps: 200, seed: 1 }).plan;
    const comparison = comparePlans(before, after);
    expect(comparison.moved).toHaveLength(3);
    expect(comparison.moved.every((move) => move.shiftHours > 0)).toBe(true);
    expect(comparison.moved.map((move) => move.why.kind).sort()).toEqual(['calendar', 'calendar', 'machine']);
    expect(comparison.newlyLate.length).toBeGreaterThan(0);
    expect(comparison.nervousness).toBe(1);
    expect(comparison.tardinessHoursChange).toBeGreaterThan(0);
  });
  test('orders that came and went are named', () => {
    const other = planFactory(
      tinyFactory({
        orders: [
          { id: 'O1', product: 'P', quantity: 20 },
          { id: 'O9', product: 'P', quantity: 1 },
        ],
      }),
      {
        steps: 100,
        seed: 1,
      },
    ).plan;
    expect(comparePlans(before, other)).toMatchObject({ addedOrders: ['O9'], removedOrders: ['O2', 'O3'] });
  });
  test('a change of machine is counted', () => {
    const on = (id: string) =>
      planFactory(tinyFactory({ routings: [routing('P', [{ id: 'op', alternatives: [{ machine: id, minutesPerUnit: 6 }] }])] }), {
        steps: 50,
        seed: 1,
      }).plan;
    expect(comparePlans(on('M1'), on('M2'))).toMatchObject({
      machineChanges: 1,
      moved: [{ fromMachine: 'M1', toMachine: 'M2', shiftHours: 0 }],
    });
  });
});
