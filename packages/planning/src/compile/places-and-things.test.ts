import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import { machine, MONDAY, routing, timesOf, tinyFactory } from '../testing/tiny-factory.ts';

const on = (id: string, minutesPerUnit = 6) => [{ machine: id, minutesPerUnit }];
const plan = (factory: ReturnType<typeof tinyFactory>) => planFactory(factory, { steps: 200, seed: 1 }).plan;

describe('changeovers', () => {
  const matrix = {
    id: 'colours',
    rules: [
      { attribute: 'colour', from: 'white', to: 'black', minutes: 10, cost: 5, scrapUnits: 2 },
      { attribute: 'colour', from: 'black', to: 'white', minutes: 60 },
    ],
  };
  const products = [
    { id: 'W', attributes: { colour: 'white' } },
    { id: 'B', attributes: { colour: 'black' } },
  ];
  const resin = { id: 'resin', stock: 1000, costPerUnit: 3 };
  const factory = (initial: string) =>
    tinyFactory({
      machines: [machine('M1', { changeovers: 'colours', initialState: { colour: initial } })],
      changeovers: [matrix],
      materials: [resin],
      products,
      routings: ['W', 'B'].map((id) =>
        routing(id, [{ id: 'op', alternatives: on('M1'), materials: [{ material: 'resin', quantityPerUnit: 2 }] }]),
      ),
      orders: [
        { id: 'O1', product: 'B', quantity: 10 },
        { id: 'O2', product: 'W', quantity: 10 },
      ],
    });
  test('depend on what is set up, and the search takes the cheap way round', () => {
    expect(timesOf(factory('white'))).toEqual({ 'O2/op': '23 08:00–23 09:00', 'O1/op': '23 09:10–23 10:10' });
  });
  test('cost their price, the machine, and the pieces spoilt', () => {
    const planned = plan(factory('white')).operations.find((each) => each.order === 'O1');
    expect(planned?.changeover).toMatchObject({
      minutes: 10,
      scrapUnits: 2,
      from: { colour: 'white' },
      to: { colour: 'black' },
      after: 'O2/op',
    });
    // 10 minutes at 60 an hour, the fee of 5, two pieces of 2 × 3 resin.
    expect(planned?.cost.changeover).toBeCloseTo(10 + 5 + 12, 9);
  });
});

describe('ovens', () => {
  const oven = { kind: 'batch' as const, maxSize: 10, familyAttribute: 'heat' };
  const bake = (heat: string, id: string) =>
    routing(id, [{ id: 'bake', alternatives: [{ machine: 'M1', fixedMinutes: 60 }], attributes: { heat } }]);
  test('orders of one family share a load, another family takes its own', () => {
    const factory = tinyFactory({
      machines: [machine('M1', { capacity: oven })],
      products: [{ id: 'X' }, { id: 'Y' }],
      routings: [bake('200', 'X'), bake('90', 'Y')],
      orders: [
        { id: 'O1', product: 'X', quantity: 4, priority: 2 },
        { id: 'O2', product: 'X', quantity: 6, priority: 2 },
        { id: 'O3', product: 'Y', quantity: 1 },
      ],
    });
    const planned = plan(factory);
    const [first, second, third] = planned.operations;
    expect([first?.start, third?.start].sort()).toEqual([`${MONDAY}T08:00:00+08:00`, `${MONDAY}T09:00:00+08:00`]);
    expect(first?.batch).toBe(second?.batch);
    expect(third?.batch).not.toBe(first?.batch);
  });
  test('a quantity above one load is divided into loads', () => {
    const factory = tinyFactory({
      machines: [machine('M1', { capacity: oven })],
      products: [{ id: 'X' }],
      routings: [bake('200', 'X')],
      orders: [{ id: 'O1', product: 'X', quantity: 25 }],
    });
    const planned = plan(factory);
    expect(planned.operations.map((each) => each.quantity)).toEqual([9, 8, 8]);
    expect(planned.findings).toContainEqual(
      expect.objectContaining({ code: 'plan.divided-into-loads', params: { operation: 'bake', order: 'O1', loads: 3 } }),
    );
  });
});

