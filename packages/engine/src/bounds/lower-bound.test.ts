import { describe, expect, it } from 'vitest';
import { ProblemBuilder } from '../problem/problem-builder.ts';
import type { ObjectivePart, Problem } from '../problem/problem.ts';
import { Phase } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';
import { solveExhaustively } from '../testing/exhaustive.ts';
import type { FeatureName } from '../testing/random-problem.ts';
import { randomProblem } from '../testing/random-problem.ts';
import { lowerBound } from './lower-bound.ts';

/** Rules under which earlier is never worse, so that placing at the earliest in every order finds the optimum. */
const REGULAR: readonly (readonly FeatureName[])[] = [
  [],
  ['flexible'],
  ['flexible', 'releases'],
  ['changeovers'],
  ['changeovers', 'setups', 'already-set-up'],
  ['flexible', 'changeovers'],
  ['parallel', 'min-lags'],
  ['calendars', 'dag'],
  ['calendars', 'unbroken'],
  ['worked-pools', 'flexible'],
  ['span-pools'],
  ['stepped-pools', 'windows'],
  ['batch'],
  ['send-ahead', 'dag'],
];
const SUMS: readonly ObjectivePart[] = ['weightedTardiness', 'lateJobs', 'flowTime'];
const SPENT: readonly ObjectivePart[] = ['setupTime', 'changeoverCost', 'cost', 'carbon'];
const LAST_START = 20;

function withObjective(problem: Problem, part: ObjectivePart): Problem {
  return { ...problem, features: { ...problem.features, makespanOnly: false }, objective: { levels: [[{ part, weight: 1 }]] } };
}
/** Bound over optimum of problems whose optimum is not 0; expects none above. */
function tightness(problems: readonly Problem[], lastStart?: number): number {
  let sum = 0;
  let counted = 0;
  problems.forEach((problem, i) => {
    const best = solveExhaustively(problem, lastStart === undefined ? {} : { lastStart });
    if (best === undefined || best.value[0] !== 0) return;
    const optimum = best.value[1]!;
    const bound = lowerBound(problem);
    expect(bound, `problem ${i}, ${problem.objective.levels[0]?.[0]?.part}`).toBeLessThanOrEqual(optimum + 1e-6);
    if (optimum <= 0) return;
    counted++;
    sum += Math.max(0, bound) / optimum;
  });
  return sum / Math.max(1, counted);
}
function randoms(count: number, features: (i: number) => readonly FeatureName[], operations: number): Problem[] {
  return Array.from({ length: count }, (_, i) => randomProblem(i + 1, { features: features(i), operations }));
}

