import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { taskNetwork } from '../../propagation/task-network.ts';
import { solveExhaustively } from '../../testing/exhaustive.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { createSolver } from '../create-solver.ts';
import { DeadlineSearch } from './deadline-search.ts';
import type { DeadlineAnswer } from './deadline-search.ts';

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
});
