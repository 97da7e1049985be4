import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import { machine, MONDAY, routing, timesOf, tinyFactory } from '../testing/tiny-factory.ts';
import { chooseTick } from './time-axis.ts';

const op = { id: 'op', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] };
const at = (factory: ReturnType<typeof tinyFactory>) => timesOf(factory);

describe('hours', () => {
  test('work pauses over lunch and goes on after it', () => {
    expect(at(tinyFactory({ orders: [{ id: 'O1', product: 'P', quantity: 50 }] }))).toEqual({ 'O1/op': '23 08:00–23 14:00' });
  });
  test('an unbroken run waits for a stretch that is long enough', () => {
    const long = routing('P', [{ ...op, interruptible: false }]);
    const orders = [
      { id: 'O1', product: 'P', quantity: 20 },
      { id: 'O2', product: 'P', quantity: 30, due: `${MONDAY}T11:00` },
    ];
    expect(at(tinyFactory({ routings: [long], orders }))).toEqual({ 'O1/op': '23 13:00–23 15:00', 'O2/op': '23 08:00–23 11:00' });
  });
  test('a run no stretch can hold is allowed its break, and that is said', () => {
    const factory = tinyFactory({
      routings: [routing('P', [{ ...op, interruptible: false }])],
      orders: [{ id: 'O1', product: 'P', quantity: 50 }],
    });
    const { plan } = planFactory(factory, { steps: 100, seed: 1 });
    expect(plan.operations[0]?.end).toBe(`${MONDAY}T14:00:00+08:00`);
    expect(plan.findings.map((finding) => finding.code)).toContain('plan.break-allowed');
  });
  test('efficiency 0.5 takes twice as long', () => {
    expect(at(tinyFactory({ machines: [machine('M1', { efficiency: 0.5 })] }))).toEqual({ 'O1/op': '23 08:00–23 10:00' });
  });
  test('maintenance closes a machine', () => {
    const downtimes = [{ from: `${MONDAY}T08:00`, to: `${MONDAY}T10:00` }];
    expect(at(tinyFactory({ machines: [machine('M1', { downtimes })] }))).toEqual({ 'O1/op': '23 10:00–23 11:00' });
  });
  test('a run needs its people there, a setup its own', () => {
    const skills = [{ id: 'run' }, { id: 'set' }];
    const calendars = [
      ...tinyFactory().calendars,
      { id: 'late', week: [{ weekdays: ['mon' as const], from: '10:00', to: '17:00' }] },
      { id: 'later', week: [{ weekdays: ['mon' as const], from: '11:00', to: '17:00' }] },
    ];
    const operators = [
      { id: 'setter-1', site: 'HK', skills: ['run'], calendar: 'later' },
      { id: 'setter-2', site: 'HK', skills: ['set'], calendar: 'late' },
    ];
    const operations = [
      {
        id: 'op',
        alternatives: [{ machine: 'M1', minutesPerUnit: 6, setupMinutes: 30 }],
        operators: [
          { skill: 'set', phase: 'setup' as const },
          { skill: 'run', phase: 'run' as const },
        ],
      },
    ];
    const factory = tinyFactory({ skills, calendars, operators, routings: [routing('P', operations)] });
    const { plan } = planFactory(factory, { steps: 100, seed: 1 });
    const [planned] = plan.operations;
    expect(planned?.start).toBe(`${MONDAY}T11:00:00+08:00`);
    expect(planned?.setupStart).toBe(`${MONDAY}T10:30:00+08:00`);
    expect(planned?.operators.map((each) => each.people)).toEqual([['setter-2'], ['setter-1']]);
  });
  test('one person tends four machines at once, a fifth must wait', () => {
    const machines = [1, 2, 3, 4, 5].map((i) => machine(`M${i}`));
    const operations = [{ id: 'op', alternatives: [{ workCentre: 'WC', minutesPerUnit: 6 }], operators: [{ skill: 's', count: 0.25 }] }];
    const orders = [1, 2, 3, 4, 5].map((i) => ({ id: `O${i}`, product: 'P', quantity: 10 }));
    const factory = tinyFactory({
      machines,
      skills: [{ id: 's' }],
      operators: [{ id: 'setter-1', site: 'HK', skills: ['s'], calendar: 'day' }],
      routings: [routing('P', operations)],
      orders,
    });
    expect(Object.values(at(factory)).sort()).toEqual([...Array.from({ length: 4 }, () => '23 08:00–23 09:00'), '23 09:00–23 10:00']);
  });
  test('overtime is used when it saves a date and avoided when it saves nothing', () => {
    const overtime = [{ weekdays: ['mon' as const], from: '17:00', to: '22:00', extraCostPerHour: 100 }];
    const calendars = tinyFactory().calendars.map((each) => (each.id === 'day' ? { ...each, overtime } : each));
    const order = { id: 'O1', product: 'P', quantity: 90 };
    const hurried = tinyFactory({ calendars, allowOvertime: true, orders: [{ ...order, due: `${MONDAY}T18:00` }] });
    expect(at(hurried)).toEqual({ 'O1/op': '23 08:00–23 18:00' });
    const relaxed = tinyFactory({ calendars, allowOvertime: true, orders: [{ ...order, due: '2026-11-27' }] });
    expect(at(relaxed)).toEqual({ 'O1/op': '23 08:00–24 09:00' });
    const forbidden = tinyFactory({ calendars, allowOvertime: false, orders: [{ ...order, due: `${MONDAY}T18:00` }] });
    expect(at(forbidden)).toEqual({ 'O1/op': '23 08:00–24 09:00' });
  });
  test('overtime is offered by the crew that has it, though another comes first', () => {
    const overtime = [{ weekdays: ['mon' as const], from: '17:00', to: '22:00', extraCostPerHour: 100 }];
    const calendars = [...tinyFactory().calendars, { ...tinyFactory().calendars.find((each) => each.id === 'day'), id: 'long', overtime }];
    const factory = tinyFactory({
      calendars: calendars as ReturnType<typeof tinyFactory>['calendars'],
      machines: [machine('M1', { calendar: 'long' }), machine('M2')],
      allowOvertime: true,
      skills: [{ id: 's' }, { id: 't' }],
      operators: [
        { id: 'regular', site: 'HK', skills: ['s'], calendar: 'day' },
        { id: 'late', site: 'HK', skills: ['s', 't'], calendar: 'long' },
      ],
      routings: [routing('P', [{ ...op, operators: [{ skill: 's' }] }])],
      orders: [{ id: 'O1', product: 'P', quantity: 90, due: `${MONDAY}T18:00` }],
    });
    const { plan } = planFactory(factory, { steps: 200, seed: 1 });
    expect(plan.operations.map((each) => [each.operators[0]?.people, each.end, each.overtimeMinutes])).toEqual([
      [['late'], `${MONDAY}T18:00:00+08:00`, 60],
    ]);
  });
});

