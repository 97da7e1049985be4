import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../oracle/check-schedule.ts';
import { ProblemBuilder } from '../problem/problem-builder.ts';
import type { Problem } from '../problem/problem.ts';
import { MachineKind } from '../problem/problem.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { compareValues } from '../schedule/compare-values.ts';
import { createSolver } from '../search/create-solver.ts';
import { solveExhaustively } from './exhaustive.ts';
import { featurePairs, randomProblem } from './random-problem.ts';

/** Setups multiply the schedules there are; two tests further up look at them. */
const pairs = featurePairs().filter((pair) => !pair.includes('setups') && !pair.includes('changeovers'));
/** Trying every start takes time with the square of this. */
const LAST_START = 25;

function searched(problem: Problem, seed: number, steps: number) {
  const solver = createSolver(problem, { seed });
  for (let done = 0; done < steps || solver.best() === undefined; done += 100) solver.step(100);
  return { ...solver.best()!, bound: solver.bound() };
}

describe('trying every schedule', () => {
  it('finds the optimum known by hand: two machines, two jobs crossing', () => {
    const builder = new ProblemBuilder();
    for (let m = 0; m < 2; m++) builder.addMachine();
    for (const [first, second, work] of [
      [0, 1, [3, 2]],
      [1, 0, [2, 4]],
    ] as const) {
      const job = builder.addJob();
      const before = builder.addOperation({ job }, [{ machine: first, duration: work[0] }]);
      builder.addArc({ from: before, to: builder.addOperation({ job }, [{ machine: second, duration: work[1] }]) });
    }
    expect(solveExhaustively(builder.build())?.value).toEqual([0, 7]);
  });
  it('waits to fill an oven where that pays', () => {
    const builder = new ProblemBuilder();
    builder.addMachine({ kind: MachineKind.BATCH, capacity: 2 });
    for (const release of [0, 3])
      builder.addOperation({ job: builder.addJob(), release, batchFamily: 0, batchSize: 1 }, [{ machine: 0, duration: 10 }]);
    expect(solveExhaustively(builder.build())?.value).toEqual([0, 13]);
  });
  it('waits for cheap energy only when asked to try every start', () => {
    const builder = new ProblemBuilder();
    builder.addMachine();
    const priceProfile = builder.addPriceProfile({ at: Int32Array.of(0, 6), value: Float64Array.of(5, 1) });
    builder.addOperation({ job: builder.addJob() }, [{ machine: 0, duration: 2, priceProfile, runPower: 1 }]);
    builder.setObjective({ levels: [[{ part: 'cost', weight: 1 }]] });
    const problem = builder.build();
    expect(solveExhaustively(problem)?.value).toEqual([0, 10]);
    expect(solveExhaustively(problem, { lastStart: 8 })?.value).toEqual([0, 2]);
  });
  it('finds the order of setups, and sets up while the job is still on its way', () => {
    const builder = new ProblemBuilder();
    const changeover = builder.addChangeover({ states: 3, time: Int32Array.of(0, 9, 1, 1, 0, 9, 9, 1, 0), cost: new Float64Array(9) });
    builder.addMachine({ changeover, initialState: 0 });
    for (const [state, release] of [
      [1, 0],
      [2, 4],
      [0, 0],
    ] as const)
      builder.addOperation({ job: builder.addJob(), release }, [{ machine: 0, duration: 5, state }]);
    // 0 at once, over to 2 in one tick, on to 1 in one tick.
    expect(solveExhaustively(builder.build())?.value).toEqual([0, 17]);
  });
  it('is never worse with more starts to try, and what it returns is valid', () => {
    let tried = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const problem = randomProblem(seed, { features: pairs[(seed * 7) % pairs.length]!, operations: 2 });
      const earliest = solveExhaustively(problem);
      if (earliest === undefined) throw new Error(`problem ${seed}: nothing valid`);
      assertValid(problem, earliest.schedule);
      if (Math.max(...earliest.schedule.start) > LAST_START) continue;
      tried++;
      const all = solveExhaustively(problem, { lastStart: LAST_START });
      expect(compareValues(all!.value, earliest.value), `problem ${seed}`).toBeLessThanOrEqual(0);
    }
    expect(tried).toBeGreaterThan(30);
  });
});

describe('the search beside every schedule there is', () => {
  it('claims no bound above the optimum (B2) and finds no schedule below it', () => {
    let tried = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const problem = randomProblem(seed, { features: pairs[(seed * 11) % pairs.length]!, operations: 2 });
      const found = searched(problem, seed, 200);
      if (Math.max(...found.schedule.start) > LAST_START) continue;
      tried++;
      const best = solveExhaustively(problem, { lastStart: LAST_START })!;
      expect(compareValues(best.value, found.value), `problem ${seed}`).toBeLessThanOrEqual(0);
      if (best.value[0] === 0) assertNoMore(found.bound, best.value[1]!, `problem ${seed}`);
    }
    expect(tried).toBeGreaterThan(40);
  });
  it('finds the best order of four operations where earlier is never worse', () => {
    let missed = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const problem = regular(randomProblem(seed, { features: REGULAR[seed % REGULAR.length]!, operations: 4 }));
      const found = searched(problem, seed, 3000);
      if (compareValues(solveExhaustively(problem)!.value, found.value) < 0) missed++;
    }
    expect(missed).toBeLessThanOrEqual(2);
  });
});

const REGULAR = [
  ['flexible', 'releases'],
  ['changeovers'],
  ['parallel', 'min-lags'],
  ['calendars', 'dag'],
  ['worked-pools', 'flexible'],
  ['batch'],
] as const;

/** The same problem with an objective that only grows with completions. */
function regular(problem: Problem): Problem {
  const level = [
    { part: 'weightedTardiness', weight: 1 },
    { part: 'makespan', weight: 1 },
    { part: 'flowTime', weight: 0.1 },
  ] as const;
  return { ...problem, features: { ...problem.features, makespanOnly: false }, objective: { levels: [level] } };
}
function assertValid(problem: Problem, schedule: Schedule): void {
  expect(checkSchedule(problem, schedule).violations).toEqual([]);
}
function assertNoMore(value: number, most: number, what: string): void {
  expect(value, what).toBeLessThanOrEqual(most + 1e-6);
}
