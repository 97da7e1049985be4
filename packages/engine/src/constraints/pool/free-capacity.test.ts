import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FreeCapacity } from './free-capacity.ts';

const HORIZON = 41;
const CAPACITY = { at: Int32Array.of(0, 10, 20), value: Float64Array.of(3, 1, 2) };
const use = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 2 }));

describe('FreeCapacity', () => {
  it('finds the first conflict where counting instants finds it, and forgets what is released (R7)', () => {
    fc.assert(
      fc.property(fc.array(use, { maxLength: 12 }), fc.array(use, { minLength: 1, maxLength: 6 }), (uses, questions) => {
        const free = new FreeCapacity(CAPACITY);
        const slow = Array.from({ length: HORIZON }, (_, t): number => (t < 10 ? 3 : t < 20 ? 1 : 2));
        const ask = (): void => {
          for (const [from, length, amount] of questions) {
            let t = from;
            while (t < from + length && (slow[t] ?? 0) >= amount) t++;
            let clear = t;
            while (clear < HORIZON && (slow[clear] ?? 0) < amount) clear++;
            // What never clears is beyond the instants counted here.
            const found = Math.min(HORIZON, free.conflict(from, from + length, amount));
            expect(found).toBe(t < from + length ? clear : -1);
          }
        };
        const made = uses.map(([from, length, amount]) => {
          for (let t = from; t < from + length; t++) slow[t] = (slow[t] ?? 0) - amount;
          return free.reserve(from, from + length, amount);
        });
        ask();
        uses.toReversed().forEach(([from, length, amount], i) => {
          for (let t = from; t < from + length; t++) slow[t] = (slow[t] ?? 0) + amount;
          free.release(from, from + length, amount, made[uses.length - 1 - i] ?? 0);
          ask();
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
