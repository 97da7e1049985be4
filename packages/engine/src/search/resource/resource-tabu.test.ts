import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import type { Problem } from '../../problem/problem.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import { Random } from '../../random/xorshift.ts';
import { solveExhaustively } from '../../testing/exhaustive.ts';
import type { RandomTeamShopOptions } from '../../testing/random-team-shop.ts';
import { randomTeamShop } from '../../testing/random-team-shop.ts';
import { createSolver } from '../create-solver.ts';
import { listOrder, orderOf, solutionOf } from './list-schedule.ts';
import { resourceTables, suitsResourceKernel } from './resource-tables.ts';
import { ResourceTabu } from './resource-tabu.ts';

const PATIENCE = 5000;
const KINDS: [string, Partial<RandomTeamShopOptions>][] = [
  ['of chains', {}],
  ['of one way each', { ways: 1, isAssembly: true }],
  ['with assembly', { isAssembly: true }],
  ['with workers for a part of the run', { hasWindows: true }],
  ['with assembly and workers for a part of the run', { hasWindows: true, isAssembly: true }],
  ['with many ways', { ways: 100 }],
];

describe('tabu search on shops of several resources', () => {
  it.each(KINDS)('states the makespan and figures of a valid schedule after any number of iterations: %s', (_, kind) => {
    for (let seed = 1; seed <= 15; seed++) {
      const size = { jobs: 1 + (seed % 7), machines: 1 + (seed % 5), workers: 1 + (seed % 4), operations: 1 + (seed % 6) };
      const problem = randomTeamShop(seed, { ...size, ...kind });
      expect(suitsResourceKernel(problem)).toBe(true);
      const tables = resourceTables(problem);
      const kernel = new ResourceTabu(tables, seed);
      kernel.load(listOrder(tables, 0.5, 1, new Random(seed)));
      for (const iterations of [1, 2, 5, 50, 400]) {
        if (!kernel.run(iterations, PATIENCE)) break;
        const { schedule, figures } = solutionOf(tables, kernel.result());
        expect(figures.makespan, `shop ${seed}`).toBe(kernel.best);
        const check = checkSchedule(problem, schedule);
        expect(check.violations, `shop ${seed}`).toEqual([]);
        expect(check.figures, `shop ${seed}`).toEqual(figures);
        expect(solutionOf(tables, orderOf(tables, schedule)).figures.makespan, `shop ${seed}`).toBe(kernel.best);
      }
    }
  });
  it.each(KINDS)('finds the optimum of small shops: %s', (_, kind) => {
    for (let seed = 1; seed <= 6; seed++) {
      const problem = randomTeamShop(seed, { jobs: 2, machines: 2, workers: 2, operations: 2, ...kind, ways: Math.min(2, kind.ways ?? 2) });
      const solver = createSolver(problem, { seed });
      for (let i = 0; i < 6 && solver.step(400) === 'running'; i++);
      expect(solver.best()?.value, `shop ${seed}`).toEqual(solveExhaustively(problem)?.value);
    }
  });
  it('leaves to the general search pools of more than one', () => {
    const problem = randomTeamShop(1, { jobs: 2, machines: 2, workers: 2, operations: 2 });
    const pools = problem.pools.map((pool) => ({ ...pool, capacity: { ...pool.capacity, value: Float64Array.of(2) } }));
    expect(suitsResourceKernel({ ...problem, pools })).toBe(false);
  });
  it('does not take another worker for another place: with workers to spare it comes near what the machines alone allow', () => {
    const makespanOf = (workers: number): number => {
      const solver = createSolver(workerShop(workers), { seed: 1 });
      solver.step(400);
      return solver.best()?.figures.makespan ?? 0;
    };
    expect(makespanOf(15) / makespanOf(0)).toBeLessThan(1.05);
  });
});

/** Ten jobs on ten machines in any order; any of the workers can do anything, and each does one thing at a time. */
function workerShop(workers: number): Problem {
  const random = new Random(7);
  const builder = new ProblemBuilder();
  const machines = Array.from({ length: 10 }, () => builder.addMachine());
  const pool = (): number => builder.addPool({ holds: 'span', capacity: { at: Int32Array.of(0), value: Float64Array.of(1) } });
  const pools = Array.from({ length: workers }, pool);
  for (let j = 0; j < 10; j++) {
    const job = builder.addJob();
    let before = -1;
    for (const { machine } of machines.map((each) => ({ machine: each, key: random.unit() })).sort((x, y) => x.key - y.key)) {
      const duration = 10 + random.below(60);
      const ways = pools.map((each) => ({ machine, duration, needs: [{ pool: each, amount: 1 }] }));
      const o = builder.addOperation({ job }, ways.length === 0 ? [{ machine, duration }] : ways);
      if (before >= 0) builder.addArc({ from: before, to: o });
      before = o;
    }
  }
  return builder.build();
}
