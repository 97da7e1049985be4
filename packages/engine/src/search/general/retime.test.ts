import { describe, expect, it } from 'vitest';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import type { Problem } from '../../problem/problem.ts';
import { randomProblem } from '../../testing/random-problem.ts';
import { Decoder } from './decoder.ts';
import { GeneralSolver } from './general-solver.ts';
import { Retime } from './retime.ts';
import { genesOf, listOf } from './start-list.ts';
import type { Schedule } from '../../schedule/schedule.ts';

function retimed(problem: Problem, plan: Schedule): { readonly decoder: Decoder; readonly tried: number; readonly list: Int32Array } {
  const decoder = new Decoder(problem);
  const list = listOf(problem, decoder.derived, plan);
  decoder.floor.set(plan.start);
  decoder.delay.set(plan.start);
  decoder.setupWish = plan.setupStart;
  const retime = new Retime(decoder, list, genesOf(problem, decoder.derived, plan), plan.start);
  for (let rounds = 0; !retime.run(7); rounds++) expect(rounds).toBeLessThan(10_000);
  return { decoder, tried: retime.tried, list };
}

/** Two machines; three jobs that go over both in turn, and three that need only the second. */
function shop(release: number): Problem {
  const builder = new ProblemBuilder();
  const first = builder.addMachine();
  const second = builder.addMachine();
  for (let j = 0; j < 6; j++) {
    const job = builder.addJob({ due: 100 });
    const both = j % 2 === 0;
    const a = both ? builder.addOperation({ job, release: j === 0 ? release : 0 }, [{ machine: first, duration: 10 }]) : -1;
    const b = builder.addOperation({ job }, [{ machine: second, duration: 10 }]);
    if (both) builder.addArc({ from: a, to: b });
  }
  builder.setObjective({ levels: [[{ part: 'weightedTardiness', weight: 1 }]] });
  return builder.build();
}

describe('a plan timed anew', () => {
  it('stands as it was where nothing has changed, and nothing is tried more than a few times', () => {
    let tried = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const problem = randomProblem(seed);
      const { lines, places, fixed, batches } = problem.features;
      if (problem.operations.count === 0 || lines || places || fixed || batches) continue;
      const solver = new GeneralSolver(problem, { seed }, () => -Infinity);
      for (let i = 0; i < 5; i++) solver.step(50);
      const best = solver.best();
      if (best === undefined || best.figures.lagExcess > 0) continue;
      tried++;
      const { decoder, tried: placements, list } = retimed(problem, best.schedule);
      expect([seed, ...decoder.at.start]).toEqual([seed, ...best.schedule.start]);
      expect(placements).toBeLessThanOrEqual(4 * list.length);
    }
    expect(tried).toBeGreaterThan(50);
  });

  it('lets a late operation go behind those that can start, not before them', () => {
    // Second machine: jobs 0, 1, 2, 3, 4, 5 every ten ticks from 10 on.
    const start = Int32Array.from([0, 10, 20, 10, 30, 40, 20, 50, 60]);
    const end = start.map((at) => at + 10);
    const mode = Int32Array.from(start, (_, o) => o);
    const { decoder } = retimed(shop(25), { mode, setupStart: start, start, end });
    const { at } = decoder;
    // The first job comes at 25: its first operation waits for that, its second goes behind those that begin before it is there.
    expect(at.start[0]).toBe(30);
    expect(at.start[1]).toBeGreaterThanOrEqual(40);
    expect(at.start[2]).toBe(20);
    for (let o = 0; o < 9; o++) if (o > 1) expect((at.start[o] ?? 0) - (start[o] ?? 0)).toBeLessThanOrEqual(10);
  });
});
