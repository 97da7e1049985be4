import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import type { Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import { plantedShop } from '../../testing/planted-shop.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { createSolver } from '../create-solver.ts';
import { shopModel } from '../shop/shop-model.ts';
import { JobShopTiming } from './job-shop-timing.ts';
import { scheduleOfEnds } from './schedule-of-ends.ts';
import { ZeroSlackDive } from './zero-slack-dive.ts';

function timingOf(problem: Problem): JobShopTiming {
  return new JobShopTiming(shopModel(problem));
}

function dived(timing: JobShopTiming, goal: number, seed: number): { outcome: string; order: Int32Array } {
  const dive = new ZeroSlackDive(timing, goal, new Random(seed));
  let outcome: string = 'running';
  while (outcome !== 'found' && dive.dives < 6) outcome = dive.run(777);
  return { outcome, order: dive.order };
}

describe('a dive for a plan without slack', () => {
  it('finds what was planted, in shops of many shapes', () => {
    for (const [machines, pieces, end] of [
      [1, 5, 50],
      [10, 20, 3000],
      [30, 20, 900],
      [100, 12, 60_000],
    ] as const) {
      for (let seed = 1; seed <= 5; seed++) {
        const timing = timingOf(plantedShop(seed, { machines, pieces, end }));
        expect(ZeroSlackDive.suits(timing, end)).toBe(true);
        const { outcome, order } = dived(timing, end, seed);
        timing.load(order);
        expect([outcome, timing.makespan], `${machines} machines, seed ${seed}`).toEqual(['found', end]);
      }
    }
  });
  it('gives a whole valid plan where there is none so short', () => {
    const problem = randomShop(4, { jobs: 20, machines: 10 });
    const timing = timingOf(problem);
    const dive = new ZeroSlackDive(timing, 700, new Random(1));
    for (let round = 1; round <= 3; round++) {
      let outcome = dive.run(1000);
      while (outcome === 'running') outcome = dive.run(1000);
      expect([outcome, dive.dives]).toEqual(['failed', round]);
      timing.load(dive.order);
      expect(checkSchedule(problem, scheduleOfEnds(problem, timing.end)).violations).toEqual([]);
    }
  });
  it('is not tried where machines have time to lose', () => {
    const timing = timingOf(plantedShop(1, { machines: 20, pieces: 10, end: 1000 }));
    expect(ZeroSlackDive.suits(timing, 1001)).toBe(false);
  });
  it('proves large shops whose machines are never idle', () => {
    const problem = plantedShop(7, { machines: 60, pieces: 80, end: 100_000 });
    const solver = createSolver(problem, { seed: 1 });
    let status = solver.step(1000, 0);
    for (let i = 0; i < 300 && status === 'running'; i++) status = solver.step(1000, 0);
    expect([status, solver.best()?.value[1], solver.bound()]).toEqual(['optimal', 100_000, 100_000]);
    expect(checkSchedule(problem, solver.best()!.schedule).violations).toEqual([]);
  });
});
