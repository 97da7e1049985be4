import { describe, expect, it } from 'vitest';
import { median, quantile, theilSenLine } from './robust-statistics.ts';

describe('robust regression', () => {
  it('finds the line although a quarter of the samples are nonsense', () => {
    const x = Array.from({ length: 40 }, (_, i) => 5 + i);
    const y = x.map((value, i) => (i % 4 === 0 ? 9000 : 30 + 2 * value));
    const line = theilSenLine(x, y);
    expect(line.slope).toBeCloseTo(2, 0);
    expect(line.intercept).toBeGreaterThan(20);
    expect(line.intercept).toBeLessThan(50);
  });
  it('goes through the origin when all quantities are equal', () => {
    expect(theilSenLine([10, 10, 10], [50, 60, 70])).toMatchObject({ intercept: 0, slope: 6 });
  });
  it('never yields a negative time', () => {
    const falling = theilSenLine([1, 2, 3, 4], [40, 30, 20, 10]);
    expect(falling.slope).toBe(0);
    expect(falling.intercept).toBe(25);
    expect(theilSenLine([10, 20, 30], [5, 25, 45]).intercept).toBe(0);
  });
  it('takes medians and quantiles between samples', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});
