import { describe, expect, it } from 'vitest';
import { Random } from './xorshift.ts';

describe('Random', () => {
  it('gives the same numbers for the same seed, others for another (B3)', () => {
    const draw = (seed: number): number[] => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });

  it('spreads evenly over a small range, from any seed', () => {
    for (const seed of [0, 1, -1, 2 ** 31]) {
      const random = new Random(seed);
      const seen = new Array<number>(6).fill(0);
      for (let i = 0; i < 6000; i++) {
        const n = random.below(6);
        seen[n] = (seen[n] ?? 0) + 1;
      }
      for (const count of seen) expect(Math.abs(count - 1000)).toBeLessThan(150);
    }
  });
});
