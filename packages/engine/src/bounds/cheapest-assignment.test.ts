import { expect, it } from 'vitest';
import { Random } from '../random/xorshift.ts';
import { cheapestAssignment } from './cheapest-assignment.ts';

/** By trying every permutation. */
function tried(cost: Float64Array, size: number, row = 0, taken = 0): number {
  if (row === size) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (let column = 0; column < size; column++)
    if ((taken & (1 << column)) === 0)
      least = Math.min(least, cost[row * size + column]! + tried(cost, size, row + 1, taken | (1 << column)));
  return least;
}

it('finds what trying every permutation finds', () => {
  const random = new Random(9);
  for (let i = 0; i < 60; i++) {
    const size = 1 + random.below(6);
    const cost = Float64Array.from({ length: size * size }, () => random.below(50) - 10);
    expect(cheapestAssignment(cost, size)).toBe(tried(cost, size));
  }
});
