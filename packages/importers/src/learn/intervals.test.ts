import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthProfile, lengthOf, sharedLengths, unionOf } from './intervals.ts';

const intervals = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 })).map(([start, length]) => ({ start, end: start + length })),
  { maxLength: 12 },
);

/** Second by second, the slow and certain way. */
function depthAt(all: readonly { start: number; end: number }[], second: number): number {
  return all.filter((each) => each.start <= second && second < each.end).length;
}

describe('time booked more than once', () => {
  it('is counted once in the union', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        let busy = 0;
        for (let second = 0; second < 100; second++) if (depthAt(all, second) > 0) busy++;
        expect(lengthOf(unionOf(all))).toBe(busy);
      }),
    );
  });
  it('is shared out so that the shares add up to the union', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        const expected = all.map((each) => {
          let share = 0;
          for (let second = each.start; second < each.end; second++) share += 1 / depthAt(all, second);
          return share;
        });
        sharedLengths(all).forEach((share, i) => expect(share).toBeCloseTo(expected[i] ?? 0, 9));
      }),
    );
  });
  it('shows how deep it is', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        const depth = depthProfile(all);
        for (let k = 1; k < depth.length; k++) {
          let seconds = 0;
          for (let second = 0; second < 100; second++) if (depthAt(all, second) === k) seconds++;
          expect(depth[k]).toBe(seconds);
        }
      }),
    );
  });
});
