import { createSolver } from '@midstream/engine';
import { randomShop } from '@midstream/engine/testing';
import { describe, expect, it } from 'vitest';
import { Pool } from './pool.ts';
import type { SolveOptions } from './solve-options.ts';
import { solve } from './solve.ts';
import { Threads } from './threads.ts';

const hard = randomShop(3, { jobs: 20, machines: 15, inHalves: true });

const ENTRIES = {
  crashing: new URL('../testing/crashing-worker.ts', import.meta.url),
  leaving: new URL('../testing/leaving-worker.ts', import.meta.url),
};

function failing(how: 'crashing' | 'leaving', options: SolveOptions) {
  return new Pool(hard, options, ENTRIES[how]).run();
}

describe('a thread that fails', () => {
  it.each(['crashing', 'leaving'] as const)('by %s is named, and the others do not wait for it at a milestone', async (how) => {
    const result = await failing(how, { steps: 45_000, workers: 3 });
    expect(result.lost.map(({ worker }) => worker).sort()).toEqual([1, 2]);
    expect(result.lost[0]?.reason).toContain(how === 'crashing' ? 'out of order' : 'code 0');
    expect(result.steps).toBe(45_000);
    expect(result.solution.schedule.start).toHaveLength(300);
  });
  it('leaves what the others found by time', async () => {
    const result = await failing('crashing', { seconds: 0.5, workers: 2 });
    expect(result.lost).toHaveLength(1);
    expect(result.solution.figures.makespan).toBeGreaterThan(0);
  });
  it('is an error only where nothing else is left', async () => {
    const impossible = { ...hard, objective: undefined } as unknown as typeof hard;
    await expect(solve(impossible, { seconds: 1, workers: 2 })).rejects.toThrow('levels');
  });
});

describe('threads started beforehand', () => {
  it('serve the next search, and those missing are started', async () => {
    const threads = new Threads(2);
    const options = { steps: 20_000, workers: 3, seed: 4 };
    const [beforehand, now] = [await solve(hard, { ...options, threads }), await solve(hard, options)];
    expect(threads.take()).toBeUndefined();
    expect([...beforehand.solution.schedule.start]).toEqual([...now.solution.schedule.start]);
  });
  it('that fail while they wait are not handed out', async () => {
    const threads = new Threads(2, ENTRIES.crashing);
    // The first would go on; the second crashes as it loads.
    await expect.poll(() => threads.waiting, { timeout: 60_000 }).toBe(1);
    threads.close();
    expect(threads.take()).toBeUndefined();
  });
});

describe('co-operation', () => {
  it('gives the same plan for the same seed, steps and workers in a shop whose solvers exchange all they find', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => solve(hard, { steps: 60_000, workers: 2, seed: 4 })));
    expect([...second!.solution.schedule.start]).toEqual([...first!.solution.schedule.start]);
    expect(second!.trace.map(([, value]) => value)).toEqual(first!.trace.map(([, value]) => value));
  });
  it('shows every solver what the others found', () => {
    const [one, other] = [1, 2].map((seed) => createSolver(hard, { seed }));
    for (let i = 0; i < 40; i++) one!.step(500, 0.1);
    const news = one!.news!();
    expect(news.length).toBeGreaterThan(0);
    expect(one!.news!()).toEqual([]);
    other!.step(1);
    for (const schedule of news) other!.offer(schedule);
    expect(other!.best()!.value[1]).toBe(one!.best()!.value[1]);
    expect(other!.news!()).toEqual([]);
  });
});

describe('time', () => {
  it('is kept after a stop: within 10 ms in at least one of twenty tries, whatever else the machine does', async () => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 20 && least >= 10; i++) {
      const controller = new AbortController();
      let run: Promise<unknown> | undefined;
      await new Promise<void>((found) => {
        run = solve(hard, { seconds: 60, workers: 2, signal: controller.signal, onImprove: () => found() });
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const stopped = performance.now();
      controller.abort();
      await run;
      least = Math.min(least, performance.now() - stopped);
    }
    expect(least).toBeLessThan(10);
  });
  it('is kept after a stop even by a thread that does not hear it', async () => {
    const controller = new AbortController();
    const options = { seconds: 600, workers: 2, signal: controller.signal, onImprove: () => controller.abort() };
    const result = await new Pool(hard, options, new URL('../testing/deaf-worker.ts', import.meta.url)).run();
    expect(result.solution.schedule.start).toHaveLength(300);
    expect(result.seconds).toBeLessThan(60);
  });
  it('passes between two tellings of an improvement, 50 ms at least', async () => {
    const told: number[] = [];
    const result = await solve(hard, { seconds: 0.8, workers: 2, onImprove: () => told.push(performance.now()) });
    const gaps = told.slice(1, -1).map((at, i) => at - told[i]!);
    expect(Math.min(...gaps, 1000)).toBeGreaterThan(48);
    expect(result.trace.length).toBeGreaterThanOrEqual(told.length);
  });
});
