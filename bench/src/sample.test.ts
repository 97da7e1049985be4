import { describe, expect, it } from 'vitest';
import type { Known } from './known.ts';
import { sampleOf } from './sample.ts';

function rows(family: string, sizes: readonly number[]): (Known & { size: number })[] {
  return sizes.map((size, i) => ({
    instance: `${family}${String(i + 1).padStart(2, '0')}`,
    family,
    file: '',
    lower: null,
    upper: null,
    size,
  }));
}
const sizeOf = (known: Known): number => (known as Known & { size: number }).size;

describe('a sample', () => {
  it('takes the smallest, the largest and evenly between, in the order of the list', () => {
    const picked = sampleOf(rows('x', [50, 10, 40, 20, 30]), 3, sizeOf);
    expect(picked.map(({ instance }) => instance)).toEqual(['x01', 'x02', 'x05']);
  });
  it('takes as many of every group, and all of a small one', () => {
    const picked = sampleOf([...rows('x', [1, 2, 3, 4]), ...rows('y', [7])], 2, sizeOf);
    expect(picked.map(({ instance }) => instance)).toEqual(['x01', 'x04', 'y01']);
  });
  it('counts halves of a family that differ in hardness as groups of their own', () => {
    const known = Array.from(
      { length: 80 },
      (_, i) =>
        rows(
          'dmu',
          Array.from({ length: 80 }, () => 1),
        )[i],
    ).filter((each) => each !== undefined);
    expect(sampleOf(known, 1, sizeOf).map(({ instance }) => instance)).toEqual(['dmu21', 'dmu61']);
  });
  it('takes the one in the middle where one is asked for', () => {
    expect(sampleOf(rows('x', [3, 1, 2]), 1, sizeOf).map(({ instance }) => instance)).toEqual(['x03']);
  });
});
