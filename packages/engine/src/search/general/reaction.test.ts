import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import { randomProblem } from '../../testing/random-problem.ts';
import { createSolver } from '../create-solver.ts';
import { Decoder } from './decoder.ts';
import { GeneralSolver } from './general-solver.ts';
import { genesOf, listOf } from './start-list.ts';

/** Twenty jobs on two machines as published; the third job now comes at `delay`. */
function shop(delay: number, baseline: Schedule | undefined): Problem {
  const builder = new ProblemBuilder();
  const machines = [builder.addMachine(), builder.addMachine()];
  for (let j = 0; j < 20; j++) {
    const job = builder.addJob({ due: 60 + 8 * j, weight: 1 + (j % 3) });
    const release = j === 2 ? delay : 0;
    const [a = 0, b = 0] = machines.map((machine, i) =>
      builder.addOperation({ job, release: i === 0 ? release : 0 }, [{ machine, duration: 5 + ((j * 7 + i * 3) % 6) }]),
    );
    builder.addArc({ from: a, to: b });
  }
  if (baseline !== undefined) builder.setBaseline({ start: baseline.start, machine: baseline.mode.map((m) => m % 2) });
  builder.setObjective({
    levels: [
      [
        { part: 'weightedTardiness', weight: 10 },
        { part: 'movedOperations', weight: 5 },
      ],
    ],
  });
  return builder.build();
}

function best(problem: Problem, warmStart: Schedule | undefined, movable?: Uint8Array): Schedule {
  const options = { seed: 1, assertLevel: 'full', ...(warmStart ? { warmStart } : {}), ...(movable ? { movable } : {}) } as const;
  const solver = new GeneralSolver(problem, options, () => 0);
  for (let i = 0; i < 20; i++) solver.step(100);
  const solution = solver.best();
  if (solution === undefined) throw new Error('no schedule');
  return solution.schedule;
}

describe('the answer to a change of a published plan', () => {
  it('leaves everything as it was when nothing happened', () => {
    const published = best(shop(0, undefined), undefined);
    const after = best(shop(0, published), published);
    expect([...after.start]).toEqual([...published.start]);
  });

  it('moves what the change reaches, and keeps every rule', () => {
    const published = best(shop(0, undefined), undefined);
    const problem = shop((published.start[4] ?? 0) + 40, published);
    const after = best(problem, published);
    expect(checkSchedule(problem, after).violations).toEqual([]);
    expect(after.start[4]).toBeGreaterThanOrEqual((published.start[4] ?? 0) + 40);
    // What is over before the delayed job was to begin has no reason to move.
    published.end.forEach((end, o) => {
      if (end <= (published.start[4] ?? 0)) expect(after.start[o]).toBe(published.start[o]);
    });
  });

  it('brings forward only what may move', () => {
    const published = best(shop(0, undefined), undefined);
    const late: Schedule = { ...published, start: published.start.map((at) => at + 30), end: published.end.map((at) => at + 30) };
    const movable = new Uint8Array(40);
    movable[8] = 1;
    movable[9] = 1;
    const after = best(shop(0, late), late, movable);
    late.start.forEach((at, o) => {
      if (movable[o] === 0) expect(after.start[o]).toBeGreaterThanOrEqual(at);
    });
    expect(after.start[8]).toBeLessThan(late.start[8] ?? 0);
  });
});

describe('a warm start', () => {
  it('is put in order where its times go against precedence, and its foreign modes are chosen anew', () => {
    let tried = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const problem = randomProblem(seed);
      const { count } = problem.operations;
      if (count === 0) continue;
      tried++;
      const nonsense = Int32Array.from({ length: count }, (_, o) => (o * 7919) % 97);
      const warmStart: Schedule = { mode: nonsense.map((m) => m - 5), setupStart: nonsense, start: nonsense, end: nonsense };
      const { derived } = new Decoder(problem);
      const position = new Int32Array(count).fill(-1);
      listOf(problem, derived, warmStart).forEach((o, i) => {
        position[o] = i;
      });
      for (let arc = 0; arc < problem.arcs.count; arc++) {
        const [from = -1, to = -1] = [position[problem.arcs.from[arc] ?? 0], position[problem.arcs.to[arc] ?? 0]];
        if (from >= 0 && to >= 0) expect(from).toBeLessThan(to);
      }
      genesOf(problem, derived, warmStart).forEach((gene, o) => {
        if (gene >= 0)
          expect(gene >= (problem.operations.modeStart[o] ?? 0) && gene < (problem.operations.modeStart[o + 1] ?? 0)).toBe(true);
      });
      const solver = new GeneralSolver(problem, { seed, warmStart, assertLevel: 'full' }, () => 0);
      for (let i = 0; i < 5; i++) solver.step(100);
    }
    expect(tried).toBeGreaterThan(100);
  });

  it('of another number of operations is refused', () => {
    const other = best(shop(0, undefined), undefined);
    const builder = new ProblemBuilder();
    const machine = builder.addMachine();
    builder.addOperation({ job: builder.addJob({ due: 5 }) }, [{ machine, duration: 3, cost: 1 }]);
    builder.setObjective({ levels: [[{ part: 'cost', weight: 1 }]] });
    const solver = createSolver(builder.build(), { seed: 1, warmStart: other });
    expect(() => {
      solver.step(10);
    }).toThrow('warm start');
  });
});
