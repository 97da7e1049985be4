import { describe, expect, it } from 'vitest';
import type { Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import { randomTeamShop } from '../../testing/random-team-shop.ts';
import { createSolver } from '../create-solver.ts';
import { listOrder, solutionOf } from './list-schedule.ts';
import { resourceTables } from './resource-tables.ts';

interface Holding {
  readonly resource: string;
  readonly from: number;
  readonly to: number;
}

/** What a mode holds of its machine and of each pool, by the problem's own needs. */
function holdingsOf({ modes }: Problem, mode: number): Holding[] {
  const duration = modes.duration[mode]!;
  const held = [{ resource: `machine ${modes.machine[mode]}`, from: 0, to: duration }];
  for (let i = modes.needStart[mode]!; i < modes.needStart[mode + 1]!; i++)
    held.push({ resource: `pool ${modes.needPool[i]}`, from: modes.needFrom[i]!, to: Math.min(modes.needTo[i]!, duration) });
  return held.filter(({ from, to }) => to > from);
}

describe('first orders of shops of several resources', () => {
  it('give each operation the mode that ends soonest where it stands, whatever was placed since it could first be', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const size = { jobs: 6, machines: 3, workers: 4, operations: 4, ways: 1 + (seed % 8) };
      const problem = randomTeamShop(seed, { ...size, hasWindows: seed % 2 === 0, isAssembly: seed % 3 === 0 });
      const tables = resourceTables(problem);
      const { mode, order, value } = listOrder(tables, seed % 3, 1, new Random(seed));
      const free = new Map<string, number>();
      const end = new Map<number, number>();
      for (const o of order) {
        const before = Array.from({ length: problem.arcs.count }, (_, i) => i).filter((i) => problem.arcs.to[i] === o);
        const ready = Math.max(0, ...before.map((i) => end.get(problem.arcs.from[i]!)!));
        const startIn = (k: number): number =>
          holdingsOf(problem, k).reduce((at, { resource, from }) => Math.max(at, (free.get(resource) ?? 0) - from), ready);
        const endIn = (k: number): number => startIn(k) + problem.modes.duration[k]!;
        const first = problem.operations.modeStart[o]!;
        const ways = Array.from({ length: problem.operations.modeStart[o + 1]! - first }, (_, i) => first + i);
        const soonest = Math.min(...ways.map(endIn));
        expect(endIn(mode[o]!), `shop ${seed}`).toBe(soonest);
        const start = startIn(mode[o]!);
        for (const { resource, to } of holdingsOf(problem, mode[o]!)) free.set(resource, start + to);
        end.set(o, soonest);
      }
      expect(value, `shop ${seed}`).toBe(Math.max(...end.values()));
      expect(solutionOf(tables, { mode, order }).figures.makespan, `shop ${seed}`).toBe(value);
    }
  });
  it('are shown as a plan before anything is made of them', () => {
    const problem = randomTeamShop(3, { jobs: 12, machines: 3, workers: 4, operations: 5 });
    const solver = createSolver(problem, { seed: 1 });
    solver.step(1);
    const first = solver.best()!;
    expect(first.figures.makespan).toBe(listOrder(resourceTables(problem), 0, 0, new Random(1)).value);
    for (let i = 0; i < 5; i++) solver.step(100);
    expect(solver.best()!.figures.makespan).toBeLessThan(first.figures.makespan);
  });
});
