import type { Objective, Problem } from '../problem/problem.ts';
import type { Figures, Schedule } from '../schedule/schedule.ts';
import { recountFigures } from './figures.ts';
import { readSchedule } from './reading.ts';
import { checkFixed } from './rules/fixed.ts';
import { checkLines } from './rules/line.ts';
import { checkPlaces } from './rules/places.ts';
import { checkMachines } from './rules/machine.ts';
import { checkModes } from './rules/mode.ts';
import { checkPools } from './rules/pool.ts';
import { checkDeliveries, checkPrecedence } from './rules/precedence.ts';
import { checkReservoirs } from './rules/reservoir.ts';
import { checkRuns } from './rules/run.ts';
import { checkSetups } from './rules/setup.ts';
import type { Violation } from './violation.ts';

/** What the judge found: broken rules, and all figures counted anew. */
export interface ScheduleCheck {
  /** Empty for a valid schedule. */
  readonly violations: readonly Violation[];
  readonly figures: Figures;
  /** Value of each level, `lagExcess` first (SPEC B1). */
  readonly value: readonly number[];
}

const NO_FIGURES: Figures = {
  weightedTardiness: 0,
  lateJobs: 0,
  makespan: 0,
  flowTime: 0,
  setupTime: 0,
  changeoverCost: 0,
  cost: 0,
  carbon: 0,
  movedOperations: 0,
  startShift: 0,
  underfill: 0,
  lagExcess: 0,
};

/**
 * The independent judge: checks a schedule against every rule of SPEC.md and counts every figure, plainly and slowly, sharing no code
 * with the search. Figures are all 0 when a mode is not the operation's own, for then nothing can be counted.
 */
export function checkSchedule(problem: Problem, schedule: Schedule): ScheduleCheck {
  const modes = checkModes(problem, schedule);
  if (modes.length > 0) return { violations: modes, figures: NO_FIGURES, value: [] };
  const reading = readSchedule(problem, schedule);
  const violations = [
    ...checkRuns(reading),
    ...checkSetups(reading),
    ...checkMachines(reading),
    ...checkPools(reading),
    ...checkPrecedence(reading),
    ...checkDeliveries(reading),
    ...checkReservoirs(reading),
    ...checkFixed(reading),
    ...(problem.features.lines ? checkLines(reading) : []),
    ...(problem.features.places ? checkPlaces(reading) : []),
  ];
  const figures = recountFigures(reading);
  return { violations, figures, value: valueOf(problem.objective, figures) };
}

function valueOf(objective: Objective, figures: Figures): number[] {
  return [figures.lagExcess, ...objective.levels.map((level) => level.reduce((sum, { part, weight }) => sum + weight * figures[part], 0))];
}
