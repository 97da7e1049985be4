import { generateFactory, readFactory } from '@midstream/factory';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { machine, MONDAY, routing, tinyFactory } from '../testing/tiny-factory.ts';
import { faultsOf } from '../verify/check-people.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import { shareWork } from './people.ts';
import { viewSchedule } from './schedule-view.ts';

const person = (id: string, more: object = {}) => ({ id, site: 'HK', skills: ['s'], calendar: 'day', ...more });
const three = [machine('M1'), machine('M2'), machine('M3')];

/** Orders of `quantity` pieces, 6 minutes each, on any of three machines, each asking `count` of a person. */
function shop(count: number, operators: readonly object[], quantities: readonly number[]) {
  return tinyFactory({
    machines: three,
    skills: [{ id: 's' }],
    calendars: [
      ...tinyFactory().calendars,
      { id: 'early', week: [{ weekdays: ['mon' as const], from: '08:00', to: '10:00' }] },
      { id: 'late', week: [{ weekdays: ['mon' as const], from: '10:00', to: '17:00' }] },
    ],
    operators: operators as NonNullable<Parameters<typeof tinyFactory>[0]>['operators'] & object,
    routings: [routing('P', [{ id: 'op', alternatives: [{ workCentre: 'WC', minutesPerUnit: 6 }], operators: [{ skill: 's', count }] }])],
    orders: quantities.map((quantity, i) => ({ id: `O${i + 1}`, product: 'P', quantity })),
  });
}

function planned(factory: ReturnType<typeof tinyFactory>, steps = 100) {
  const { plan, compiled, solution } = planFactory(factory, { steps, seed: 1 });
  const view = viewSchedule(compiled, solution.schedule);
  return { plan, view, work: shareWork(view) };
}

describe('people by the name', () => {
  test('a job longer than a shift is handed over at its end, though the work goes on', () => {
    const { plan } = planned(shop(1, [person('first', { calendar: 'early' }), person('second', { calendar: 'late' })], [30]));
    expect(plan.operations[0]?.end).toBe(`${MONDAY}T11:00:00+08:00`);
    expect(plan.operations[0]?.operators[0]?.people).toEqual(['first', 'second']);
  });
  test('shares of a person are kept whole where that is possible', () => {
    const { plan, work } = planned(shop(0.6, [person('one'), person('two')], [10, 10]));
    expect(plan.operations.map((each) => each.operators[0]?.people.length)).toEqual([1, 1]);
    expect(work.pieced.size).toBe(0);
  });
  test('where shares do not add up to people, the plan says so', () => {
    const { plan, work } = planned(shop(0.6, [person('one'), person('two')], [10, 10, 10]));
    expect(work.pieced.size).toBe(1);
    expect(plan.findings.map((each) => each.code)).toContain('plan.people-pieced');
  });
  test('a plan that names somebody else is found out', () => {
    const factory = shop(1, [person('one'), person('two')], [10]);
    const { plan } = planned(factory);
    expect(verifyPlan(factory, plan)).toEqual([]);
    const operations = plan.operations.map((each) => ({
      ...each,
      operators: each.operators.map((need) => ({ ...need, people: ['three'] })),
    }));
    expect(verifyPlan(factory, { ...plan, operations }).map((each) => each.code)).toEqual(['plan.people-differ']);
  });
  test('the recount finds the absent, the unskilled, the doubly booked and the missing', () => {
    const { view, work } = planned(shop(1, [person('one'), person('two')], [10, 10]));
    const [first, second] = work.stints;
    if (first === undefined || second === undefined) throw new Error('two stints were expected');
    const codes = (stints: typeof work.stints): string[] => faultsOf(view, { ...work, stints }).map((each) => each.code);
    expect(codes(work.stints)).toEqual([]);
    expect(codes([first])).toEqual(['plan.unstaffed']);
    expect(codes([first, { ...second, operator: first.operator, copy: first.copy }])).toContain('plan.person-impossible');
    expect(codes([first, { ...second, operator: { ...second.operator, skills: [] } }])).toContain('plan.person-impossible');
    expect(codes([first, { ...second, start: second.start - 1e5, end: second.end - 1e5 }])).toContain('plan.person-impossible');
  });
  test('nobody is absent, unskilled or in two places in plans of generated factories', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const { factory } = readFactory(generateFactory({ orders: 12, seed }));
        if (factory === undefined) throw new Error('the generated factory cannot be read');
        const { view, work } = planned(factory, 30);
        expect(faultsOf(view, work)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
