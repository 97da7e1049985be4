import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkCalendar } from '../../problem/problem.ts';
import { WorkClock } from './work-clock.ts';

const HORIZON = 120;

/** Gaps and lengths in turn; a gap of 0 makes touching spans. */
const calendars = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 7 })), { maxLength: 8 }),
    fc.integer({ min: 0, max: 6 }),
  )
  .map(([pieces, rest]): WorkCalendar => {
    let t = 0;
    const spans = pieces.map(([gap, length]) => {
      const start = t + gap;
      t = start + length;
      return [start, t] as const;
    });
    return {
      start: Int32Array.from(spans, ([start]) => start),
      end: Int32Array.from(spans, ([, end]) => end),
      rate: new Float64Array(spans.length),
      tailFrom: t + rest,
    };
  });
const instant = fc.integer({ min: 0, max: 60 });

function isOpen({ start, end, tailFrom }: WorkCalendar, t: number): boolean {
  return t >= tailFrom || start.some((from, i) => from <= t && t < (end[i] ?? 0));
}
function slowEnd(calendar: WorkCalendar, from: number, work: number): number {
  let t = from;
  while (!isOpen(calendar, t)) t++;
  for (let left = work; left > 0; t++) if (isOpen(calendar, t)) left--;
  return t;
}
function slowUnbroken(calendar: WorkCalendar, s: number, work: number): boolean {
  if (!isOpen(calendar, s)) return false;
  for (let t = s; t < s + work; t++) if (!isOpen(calendar, t)) return false;
  return true;
}

describe('WorkClock agrees with counting tick by tick', () => {
  it('on the first open instant and the work end W (R2)', () => {
    fc.assert(
      fc.property(calendars, instant, fc.integer({ min: 0, max: 20 }), (calendar, t, work) => {
        const clock = new WorkClock([calendar]);
        expect(clock.open(0, t)).toBe(slowEnd(calendar, t, 0));
        expect(clock.workEnd(0, t, work)).toBe(slowEnd(calendar, t, work));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('on the first start of an unbroken run (R2)', () => {
    fc.assert(
      fc.property(calendars, instant, fc.integer({ min: 1, max: 10 }), (calendar, t, work) => {
        let slow = t;
        while (!slowUnbroken(calendar, slow, work)) slow++;
        expect(new WorkClock([calendar]).unbrokenFrom(0, t, work)).toBe(slow);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('on the latest setup that is done in time, broken or not (R3)', () => {
    fc.assert(
      fc.property(calendars, instant, fc.integer({ min: 1, max: 10 }), (calendar, t, work) => {
        const clock = new WorkClock([calendar]);
        let broken = t - 1;
        while (broken >= 0 && !(isOpen(calendar, broken) && slowEnd(calendar, broken, work) <= t)) broken--;
        expect(clock.latestBegin(0, t, work, 0)).toBe(broken);
        let unbroken = t - work;
        while (unbroken >= 0 && !slowUnbroken(calendar, unbroken, work)) unbroken--;
        expect(clock.latestBegin(0, t, work, 1)).toBe(Math.max(-1, unbroken));
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('on open ticks before an instant and the instant of an open tick', () => {
    fc.assert(
      fc.property(calendars, (calendar) => {
        const clock = new WorkClock([calendar]);
        const instants = Array.from({ length: HORIZON }, (_, t) => t);
        const open = instants.filter((t) => isOpen(calendar, t));
        expect(instants.map((t) => clock.ticksBefore(0, t))).toEqual(instants.map((t) => open.filter((o) => o < t).length));
        expect(open.map((_, tick) => clock.tickBegin(0, tick))).toEqual(open);
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});
