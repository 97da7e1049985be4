import { describe, expect, it } from 'vitest';
import { Random } from '../random/xorshift.ts';
import { tightenPool } from './time-table.ts';

/** Every schedule of these tasks within the capacity, as lists of starts. */
function schedules(start: Int32Array, end: Int32Array, length: Int32Array, needs: Int32Array, capacity: number): number[][] {
  const found: number[][] = [];
  const fits = (starts: readonly number[]): boolean => {
    for (let t = 0; t < 20; t++) {
      let held = 0;
      starts.forEach((at, i) => {
        if (at <= t && t < at + length[i]!) held += needs[i]!;
      });
      if (held > capacity) return false;
    }
    return true;
  };
  const place = (starts: readonly number[]): void => {
    if (!fits(starts)) return;
    const i = starts.length;
    if (i === length.length) found.push([...starts]);
    else for (let at = start[i]!; at + length[i]! <= end[i]!; at++) place([...starts, at]);
  };
  place([]);
  return found;
}

describe('a shared pool', () => {
  it('never cuts off a schedule, and refutes only what has none', () => {
    const random = new Random(8);
    let cut = 0;
    let refuted = 0;
    for (let round = 0; round < 600; round++) {
      const count = 3;
      const start = Int32Array.from({ length: count }, () => random.below(5));
      const length = Int32Array.from({ length: count }, () => random.below(5));
      const end = start.map((at, i) => at + length[i]! + random.below(4));
      const needs = Int32Array.from({ length: count }, () => random.below(3));
      const all = schedules(start, end, length, needs, 2);
      const before = start.slice();
      const isPossible = tightenPool({ capacity: 2, tasks: Int32Array.of(0, 1, 2), needs }, start, end, length);
      if (!isPossible) {
        refuted++;
        expect(all).toEqual([]);
        continue;
      }
      for (const starts of all)
        starts.forEach((at, i) => {
          expect(at).toBeGreaterThanOrEqual(start[i]!);
          expect(at + length[i]!).toBeLessThanOrEqual(end[i]!);
        });
      if (start.some((at, i) => at > before[i]!)) cut++;
    }
    expect(refuted).toBeGreaterThan(5);
    expect(cut).toBeGreaterThan(20);
  });
});
