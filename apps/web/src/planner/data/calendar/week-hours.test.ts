import type { Calendar } from '@midstream/factory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELLS_A_DAY, DAYS, hoursAWeek, inPatch, openCells, painted, type Patch } from './week-hours.ts';

const clock = fc
  .integer({ min: 0, max: 47 })
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);
const weeks: fc.Arbitrary<Calendar['week']> = fc.array(
  fc.record({
    weekdays: fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 }),
    from: clock,
    to: clock,
    shift: fc.constantFrom('Day', 'Night'),
  }),
  { maxLength: 5 },
);
const pair = (max: number): fc.Arbitrary<readonly [number, number]> =>
  fc.tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max })).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const patches: fc.Arbitrary<Patch> = fc.record({ days: pair(6), cells: pair(CELLS_A_DAY - 1) });
/** One weekday and half an hour of it. */
const at = (day: number, cell: number): number => day * CELLS_A_DAY + cell;

describe('the week as a picture', () => {
  it('shows a shift past midnight on both days, and that of Sunday on Monday', () => {
    const cells = openCells([{ weekdays: ['sun'], from: '22:00', to: '06:15' }]);
    expect([cells[at(6, 44)], cells[at(0, 11)], cells[at(0, 12)], cells[at(0, 13)], cells[at(6, 10)]]).toEqual([30, 30, 15, 0, 0]);
  });
  it('changes what is painted and nothing else', () => {
    fc.assert(
      fc.property(weeks, patches, fc.boolean(), (week, patch, opens) => {
        const expected = [...openCells(week)].map((minutes, i) =>
          inPatch(patch, Math.floor(i / CELLS_A_DAY), i % CELLS_A_DAY) ? Number(opens) * 30 : minutes,
        );
        expect([...openCells(painted(week, patch, opens, {}))]).toEqual(expected);
      }),
    );
  });
  it('keeps the names of shifts, lengthens the shift next to what is painted, and cuts a break into it', () => {
    const week: Calendar['week'] = [
      { weekdays: ['mon', 'tue'], from: '08:00', to: '16:00', shift: 'Day' },
      { weekdays: ['mon', 'tue'], from: '16:00', to: '00:00', shift: 'Late' },
    ];
    expect(painted(week, { days: [0, 1], cells: [14, 15] }, true, {})).toEqual([
      { weekdays: ['mon', 'tue'], from: '07:00', to: '16:00', shift: 'Day' },
      { weekdays: ['mon', 'tue'], from: '16:00', to: '24:00', shift: 'Late' },
    ]);
    expect(painted(week, { days: [0, 0], cells: [24, 25] }, false, {})).toEqual([
      { weekdays: ['mon'], from: '08:00', to: '12:00', shift: 'Day' },
      { weekdays: ['mon'], from: '13:00', to: '16:00', shift: 'Day' },
      { weekdays: ['mon', 'tue'], from: '16:00', to: '24:00', shift: 'Late' },
      { weekdays: ['tue'], from: '08:00', to: '16:00', shift: 'Day' },
    ]);
  });
  it('counts the hours of a week', () => {
    expect(hoursAWeek([{ weekdays: ['mon', 'tue'], from: '22:00', to: '06:30' }])).toBeCloseTo(17);
  });
});
