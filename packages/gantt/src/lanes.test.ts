import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstEndingAfter, firstRowBelow, lanesOf } from './lanes.ts';

const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 40 })), { maxLength: 40 });

describe('lanes', () => {
  it('hold every operation once, none over another, and no more lanes than the greatest overlap', () => {
    fc.assert(
      fc.property(spans, (list) => {
        const from = list.map(([start]) => start);
        const to = list.map(([start, length]) => start + length);
        const lanes = lanesOf(
          list.map((_, index) => index),
          from,
          to,
        );
        expect(lanes.flat().sort((a, b) => a - b)).toEqual(list.map((_, index) => index));
        for (const lane of lanes) {
          lane.slice(1).forEach((operation, index) => expect(from[operation]).toBeGreaterThanOrEqual(to[lane[index] ?? 0] ?? 0));
        }
        const overlap = Math.max(
          0,
          ...from.map((start) => from.filter((other, index) => other <= start && (to[index] ?? 0) > start).length),
        );
        expect(lanes.length).toBe(overlap);
      }),
    );
  });

  it('are searched like a list is walked', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: -5, max: 260 }), (list, time) => {
        const from = list.map(([start]) => start);
        const to = list.map(([start, length]) => start + length);
        for (const lane of lanesOf(
          list.map((_, index) => index),
          from,
          to,
        )) {
          const walked = lane.findIndex((operation) => (to[operation] ?? 0) > time);
          expect(firstEndingAfter(lane, to, time)).toBe(walked < 0 ? lane.length : walked);
        }
      }),
    );
  });
});

it('finds the first row that reaches below a height', () => {
  const rows = [0, 30, 60].map((top, index) => ({ isHeading: false, index, lanes: [], top, height: 30, laneHeight: 26 }));
  expect([0, 29, 30, 89, 90].map((y) => firstRowBelow(rows, y))).toEqual([0, 0, 1, 2, 3]);
});
