import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { randomProblem } from '../../testing/random-problem.ts';
import { cutPart } from './cut-part.ts';
import { GeneralSolver } from './general-solver.ts';
import { suitsParts } from './part-search.ts';
import { PlanBook } from './plan-book.ts';

const SEEDS = Array.from({ length: 90 }, (_, i) => 500 + i);

function problems(operations: number) {
  return SEEDS.map((seed) => ({ seed, problem: randomProblem(seed, { operations }) })).filter(({ problem }) => suitsParts(problem));
}

describe('search of a plan in parts', () => {
  it('finds better plans that keep every rule, whatever the problem has in it', () => {
    let gained = 0;
    const found = problems(30);
    for (const { seed, problem } of found) {
      const solver = new GeneralSolver(problem, { seed, assertLevel: 'full' }, () => -Infinity, 4);
      let start: number | undefined;
      for (let i = 0; i < 40; i++) {
        solver.step(250);
        start ??= solver.best()?.value.at(-1);
      }
      const best = solver.best();
      if (best === undefined) continue;
      expect(checkSchedule(problem, best.schedule).violations, `problem ${seed}`).toEqual([]);
      if (best.value.at(-1)! < start! - 1e-9) gained++;
    }
    expect(found.length).toBeGreaterThan(25);
    expect(gained).toBeGreaterThan(found.length / 4);
  });

  it('cuts out a part whose plan, as it stands, is a plan of the part', () => {
    let cut = 0;
    let kept = 0;
    for (const { seed, problem } of problems(24)) {
      const solver = new GeneralSolver(problem, { seed }, () => -Infinity, Infinity);
      for (let i = 0; i < 20; i++) solver.step(100);
      const best = solver.best();
      if (best === undefined || best.value[0]! > 0 || problem.features.reservoirs) continue;
      const timed = new GeneralSolver(problem, { seed }, () => -Infinity, Infinity);
      timed.allowance = Infinity;
      for (const _ of timed.adoptTimed(best.schedule));
      const book = new PlanBook(problem);
      book.take(timed.decoder);
      expect([...book.start], `problem ${seed}`).toEqual([...best.schedule.start]);
      const { decoder, sequence } = timed;
      const whole = { problem, decoder, book, floor: undefined, position: sequence.position };
      // What starts in the first half is free.
      const middle = book.start.toSorted()[book.start.length >> 1]!;
      const free = sequence.list.filter((o) => book.start[o]! < middle);
      if (free.length < 2) continue;
      const part = cutPart(whole, free, 0, middle);
      cut++;
      const again = new GeneralSolver(part.problem, { seed }, () => -Infinity);
      again.allowance = Infinity;
      for (const _ of again.adoptTimed(part.warmStart));
      const same = [...part.whole.subarray(0, free.length)].every((o, i) => again.decoder.at.start[i] === book.start[o]);
      if (same) kept++;
    }
    expect(cut).toBeGreaterThan(15);
    // Setups of what stands still behind a part, and batches it shares, are the exceptions.
    expect(kept / cut).toBeGreaterThan(0.8);
  });
});