describe('tools and power', () => {
  const two = [
    { id: 'O1', product: 'P', quantity: 10 },
    { id: 'O2', product: 'P', quantity: 10 },
  ];
  test('one mould serves one machine at a time', () => {
    const operations = [{ id: 'op', alternatives: [{ workCentre: 'WC', minutesPerUnit: 6 }], tools: [{ tool: 'mould' }] }];
    const factory = (count: number) => tinyFactory({ tools: [{ id: 'mould', count }], routings: [routing('P', operations)], orders: two });
    expect(Object.values(timesOf(factory(1))).sort()).toEqual(['23 08:00–23 09:00', '23 09:00–23 10:00']);
    expect(Object.values(timesOf(factory(2))).sort()).toEqual(['23 08:00–23 09:00', '23 08:00–23 09:00']);
  });
  test('machines together stay below the site power limit', () => {
    const factory = (powerLimitKw: number) =>
      tinyFactory({
        sites: [{ id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD', powerLimitKw }],
        machines: ['M1', 'M2'].map((id) => machine(id, { power: { runKw: 30 } })),
        routings: [routing('P', [{ id: 'op', alternatives: [{ workCentre: 'WC', minutesPerUnit: 6 }] }])],
        orders: two,
      });
    expect(Object.values(timesOf(factory(50))).sort()).toEqual(['23 08:00–23 09:00', '23 09:00–23 10:00']);
    expect(Object.values(timesOf(factory(60))).sort()).toEqual(['23 08:00–23 09:00', '23 08:00–23 09:00']);
  });
});

describe('more asked than there is', () => {
  test('a machine that alone draws more than the limit runs alone, and that is said', () => {
    const factory = tinyFactory({
      sites: [{ id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD', powerLimitKw: 20 }],
      machines: [machine('M1', { power: { runKw: 30 } }), machine('M2', { power: { runKw: 1 } })],
      products: [{ id: 'P' }, { id: 'Q' }],
      routings: [routing('P', [{ id: 'op', alternatives: on('M1') }]), routing('Q', [{ id: 'op', alternatives: on('M2') }])],
      orders: ['P', 'Q'].map((product) => ({ id: `O-${product}`, product, quantity: 10 })),
    });
    expect(Object.values(timesOf(factory)).sort()).toEqual(['23 08:00–23 09:00', '23 09:00–23 10:00']);
    expect(plan(factory).findings.map((each) => each.code)).toContain('plan.power-above-limit');
  });
});

describe('materials and made parts', () => {
  const material = (more: object) => [{ id: 'resin', stock: 15, leadTimeDays: 30, ...more }];
  const takes = routing('P', [
    { id: 'op', alternatives: [{ workCentre: 'WC', minutesPerUnit: 6 }], materials: [{ material: 'resin', quantityPerUnit: 1 }] },
  ]);
  const orders = [
    { id: 'O1', product: 'P', quantity: 10, priority: 5 },
    { id: 'O2', product: 'P', quantity: 10 },
  ];
  test('what is short waits for the receipt, and says so', () => {
    const factory = tinyFactory({
      routings: [takes],
      orders,
      materials: material({ receipts: [{ at: '2026-11-24T10:00', quantity: 100 }] }),
    });
    expect(timesOf(factory)).toEqual({ 'O1/op': '23 08:00–23 09:00', 'O2/op': '24 10:00–24 11:00' });
    expect(plan(factory).operations[1]?.binding).toEqual({ kind: 'material', material: 'resin', until: '2026-11-24T10:00:00+08:00' });
  });
  test('without receipts it waits for the purchase lead time', () => {
    const planned = plan(tinyFactory({ routings: [takes], orders, materials: material({ leadTimeDays: 2 }) }));
    expect(planned.operations[1]?.start).toBe('2026-11-25T08:00:00+08:00');
    expect(planned.findings.map((each) => each.code)).toContain('plan.material-bought-later');
  });
  test('a made part comes from stock first, then from an order made for it', () => {
    const factory = tinyFactory({
      products: [{ id: 'P' }, { id: 'Q' }],
      materials: [{ id: 'Q', stock: 4 }],
      routings: [
        routing('P', [{ id: 'op', alternatives: on('M1'), materials: [{ material: 'Q', quantityPerUnit: 1 }] }]),
        routing('Q', [{ id: 'make', alternatives: on('M2', 10) }]),
      ],
    });
    const planned = plan(factory);
    const part = planned.orders.find((each) => each.dependentOf === 'O1');
    expect([part?.product, part?.quantity]).toEqual(['Q', 6]);
    expect(timesOf(factory)).toEqual({ 'O1/op': '23 09:00–23 10:00', 'O1+Q/make': '23 08:00–23 09:00' });
    expect(planned.findings.map((each) => each.code)).toContain('plan.dependent-orders');
  });
  test('a dated receipt of a made part is waited for', () => {
    const factory = tinyFactory({
      products: [{ id: 'P' }, { id: 'Q' }],
      materials: [{ id: 'Q', stock: 0, receipts: [{ at: '2026-11-24T09:00', quantity: 10 }] }],
      routings: [
        routing('P', [{ id: 'op', alternatives: on('M1'), materials: [{ material: 'Q', quantityPerUnit: 1 }] }]),
        routing('Q', [{ id: 'make', alternatives: on('M2', 10) }]),
      ],
    });
    expect(timesOf(factory)).toEqual({ 'O1/op': '24 09:00–24 10:00' });
  });
});

describe('sites', () => {
  const sites = ['HK', 'DG'].map((id) => ({ id, timeZone: 'Asia/Hong_Kong', currency: 'HKD' }));
  const base = {
    sites,
    areas: [
      { id: 'A', site: 'HK' },
      { id: 'B', site: 'DG' },
    ],
    workCentres: [
      { id: 'WC', area: 'A' },
      { id: 'WD', area: 'B' },
    ],
    machines: [machine('M1'), machine('M2', { workCentre: 'WD' })],
    routings: [
      routing('P', [
        { id: 'a', alternatives: on('M1') },
        { id: 'b', alternatives: on('M2') },
      ]),
    ],
  };
  const lane = { from: 'HK', to: 'DG', durationHours: 2, departures: [{ at: '10:00' }], cutOffHours: 0.5, costPerTransfer: 40 };
  const back = { from: 'DG', to: 'HK', durationHours: 1, costPerTransfer: 25 };
  test('goods take the next departure they are ready for, and the order is done where it must be', () => {
    const factory = tinyFactory({ ...base, lanes: [lane, back], orders: [{ id: 'O1', product: 'P', quantity: 10, deliverTo: 'HK' }] });
    const planned = plan(factory);
    expect(timesOf(factory)).toEqual({ 'O1/a': '23 08:00–23 09:00', 'O1/b': '23 13:00–23 14:00' });
    expect(planned.orders[0]?.projected).toBe(`${MONDAY}T15:00:00+08:00`);
    expect(planned.transports.map((each) => [each.from, each.to, each.arrival.slice(11, 16)])).toEqual([
      ['HK', 'DG', '12:00'],
      ['DG', 'HK', '15:00'],
    ]);
    expect(planned.figures.cost.transport).toBe(65);
  });
  test('a lane is paid for the pieces of the very order, and verified so', () => {
    const paid = [
      { ...lane, costPerUnit: 2, gramsCo2ePerUnit: 3 },
      { ...back, costPerUnit: 1 },
    ];
    const orders = [
      { id: 'small', product: 'P', quantity: 1, deliverTo: 'HK' },
      { id: 'large', product: 'P', quantity: 30, deliverTo: 'HK' },
    ];
    const factory = tinyFactory({ ...base, lanes: paid, orders });
    const planned = plan(factory);
    expect(planned.orders.map((each) => [each.order, each.cost.transport, each.carbon.transport])).toEqual([
      ['small', 65 + 3, 3],
      ['large', 65 + 90, 90],
    ]);
    expect(planned.figures.cost.transport).toBe(65 + 65 + 93);
    expect(verifyPlan(factory, planned)).toEqual([]);
  });
  test('an order no lane can carry on is left out with the reason', () => {
    const factory = tinyFactory({ ...base, lanes: [back], orders: [{ id: 'O1', product: 'P', quantity: 10 }] });
    const { plan: planned, compiled } = planFactory(factory, { steps: 10, seed: 1 });
    expect(planned.orders).toEqual([]);
    expect(compiled.leftOut).toEqual(['O1']);
    expect(planned.findings).toContainEqual({ code: 'plan.no-lane', severity: 'error', params: { order: 'O1', operation: 'a' } });
  });
});

describe('what cannot be done', () => {
  const nightShift = [...tinyFactory().calendars, { id: 'night', week: [{ weekdays: ['mon' as const], from: '18:00', to: '22:00' }] }];
  test('an order whose people and machine never meet is left out, the others are planned', () => {
    const factory = tinyFactory({
      skills: [{ id: 's' }],
      calendars: nightShift,
      operators: [{ id: 'setter-1', site: 'HK', skills: ['s'], calendar: 'night' }],
      products: [{ id: 'P' }, { id: 'Q' }],
      routings: [
        routing('P', [{ id: 'op', alternatives: on('M1') }]),
        routing('Q', [{ id: 'op', alternatives: on('M1'), operators: [{ skill: 's' }] }]),
      ],
      orders: [
        { id: 'O1', product: 'P', quantity: 10 },
        { id: 'O2', product: 'Q', quantity: 10 },
      ],
    });
    const planned = plan(factory);
    expect(planned.orders.map((each) => each.order)).toEqual(['O1']);
    expect(planned.findings.map((each) => each.code)).toEqual(expect.arrayContaining(['plan.never-open-together', 'plan.left-out']));
  });
  test('what needs the output of an order left out is left out, too', () => {
    const factory = tinyFactory({
      skills: [{ id: 's' }],
      calendars: nightShift,
      operators: [{ id: 'setter-1', site: 'HK', skills: ['s'], calendar: 'night' }],
      products: [{ id: 'P' }, { id: 'Q' }],
      routings: [
        routing('P', [{ id: 'op', alternatives: on('M1'), materials: [{ material: 'Q', quantityPerUnit: 1 }] }]),
        routing('Q', [{ id: 'make', alternatives: on('M2'), operators: [{ skill: 's' }] }]),
      ],
      materials: [{ id: 'Q', stock: 0 }],
    });
    const { plan: planned, compiled } = planFactory(factory, { steps: 10, seed: 1 });
    expect(planned.orders).toEqual([]);
    expect([...compiled.leftOut].sort()).toEqual(['O1', 'O1+Q']);
  });
});
