// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import { NONE } from '../../problem/problem.ts';
import type { Incumbent } from './incumbent.ts';

/** What an earlier completion of a job could save in the incumbent, by the first parts of the objective that look at completions. */
export function jobPressure(problem: Problem, incumbent: Incumbent): (j: number) => number {
  const { jobs } = problem;
  const parts = new Set(problem.objective.levels.flatMap((level) => level.map(({ part }) => part)));
  const late = (j: number): number => (jobs.due[j] === NONE ? 0 : Math.max(0, incumbent.jobEnd[j]! - jobs.due[j]!));
  if (parts.has('weightedTardiness')) return (j) => jobs.weight[j]! * late(j);
  if (parts.has('lateJobs')) return (j) => (late(j) > 0 ? 1 / late(j) : 0);
  if (parts.has('flowTime')) return (j) => Math.max(0, incumbent.jobEnd[j]! - jobs.release[j]!);
  return (j) => Math.max(0, incumbent.jobEnd[j]!) ** 8;
}
