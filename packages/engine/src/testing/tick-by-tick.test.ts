import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../oracle/check-schedule.ts';
import type { Problem } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';
import type { Figures, Schedule } from '../schedule/schedule.ts';
import { createSolver } from '../search/create-solver.ts';
import { featurePairs, randomProblem } from './random-problem.ts';
import { judgeTickByTick } from './tick-by-tick.ts';

const pairs = featurePairs();
/** Rules on the shape of a run, its setup and its batch. */
const SHAPE = new Set(['R2', 'R3', 'R6']);

function solved(problem: Problem, seed: number): Schedule {
  const solver = createSolver(problem, { seed });
  while (solver.best() === undefined) solver.step(20);
  return solver.best()!.schedule;
}

/** One operation moved, stretched, or put into another of its modes: most are no longer valid, some still are. */
function disturb(problem: Problem, { mode, setupStart, start, end }: Schedule, random: Random): Schedule {
  const copy = { mode: mode.slice(), setupStart: setupStart.slice(), start: start.slice(), end: end.slice() };
  const o = random.below(problem.operations.count);
  const by = random.below(9) - 4;
  const add = (times: Int32Array): void => void (times[o] = Math.max(0, times[o]! + by));
  const kind = random.below(5);
  if (kind !== 1 && kind !== 2) add(copy.start);
  if (kind !== 0 && kind !== 2) add(copy.end);
  if (kind !== 0 && kind !== 1) add(copy.setupStart);
  const first = problem.operations.modeStart[o]!;
  if (kind === 4) copy.mode[o] = first + random.below(problem.operations.modeStart[o + 1]! - first);
  return copy;
}

function assertEqualFigures(what: string, counted: Figures, walked: Figures): void {
  for (const part of Object.keys(counted) as (keyof Figures)[]) expect(counted[part], `${what}: ${part}`).toBeCloseTo(walked[part], 6);
}

describe('the oracle agrees with a reading of SPEC.md tick by tick', () => {
  it('on the broken rules and the figures F1 … F12 of valid and of disturbed schedules', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 900; seed++) {
      const problem = seed % 3 === 0 ? randomProblem(seed) : randomProblem(seed, { features: pairs[seed % pairs.length] ?? [] });
      const random = new Random(seed);
      let schedule = solved(problem, seed);
      for (let round = 0; round < 4; round++) {
        const ticks = judgeTickByTick(problem, schedule);
        const { violations, figures } = checkSchedule(problem, schedule);
        const rules = [...new Set(violations.map(({ rule }) => rule as string))].sort();
        // With a run or a setup out of shape, what it occupies is anybody's guess: then only these rules must agree.
        const isShapeless = ticks.rules.some((rule) => SHAPE.has(rule));
        const judged = (all: readonly string[]): string[] => all.filter((rule) => !isShapeless || SHAPE.has(rule));
        expect(judged(rules), `problem ${seed}, round ${round}`).toEqual(judged(ticks.rules));
        if (!isShapeless) assertEqualFigures(`problem ${seed}, round ${round}`, figures, ticks.figures);
        for (const rule of rules) seen.add(rule);
        schedule = disturb(problem, schedule, random);
      }
    }
    // R1 is not disturbed, and a lane missing (R11) would leave no schedule to begin with.
    expect([...seen].sort()).toEqual(['R10', 'R12', 'R13', 'R14', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8']);
  });
});
