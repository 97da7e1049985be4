import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane } from '../../problem/problem.ts';
import { arrival, latestDeparture } from './arrival.ts';

const lane = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })), { maxLength: 5 }).map((gaps): Lane => {
  let [leaves, arrives] = [0, 0];
  const times = gaps.map(([a, b]) => {
    leaves += a;
    arrives = Math.max(arrives + b, leaves + 1);
    return [leaves, arrives] as const;
  });
  const prices = { cost: 0, carbon: 0, costPerPiece: 0, carbonPerPiece: 0 };
  return { ready: Int32Array.from(times, ([at]) => at), arrival: Int32Array.from(times, ([, at]) => at), afterLast: 40, ...prices };
});

describe('the latest departure over a lane', () => {
  it('arrives in time, and a tick later would not, wherever some departure arrives in time', () => {
    fc.assert(
      fc.property(lane, fc.integer({ min: 0, max: 300 }), (way, by) => {
        const at = latestDeparture(way, by);
        if (arrival(way, 0) > by) return;
        expect(arrival(way, at)).toBeLessThanOrEqual(by);
        expect(arrival(way, at + 1)).toBeGreaterThan(by);
      }),
    );
  });
});
