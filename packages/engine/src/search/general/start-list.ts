// Non-null assertions index arrays sized by the problem.
import type { Problem } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import type { Derived } from './derived.ts';
import type { RuleName } from './rules.ts';

/** Free operations of a schedule by start, as far as precedence allows: the list that gives it back. */
export function listOf(problem: Problem, derived: Derived, schedule: Schedule): Int32Array {
  const { operations } = problem;
  const rank = new Int32Array(operations.count);
  derived.topological.forEach((o, i) => {
    rank[o] = i;
  });
  const free = Array.from({ length: operations.count }, (_, o) => o).filter((o) => operations.fixedStart[o]! < 0);
  free.sort((a, b) => schedule.start[a]! - schedule.start[b]! || schedule.end[a]! - schedule.end[b]! || rank[a]! - rank[b]!);
  return Int32Array.from(free);
}

/** The rules worth trying first for what the objective counts. */
export function rulesFor(problem: Problem): RuleName[] {
  const parts = new Set(problem.objective.levels.flatMap((level) => level.map(({ part }) => part)));
  const byDue: RuleName[] = ['apparentCost', 'earliestDue', 'criticalRatio', 'apparentCostWide', 'leastSlack'];
  const byWork: RuleName[] = ['mostWorkBehind', 'mostWorkRemaining', 'firstCome'];
  const bySetup: RuleName[] = ['leastSetup'];
  const byFlow: RuleName[] = ['shortest', 'leastRemaining', 'weightedShortest'];
  const first =
    parts.has('weightedTardiness') || parts.has('lateJobs')
      ? byDue
      : parts.has('flowTime')
        ? byFlow
        : parts.has('makespan')
          ? byWork
          : bySetup;
  return [...new Set([...first, ...byDue, ...byWork, ...byFlow, ...bySetup])];
}
