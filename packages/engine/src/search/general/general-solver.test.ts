import { describe, expect, it } from 'vitest';
import { compareValues } from '../../schedule/compare-values.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import type { Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import { randomProblem } from '../../testing/random-problem.ts';
import { AUTO, Decoder } from './decoder.ts';
import { GeneralSolver } from './general-solver.ts';
import { RULES, ruleView } from './rules.ts';
import { Dispatch } from './dispatch.ts';

/** Best value over every list precedence allows. */
function bestOfAllLists(problem: Problem): readonly number[] {
  const decoder = new Decoder(problem);
  const n = problem.operations.count;
  let best: readonly number[] | undefined;
  const extend = (): void => {
    const depth = decoder.placed;
    if (depth === n) {
      const levels = decoder.score.levels();
      if (levels && (!best || compareValues(levels, best) < 0)) best = levels;
      return;
    }
    for (let o = 0; o < n; o++) {
      if (decoder.at.mode[o] !== -1) continue;
      if (problem.arcs.from.some((from, arc) => problem.arcs.to[arc] === o && decoder.at.mode[from] === -1)) continue;
      decoder.place(o, AUTO);
      extend();
      decoder.undoTo(depth);
    }
  };
  extend();
  if (!best) throw new Error('no list gives a schedule');
  return best;
}

/** Orders through four groups of machines with changeovers on two of them. */
function factory(orders: number, seed: number): Problem {
  const random = new Random(seed);
  const builder = new ProblemBuilder();
  const states = 6;
  const changeover = builder.addChangeover({
    states,
    time: Int32Array.from({ length: states * states }, (_, i) => (Math.floor(i / states) === i % states ? 0 : 10 + random.below(30))),
    cost: new Float64Array(states * states),
  });
  const machines = Array.from({ length: 8 }, (_, k) => builder.addMachine(k % 2 === 0 ? { changeover, initialState: 0 } : {}));
  for (let j = 0; j < orders; j++) {
    const release = random.below(orders * 20);
    const job = builder.addJob({ due: release + 200 + random.below(400), weight: 1 + random.below(3) });
    let before = -1;
    for (let i = 0; i < 5; i++) {
      const first = random.below(machines.length);
      const duration = 20 + random.below(60);
      const state = random.below(states);
      const modes = [first, (first + 2) % machines.length].map((k) => ({ machine: machines[k] ?? 0, duration, state }));
      const o = builder.addOperation({ job, release: i === 0 ? release : 0 }, modes);
      if (before >= 0) builder.addArc({ from: before, to: o });
      before = o;
    }
  }
  builder.setObjective({ levels: [[{ part: 'weightedTardiness', weight: 1 }], [{ part: 'setupTime', weight: 1 }]] });
  return builder.build();
}

describe('GeneralSolver', () => {
  it('is no worse than the best of all lists on small problems', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const problem = randomProblem(seed, { features: ['dag', 'changeovers', 'calendars', 'releases'], operations: 6 });
      const solver = new GeneralSolver(problem, { seed }, () => 0);
      solver.step(4000);
      expect(compareValues(solver.best()?.value ?? [Infinity], bestOfAllLists(problem)), `problem ${seed}`).toBeLessThanOrEqual(0);
    }
  });

  it.each([25, 120])('beats the best single dispatching rule by a tenth and more on a factory of %i orders', (orders) => {
    const problem = factory(orders, 3);
    const decoder = new Decoder(problem);
    const byRule = Object.values(RULES).map((rule) => {
      new Dispatch(decoder, ruleView(problem, decoder.derived), rule, new Random(1), 0).run(Infinity);
      return decoder.score.levels()?.[1] ?? Infinity;
    });
    const solver = new GeneralSolver(problem, { seed: 1, assertLevel: 'step' }, () => 0);
    solver.step(250_000);
    expect(solver.best()?.value[1]).toBeLessThan(0.9 * Math.min(...byRule));
  });

  it('keeps a warm start at least as good, and takes a better offer', () => {
    const problem = factory(25, 4);
    const first = new GeneralSolver(problem, { seed: 1 }, () => 0);
    first.step(100_000);
    const known = first.best();
    if (!known) throw new Error('no schedule');
    const warm = new GeneralSolver(problem, { seed: 2, warmStart: known.schedule }, () => 0);
    warm.step(200);
    expect(compareValues(warm.best()?.value ?? [Infinity], known.value)).toBeLessThanOrEqual(0);
    const other = new GeneralSolver(problem, { seed: 3 }, () => 0);
    other.step(8000);
    other.offer(known.schedule);
    other.step(8000);
    expect(compareValues(other.best()?.value ?? [Infinity], known.value)).toBeLessThanOrEqual(0);
  });

  it('gives the same schedule for the same seed however the steps are sliced', () => {
    const problem = factory(25, 5);
    const [coarse, fine] = [1, 20].map((slices) => {
      const solver = new GeneralSolver(problem, { seed: 9 }, () => 0);
      for (let i = 0; i < slices; i++) solver.step(40_000 / slices);
      return solver.best()?.value;
    });
    expect(coarse).toEqual(fine);
  });
});
