import { describe, expect, it } from 'vitest';
import { flexibleSpeed, jobShopSpeed, tardinessSpeed, windowSpeed } from './kernel-speed.ts';

describe('kernel speed', () => {
  it.each([
    ['job shops', () => jobShopSpeed(20, 20, 0.3)],
    ['flexible shops', () => flexibleSpeed('flexible', 20, 10, 0.3)],
    ['flexible shops with setups', () => flexibleSpeed('with setups', 20, 10, 0.3)],
    ['sums over job ends', () => tardinessSpeed(20, 10, 0.3)],
    ['windows of large job shops', () => windowSpeed(30, 20, 0.3)],
  ])('is at least one and a half times that of the plain twin (usually three times): %s', (_, measure) => {
    const tries = [1, 2, 3].map(measure);
    expect(Math.max(...tries.map(({ compiled, plain }) => compiled / plain))).toBeGreaterThan(1.5);
  });
});
