import type { Reading } from '../reading.ts';
import { arrival } from '../reading.ts';
import type { Violation } from '../violation.ts';

/** R8 and R11: every arc waits for its goods; R9's excess is a figure, not a violation. */
export function checkPrecedence(reading: Reading): Violation[] {
  const { problem, schedule } = reading;
  const { arcs, jobs, operations } = problem;
  const violations: Violation[] = [];
  for (let arc = 0; arc < arcs.count; arc++) {
    const from = arcs.from[arc] ?? 0;
    const to = arcs.to[arc] ?? 0;
    const ready = readyAt(reading, arc);
    if (ready === undefined) {
      violations.push({
        rule: 'R11',
        operations: [from, to],
        detail: `no lane from site ${reading.siteOf(from)} to ${reading.siteOf(to)}`,
      });
      continue;
    }
    const start = schedule.start[to] ?? 0;
    const lag = arcs.minLag[arc] ?? 0;
    const share = travels(reading, arc) ? 1 : (arcs.share[arc] ?? 1);
    const add = (bound: number, what: string): number =>
      violations.push({ rule: 'R8', operations: [from, to], at: start, detail: `${to} starts at ${start}, ${what} ${bound}` });
    if (share >= 1) {
      if (start < ready + lag) add(ready + lag, 'before its predecessor lets it at');
      continue;
    }
    const first =
      reading.runHours(from).workEnd(schedule.start[from] ?? 0, Math.ceil(share * (reading.groupOf[from]?.duration ?? 0))) + lag;
    if (start < first) add(first, 'before the first transfer batch at');
    const duration = reading.groupOf[to]?.duration ?? 0;
    const last = Math.ceil(share * duration);
    // The instant at which the first tick of the last transfer batch is worked; a break before it counts as waiting.
    const lastBegins =
      last === 0 ? reading.runHours(to).workEnd(start, duration) : reading.runHours(to).workEnd(start, duration - last + 1) - 1;
    if (lastBegins < (schedule.end[from] ?? 0) + lag)
      add((schedule.end[from] ?? 0) + lag, `and reaches its last transfer batch at ${lastBegins}, before`);
  }
  for (let job = 0; job < jobs.count; job++) {
    const site = jobs.deliverySite[job] ?? -1;
    if (site < 0) continue;
    for (let o = 0; o < operations.count; o++) {
      if (operations.job[o] === job && isLast(reading, o) && arrival(problem, reading.siteOf(o), site, 0) === undefined) {
        violations.push({ rule: 'R11', operations: [o], detail: `no lane from site ${reading.siteOf(o)} to the delivery site ${site}` });
      }
    }
  }
  return violations;
}

function isLast(reading: Reading, o: number): boolean {
  const { arcs, operations } = reading.problem;
  for (let i = arcs.outStart[o] ?? 0; i < (arcs.outStart[o + 1] ?? 0); i++) {
    if (operations.job[arcs.to[arcs.outArc[i] ?? 0] ?? 0] === operations.job[o]) return false;
  }
  return true;
}

/** Whether goods of an arc change site. */
export function travels(reading: Reading, arc: number): boolean {
  const { arcs } = reading.problem;
  const from = reading.siteOf(arcs.from[arc] ?? 0);
  const to = reading.siteOf(arcs.to[arc] ?? 0);
  return arcs.carries[arc] === 1 && from >= 0 && to >= 0 && from !== to;
}

/** End of the predecessor, or arrival of its goods; undefined without a lane. */
export function readyAt(reading: Reading, arc: number): number | undefined {
  const { problem, schedule } = reading;
  const from = problem.arcs.from[arc] ?? 0;
  const end = schedule.end[from] ?? 0;
  return travels(reading, arc) ? arrival(problem, reading.siteOf(from), reading.siteOf(problem.arcs.to[arc] ?? 0), end) : end;
}
