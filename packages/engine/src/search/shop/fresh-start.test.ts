import { describe, expect, it } from 'vitest';
import { FreshStart } from './fresh-start.ts';

const ALIKE = [7, 7, 7];

/** Descents of one value until a population of equals is given up. */
function descentsUntilDue(fresh: FreshStart, expected: number): number {
  fresh.note(7);
  for (let count = 0; count < 10_000; count++) {
    if (fresh.isDue(ALIKE, expected)) return count;
    fresh.note(7);
  }
  return Number.POSITIVE_INFINITY;
}

describe('a fresh start', () => {
  it('comes when all members are worth the same and nothing better was found for long', () => {
    const fresh = new FreshStart(0);
    expect(fresh.isDue(ALIKE, 0)).toBe(false);
    expect(descentsUntilDue(fresh, 0)).toBeGreaterThan(10);
    expect(fresh.isDue([7, 8, 7], 0)).toBe(false);
    fresh.note(6);
    expect(fresh.isDue(ALIKE, 0)).toBe(false);
  });
  it('comes later where more descents are to be expected, and sooner for the second of two solvers', () => {
    expect(descentsUntilDue(new FreshStart(0), 5000)).toBeGreaterThan(descentsUntilDue(new FreshStart(0), 0));
    expect(descentsUntilDue(new FreshStart(1), 5000)).toBeLessThan(descentsUntilDue(new FreshStart(0), 5000));
  });
  it('counts anew after it has begun, worse values first', () => {
    const fresh = new FreshStart(1);
    descentsUntilDue(fresh, 0);
    fresh.begin();
    fresh.note(9);
    expect(fresh.isDue(ALIKE, 0)).toBe(false);
  });
  it('takes nothing in from others while the new population is not full, and the second solver never again', () => {
    const [first, second] = [new FreshStart(0), new FreshStart(1)];
    expect([first.isOpen(false), second.isOpen(false)]).toEqual([true, true]);
    first.begin();
    second.begin();
    expect([first.isOpen(false), first.isOpen(true), second.isOpen(false), second.isOpen(true)]).toEqual([false, true, false, false]);
  });
});