describe('quantities and lots', () => {
  test('losses of later steps make earlier ones run more', () => {
    const steps = [
      { id: 'a', alternatives: [{ machine: 'M1', minutesPerUnit: 1 }], yield: 0.5 },
      { id: 'b', alternatives: [{ machine: 'M2', minutesPerUnit: 1 }], yield: 0.8 },
    ];
    const { plan } = planFactory(tinyFactory({ routings: [routing('P', steps)], orders: [{ id: 'O1', product: 'P', quantity: 40 }] }), {
      steps: 100,
      seed: 1,
    });
    expect(plan.operations.map((each) => each.quantity)).toEqual([100, 50]);
  });
  test('a quantity is divided over machines side by side, as far as the smallest lot allows', () => {
    const split = (minQuantity: number) =>
      tinyFactory({
        routings: [
          routing('P', [{ id: 'op', alternatives: [{ workCentre: 'WC', minutesPerUnit: 6 }], split: { maxLots: 5, minQuantity } }]),
        ],
        orders: [{ id: 'O1', product: 'P', quantity: 21 }],
      });
    expect(at(split(5))).toEqual({ 'O1/op#1': '23 08:00–23 09:06', 'O1/op#2': '23 08:00–23 09:00' });
    expect(at(split(15))).toEqual({ 'O1/op': '23 08:00–23 10:06' });
  });
  describe('that may be divided', () => {
    const divided = (due: string, more: Parameters<typeof tinyFactory>[0] = {}) =>
      tinyFactory({
        routings: [
          routing('P', [{ id: 'op', alternatives: [{ workCentre: 'WC', minutesPerUnit: 6, setupMinutes: 30 }], split: { maxLots: 2 } }]),
        ],
        orders: [{ id: 'O1', product: 'P', quantity: 20, due }],
        ...more,
      });
    /** M2 is there, but never works. */
    const one = [machine('M1'), machine('M2', { downtimes: [{ from: `${MONDAY}T00:00`, to: '2027-11-23T00:00' }] })];
    const lots = (factory: ReturnType<typeof tinyFactory>) => {
      const { plan, compiled } = planFactory(factory, { steps: 400, seed: 1 });
      expect(verifyPlan(factory, plan)).toEqual([]);
      return { plan, compiled, lots: plan.operations.map(({ id, machine, setupMinutes }) => ({ id, machine, setupMinutes })) };
    };
    test('are set up once where there is time, and side by side where the date asks for it', () => {
      const calm = lots(divided('2026-11-27')).lots;
      expect(new Set(calm.map((each) => each.machine)).size).toBe(1);
      expect(calm.reduce((sum, each) => sum + each.setupMinutes, 0)).toBe(30);
      const hurried = lots(divided(`${MONDAY}T09:30`)).lots;
      expect(new Set(hurried.map((each) => each.machine)).size).toBe(2);
      expect(hurried.reduce((sum, each) => sum + each.setupMinutes, 0)).toBe(60);
    });
    test('are set up anew after something else ran between', () => {
      const orders = [
        { id: 'O1', product: 'P', quantity: 20, due: `${MONDAY}T11:40` },
        { id: 'O2', product: 'P', quantity: 1, release: `${MONDAY}T09:45`, due: `${MONDAY}T10:10`, priority: 1000 },
      ];
      const { plan } = lots(divided('', { machines: one, orders }));
      const sequence = plan.operations.toSorted((a, b) => (a.start < b.start ? -1 : 1));
      expect(sequence.map((each) => [each.order, each.setupMinutes])).toEqual([
        ['O1', 30],
        ['O2', 30],
        ['O1', 30],
      ]);
    });
    test('keep the changeovers of the matrix around them', () => {
      const changeovers = [{ id: 'colour', rules: [{ attribute: 'colour', minutes: 60 }] }];
      const products = [
        { id: 'P', attributes: { colour: 'red' } },
        { id: 'Q', attributes: { colour: 'blue' } },
      ];
      const machines = one.map((each) => ({ ...each, changeovers: 'colour', initialState: { colour: 'blue' } }));
      const { plan } = lots(divided('2026-11-27', { changeovers, products, machines }));
      expect(plan.operations.map((each) => [each.setupMinutes, each.changeover?.minutes])).toEqual([
        [90, 60],
        [0, undefined],
      ]);
    });
    test('stay as they are when a plan is published and frozen', () => {
      const factory = divided('2026-11-27', { machines: one, frozenFenceHours: 48 });
      const { plan } = lots(factory);
      const again = planFactory(factory, { steps: 100, seed: 2, published: plan });
      expect(again.plan.operations.map((each) => [each.state, each.start])).toEqual(plan.operations.map((each) => ['locked', each.start]));
      expect(verifyPlan(factory, again.plan)).toEqual([]);
    });
  });
  test('send-ahead lets the next step begin with the first pieces and end after the last', () => {
    const steps = (transferBatch?: number) => [
      { id: 'a', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] },
      {
        id: 'b',
        alternatives: [{ machine: 'M2', minutesPerUnit: 6 }],
        after: [{ operation: 'a', ...(transferBatch === undefined ? {} : { transferBatch }) }],
      },
    ];
    expect(at(tinyFactory({ routings: [routing('P', steps())] }))['O1/b']).toBe('23 09:00–23 10:00');
    expect(at(tinyFactory({ routings: [routing('P', steps(2))] }))['O1/b']).toBe('23 08:12–23 09:12');
  });
  test('waits keep their shortest and longest time', () => {
    const steps = [
      { id: 'a', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] },
      {
        id: 'b',
        alternatives: [{ machine: 'M2', minutesPerUnit: 6 }],
        after: [{ operation: 'a', minWaitMinutes: 90, maxWaitMinutes: 100 }],
      },
    ];
    expect(at(tinyFactory({ routings: [routing('P', steps)] }))).toEqual({ 'O1/a': '23 08:00–23 09:00', 'O1/b': '23 10:30–23 11:30' });
  });
  test('an outsourced step takes its days by the calendar on the wall', () => {
    const steps = [
      { id: 'a', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] },
      { id: 'plate', outsourced: { supplier: 'Plater', leadTimeDays: 2, costPerUnit: 3, fixedCost: 10 } },
    ];
    const { plan } = planFactory(tinyFactory({ routings: [routing('P', steps)] }), { steps: 100, seed: 1 });
    const plate = plan.operations.find((each) => each.operation === 'plate');
    expect([plate?.machine, plate?.start, plate?.end]).toEqual([
      'supplier:Plater',
      `${MONDAY}T09:00:00+08:00`,
      '2026-11-25T09:00:00+08:00',
    ]);
    expect(plate?.cost.outsourcing).toBe(40);
  });
});

describe('the tick', () => {
  test.each([
    ['hours', [3600, 3600, 36_000, 14_400], 30],
    ['a day', [86_400, 86_400, 90_000, 90_000], 60],
    ['seconds', [40, 50, 60, 70], 1],
  ])('is as coarse as %s allow', (_, durations, tick) => {
    expect(chooseTick(durations)).toBe(tick);
  });
});
