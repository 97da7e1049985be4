import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { taskNetwork } from '../../propagation/task-network.ts';
import { solveExhaustively } from '../../testing/exhaustive.ts';
import { deriveFeatures } from '../../problem/features.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import type { Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import { randomProblem } from '../../testing/random-problem.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { createSolver } from '../create-solver.ts';
import { DeadlineSearch } from './deadline-search.ts';
import type { DeadlineAnswer } from './deadline-search.ts';
import { suitsProof } from './proving-solver.ts';

function answered(search: DeadlineSearch, deadline: number): DeadlineAnswer {
  let answer = search.open(deadline);
  for (let i = 0; answer === 'open' && i < 10_000; i++) answer = search.run(10);
  return answer;
}

describe('the search for a deadline', () => {
  it('says of every deadline whether a schedule keeps it', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const odd = seed % 3 === 0 ? { comesBack: true } : {};
      const problem = randomShop(seed, { jobs: seed % 2 === 0 ? 3 : 2, machines: seed % 2 === 0 ? 2 : 3, longest: 9, ...odd });
      const optimum = solveExhaustively(problem)!.value[1]!;
      const network = taskNetwork(problem);
      const search = new DeadlineSearch(network);
      for (const deadline of [optimum - 1, optimum, optimum - 2, optimum + 3]) {
        const what = `shop ${seed}, deadline ${deadline} of ${optimum}`;
        expect(answered(search, deadline), what).toBe(deadline < optimum ? 'refuted' : 'kept');
        if (deadline < optimum) continue;
        const start = search.starts.slice();
        const schedule = {
          mode: problem.operations.modeStart.slice(0, problem.operations.count),
          setupStart: start.slice(),
          start,
          end: start.map((at, o) => at + network.length[o]!),
        };
        expect(checkSchedule(problem, schedule).violations, what).toEqual([]);
        expect(Math.max(...schedule.end), what).toBeLessThanOrEqual(deadline);
      }
    }
  });
  it('agrees on larger shops with the best plan the search knows', () => {
    let proven = 0;
    for (let seed = 1; seed <= 5; seed++) {
      const problem = randomShop(seed, { jobs: 7, machines: 7 });
      const solver = createSolver(problem, { seed, worker: 1 });
      for (let i = 0; i < 20; i++) solver.step(1000);
      const best = solver.best()!.value[1]!;
      const search = new DeadlineSearch(taskNetwork(problem));
      expect(answered(search, best)).toBe('kept');
      if (answered(search, best - 1) === 'refuted') proven++;
    }
    expect(proven).toBe(5);
  });
});

describe('a solver that proves', () => {
  it('closes what refuting deadlines by propagation alone leaves open', () => {
    for (let seed = 1; seed <= 3; seed++) {
      const problem = randomShop(100 + seed, { jobs: 8, machines: 7 });
      const solver = createSolver(problem, { seed });
      let status = solver.step(1000);
      for (let i = 0; i < 1500 && status === 'running'; i++) status = solver.step(1000);
      expect(status, `shop ${seed}`).toBe('optimal');
      expect(solver.bound()).toBe(solver.best()!.value[1]);
    }
  });

  it('closes shops with waits and releases, which no kernel of their own looks after', () => {
    for (let seed = 1; seed <= 4; seed++) {
      const problem = shopWithWaits(seed);
      const solver = createSolver(problem, { seed });
      let status = solver.step(1000);
      for (let i = 0; i < 600 && status === 'running'; i++) status = solver.step(1000);
      expect(status, `shop ${seed}`).toBe('optimal');
      expect(solver.bound()).toBe(solver.best()!.value[1]);
      expect(checkSchedule(problem, solver.best()!.schedule).violations).toEqual([]);
    }
  });

  it('calls nothing proven that a plan undercuts, where the tree knows a part of the rules only', () => {
    let proven = 0;
    let asked = 0;
    for (let seed = 1; asked < 8; seed++) {
      const problem = randomProblem(seed, { operations: 4, features: ['setups', 'calendars'] });
      const objective = { levels: [[{ part: 'makespan' as const, weight: 1 }]] };
      const core = { ...problem, objective };
      const shop = { ...core, features: deriveFeatures(core) };
      if (!suitsProof(shop)) continue;
      const optimum = solveExhaustively(shop)?.value;
      if (optimum === undefined || optimum[0]! > 0) continue;
      asked++;
      const solver = createSolver(shop, { seed });
      for (let i = 0; i < 45 && solver.step(1000) === 'running'; i++);
      expect(solver.bound(), `problem ${seed}`).toBeLessThanOrEqual(optimum[1]!);
      if (solver.bound() === solver.best()!.value[1]) proven++;
    }
    expect(proven).toBeGreaterThan(1);
  });
});

/** Nine jobs on eight machines, seven steps each, with waits between the steps and jobs that come later. */
function shopWithWaits(seed: number): Problem {
  const random = new Random(seed);
  const builder = new ProblemBuilder();
  const machines = Array.from({ length: 8 }, () => builder.addMachine());
  for (let j = 0; j < 9; j++) {
    const job = builder.addJob({});
    const order = machines.map((machine) => ({ machine, key: random.unit() })).sort((a, b) => a.key - b.key);
    let before = -1;
    for (const { machine } of order.slice(0, 7)) {
      const o = builder.addOperation({ job, release: before < 0 ? random.below(20) : 0 }, [{ machine, duration: 2 + random.below(9) }]);
      if (before >= 0) builder.addArc({ from: before, to: o, minLag: random.below(6) });
      before = o;
    }
  }
  builder.setObjective({ levels: [[{ part: 'makespan', weight: 1 }]] });
  return builder.build();
}
