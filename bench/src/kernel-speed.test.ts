import { describe, expect, it } from 'vitest';
import { jobShopSpeed } from './kernel-speed.ts';

describe('kernel speed', () => {
  it('is at least one and a half times that of the plain twin (usually three times)', () => {
    const tries = [1, 2, 3].map(() => jobShopSpeed(20, 20, 0.3));
    expect(Math.max(...tries.map(({ compiled, plain }) => compiled / plain))).toBeGreaterThan(1.5);
  });
});
