import type { Problem } from '@midstream/engine';

/** When goods leaving a site ready at a tick are at another; the same tick where nothing travels. */
export function arrivalAt(problem: Problem, from: number, to: number, ready: number): number {
  if (from < 0 || to < 0 || from === to || problem.transport === undefined) return ready;
  const lane = problem.transport.lanes[from * problem.transport.sites + to];
  if (lane === undefined) return ready;
  const next = lane.ready.findIndex((each) => each >= ready);
  return next < 0 ? ready + lane.afterLast : (lane.arrival[next] ?? ready);
}
