import { baseline, checkSchedule, createSolver, type Problem } from '@midstream/engine';
import { flexibleTwins, jobShopTwins, randomFlexibleShop, randomShop } from '@midstream/engine/testing';
import { generateFactory, readFactory } from '@midstream/factory';
import { compileFactory } from '@midstream/planning';
import { beforeAll, describe, expect, it } from 'vitest';
import { perSecond, referenceSpeed } from './reference-loop.ts';

/** Seed, jobs, machines and the optimum, which a second solver proved. */
const OPTIMA = [
  [1, 10, 6, 696],
  [1, 6, 6, 496],
  [2, 8, 5, 590],
  [2, 10, 6, 653],
  [3, 8, 5, 544],
  [3, 6, 6, 495],
] as const;
const STEPS = 20_000;

describe('values', () => {
  it.each(OPTIMA)('of random shop %d, %d × %d, are the optimum', (seed, jobs, machines, optimum) => {
    const problem = randomShop(seed, { jobs, machines });
    const solver = createSolver(problem, { seed: 1 });
    for (let done = 0; done < STEPS && solver.best()?.figures.makespan !== optimum && solver.step(100) === 'running'; done += 100);
    const best = solver.best();
    if (best === undefined) throw new Error('no schedule');
    expect(checkSchedule(problem, best.schedule)).toMatchObject({ violations: [], figures: { makespan: optimum } });
    expect(solver.bound()).toBeLessThanOrEqual(optimum);
  });
});

/**
 * Iterations of the compiled kernels, and operations placed by the general decoder, per pass of the reference loop, as they were
 * when last looked at. Half of that is a failure. A change that makes a kernel do more per iteration comes with its new number.
 */
const USUAL = { kernel: 7, flexible: 2, decoder: 1 };
const TRIES = 5;

/** The best of several tries, each against the reference loop right before it: a machine with other work is slow now and then. */
function againstReference(work: () => void, amount: number): number {
  const tries = Array.from({ length: TRIES }, () => {
    const reference = referenceSpeed(0.1);
    return (amount * perSecond(work, 0.2)) / reference;
  });
  return Math.max(...tries);
}

describe('speed against a plain loop in this process', () => {
  let factory: Problem;
  beforeAll(() => {
    const read = readFactory(generateFactory({ orders: 50, seed: 1 }));
    if (read.factory === undefined) throw new Error('the generated factory cannot be read');
    factory = compileFactory(read.factory).problem;
  });
  it('has not halved in the job-shop kernel', () => {
    const { compiled } = jobShopTwins(randomShop(1, { jobs: 20, machines: 20, inHalves: true }), 1);
    expect(againstReference(() => void compiled?.run(500, Number.MAX_SAFE_INTEGER), 500)).toBeGreaterThan(USUAL.kernel / 2);
  });
  it('has not halved in the flexible kernel', () => {
    const { compiled } = flexibleTwins(randomFlexibleShop(1, { jobs: 20, machines: 10, operations: 10, hasSetups: true }), 1);
    expect(againstReference(() => void compiled?.run(100, Number.MAX_SAFE_INTEGER), 100)).toBeGreaterThan(USUAL.flexible / 2);
  });
  it('has not halved in the general decoder', () => {
    expect(againstReference(() => void baseline(factory, 'earliest-finish'), factory.operations.count)).toBeGreaterThan(USUAL.decoder / 2);
  });
});
