// Non-null assertions index the problem's own arrays, which assertProblem has checked.
import type { Problem } from '../../problem/problem.ts';

/** Ticks a machine needs from one setup state to another (SPEC: setup length); -1 on either side costs nothing. */
export function changeoverTime(problem: Problem, machine: number, before: number, after: number): number {
  const table = problem.machines.changeover[machine]!;
  if (table < 0 || before < 0 || after < 0) return 0;
  const { states, time } = problem.changeovers[table]!;
  return time[before * states + after]!;
}

/** Money for the same change. */
export function changeoverCost(problem: Problem, machine: number, before: number, after: number): number {
  const table = problem.machines.changeover[machine]!;
  if (table < 0 || before < 0 || after < 0) return 0;
  const { states, cost } = problem.changeovers[table]!;
  return cost[before * states + after]!;
}
