import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { createSolver } from '../create-solver.ts';
import { suitsLargeShop } from './large-shop-solver.ts';

const square = randomShop(21, { jobs: 65, machines: 65 });

function searched(seed: number, slices: readonly number[]) {
  const solver = createSolver(square, { seed });
  for (const slice of slices) solver.step(slice, 0.5);
  return solver;
}

describe('the search for large job shops', () => {
  it('serves shops too large for a population, and only those', () => {
    expect(suitsLargeShop(square)).toBe(true);
    expect(suitsLargeShop(randomShop(1, { jobs: 10, machines: 10 }))).toBe(false);
  });
  it('gives valid plans of the value it names, and better ones with more steps', () => {
    const few = searched(1, [500]);
    const many = searched(
      1,
      Array.from({ length: 200 }, () => 1000),
    );
    for (const solver of [few, many]) {
      const { schedule, value } = solver.best()!;
      const check = checkSchedule(square, schedule);
      expect(check.violations).toEqual([]);
      expect(check.value).toEqual(value);
      expect(solver.bound()).toBeLessThanOrEqual(value[1]!);
    }
    expect(many.best()!.value[1]).toBeLessThan(0.98 * few.best()!.value[1]!);
  });
  it('is the same for the same problem, seed and calls, and another for another seed (B3)', () => {
    const slices = [300, 700, 40_000, 40_000];
    expect(searched(4, slices).best()).toEqual(searched(4, slices).best());
    expect(searched(5, slices).best()!.schedule).not.toEqual(searched(4, slices).best()!.schedule);
  });
  it('begins where a warm start ends, and takes what is offered if it is better', () => {
    const good = searched(1, [20_000]).best()!;
    const warm = createSolver(square, { seed: 2, warmStart: good.schedule });
    warm.step(1);
    expect(warm.best()!.value[1]).toBeLessThanOrEqual(good.value[1]!);
    const other = createSolver(square, { seed: 3 });
    other.step(1);
    expect(other.best()!.value[1]).toBeGreaterThan(good.value[1]!);
    other.offer(good.schedule);
    other.step(10);
    expect(other.best()!.value[1]).toBeLessThanOrEqual(good.value[1]!);
  });
  it('takes an offer before it has a plan of its own', () => {
    const good = searched(1, [20_000]).best()!;
    const solver = createSolver(square, { seed: 3 });
    solver.offer(good.schedule);
    solver.step(1);
    expect(solver.best()!.value[1]).toBeLessThanOrEqual(good.value[1]!);
    expect(checkSchedule(square, solver.best()!.schedule).violations).toEqual([]);
  });
  it('proves what meets the bound', () => {
    const solver = createSolver(randomShop(8, { jobs: 900, machines: 5 }), { seed: 1 });
    let status = solver.step(1000, 0);
    for (let i = 0; i < 200 && status === 'running'; i++) status = solver.step(1000, 0);
    expect(status).toBe('optimal');
    expect(solver.best()!.value[1]).toBe(solver.bound());
  });
});