describe('the lower bound', () => {
  it('never exceeds the optimal makespan (B2), and is near it', () => {
    const problems = randoms(120, (i) => REGULAR[i % REGULAR.length]!, 4).map((each) => withObjective(each, 'makespan'));
    expect(tightness(problems)).toBeGreaterThan(0.85);
  });
  it('never exceeds the least sum over the ends of jobs (B2)', () => {
    for (const part of SUMS) {
      const problems = randoms(48, (i) => REGULAR[i % REGULAR.length]!, 4).map((each) => withObjective(each, part));
      expect(tightness(problems), part).toBeGreaterThan(0.5);
    }
  });
  it('never exceeds the least that can be spent (B2)', () => {
    const rules: readonly (readonly FeatureName[])[] = [
      ['flexible', 'tariff'],
      ['changeovers'],
      ['overtime', 'calendars'],
      ['transport'],
      ['batch', 'tariff'],
    ];
    for (const part of SPENT) {
      const problems = randoms(30, (i) => rules[i % rules.length]!, 2).map((each) => withObjective(each, part));
      expect(tightness(problems, LAST_START), part).toBeGreaterThan(0.3);
    }
  });
  it('never exceeds the least cost where prices, rates and setups pay (B2)', () => {
    const rules: readonly (readonly FeatureName[])[] = [
      ['tariff'],
      ['tariff', 'batch'],
      ['tariff', 'setups'],
      ['tariff', 'changeovers'],
      ['tariff', 'flexible', 'overtime', 'calendars'],
    ];
    const problems = randoms(50, (i) => rules[i % rules.length]!, 2).map((each) => withObjective(paying(each), 'cost'));
    let below = 0;
    for (const problem of problems) if (lowerBound(problem) < 0) below++;
    expect(below).toBeGreaterThan(10);
    tightness(problems, LAST_START);
  });
  it('meets the optimum of one machine: heads, tails and all (Jackson)', () => {
    const random = new Random(5);
    for (let i = 0; i < 40; i++) {
      const builder = new ProblemBuilder();
      builder.addMachine();
      for (let k = 0; k < 4; k++) builder.addMachine();
      for (let k = 0; k < 4; k++) {
        const job = builder.addJob();
        const first = builder.addOperation({ job, release: random.below(9) }, [{ machine: 0, duration: 3 }]);
        if (k < 2) builder.addArc({ from: first, to: builder.addOperation({ job }, [{ machine: k + 1, duration: 1 + random.below(9) }]) });
      }
      const problem = builder.build();
      const optimum = solveExhaustively(problem)!.value[1]!;
      // Equal durations: preemption wins nothing but the waits for a head within a run, less than one run.
      expect(lowerBound(problem)).toBeLessThanOrEqual(optimum);
      expect(lowerBound(problem)).toBeGreaterThan(optimum - 3);
    }
  });
  it('shares unrelated durations out as no plan can better: the bound is the optimum of a table known by hand', () => {
    const builder = new ProblemBuilder();
    for (let m = 0; m < 2; m++) builder.addMachine();
    // Three are fast on the one machine, two on the other: 3 · 4 = 12 and 2 · 6 = 12; anything moved takes 40.
    for (const [one, other] of [
      [4, 40],
      [4, 40],
      [4, 40],
      [40, 6],
      [40, 6],
    ] as const)
      builder.addOperation({ job: builder.addJob() }, [
        { machine: 0, duration: one },
        { machine: 1, duration: other },
      ]);
    expect(lowerBound(builder.build())).toBe(12);
  });
  it('counts the entry into every state once', () => {
    const builder = new ProblemBuilder();
    const changeover = builder.addChangeover({ states: 3, time: Int32Array.of(0, 5, 6, 7, 0, 8, 9, 4, 0), cost: new Float64Array(9) });
    builder.addMachine({ changeover, initialState: 0 });
    for (const state of [0, 1, 1, 2]) builder.addOperation({ job: builder.addJob() }, [{ machine: 0, duration: 10, state }]);
    // 40 of work; into 1 from 2 takes 4, into 2 from 0 takes 6.
    expect(lowerBound(builder.build())).toBe(50);
    expect(solveExhaustively(builder.build())!.value[1]).toBe(50);
  });
  it('shares a pool out', () => {
    const builder = new ProblemBuilder();
    const pool = builder.addPool({ holds: 'span', capacity: { at: Int32Array.of(0), value: Float64Array.of(3) } });
    for (let m = 0; m < 4; m++) builder.addMachine();
    for (let m = 0; m < 4; m++)
      builder.addOperation({ job: builder.addJob(), release: m === 0 ? 0 : 2 }, [
        { machine: m, duration: 6, needs: [{ pool, amount: m === 0 ? 1 : 2, phase: Phase.RUN }] },
      ]);
    // From 2 on three take 2 of 3 for 6 ticks each.
    expect(lowerBound(builder.build())).toBe(14);
  });
  it('works on in open hours only', () => {
    const builder = new ProblemBuilder();
    const runCalendar = builder.addCalendar({
      start: Int32Array.of(0, 20, 40),
      end: Int32Array.of(10, 30, 50),
      rate: new Float64Array(3),
      tailFrom: 60,
    });
    builder.addMachine();
    for (const duration of [8, 7, 8]) builder.addOperation({ job: builder.addJob() }, [{ machine: 0, duration, runCalendar }]);
    expect(lowerBound(builder.build())).toBe(43);
  });
  it('says nothing where a weight is negative', () => {
    const problem = randomProblem(1, { features: [], operations: 2 });
    const longest: Problem = { ...problem, objective: { levels: [[{ part: 'makespan', weight: -1 }]] } };
    expect(lowerBound(longest)).toBe(Number.NEGATIVE_INFINITY);
  });
});

/** The same problem with all prices turned round: what cost pays. */
function paying(problem: Problem): Problem {
  const { modes, calendars } = problem;
  const negated = (values: Float64Array): Float64Array => values.map((value) => -value);
  return {
    ...problem,
    calendars: calendars.map((calendar) => ({ ...calendar, rate: negated(calendar.rate) })),
    modes: {
      ...modes,
      setupCostRate: negated(modes.setupCostRate),
      priceProfiles: modes.priceProfiles.map(({ at, value }) => ({ at, value: negated(value) })),
    },
  };
}
