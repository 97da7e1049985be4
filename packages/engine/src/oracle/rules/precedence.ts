import type { Reading } from '../reading.ts';
import { arrival, lastOperations } from '../reading.ts';
import type { Violation } from '../violation.ts';

/** R8 and R11: every arc waits for its goods; R9's excess is a figure, not a violation. */
export function checkPrecedence(reading: Reading): Violation[] {
  const { problem, schedule } = reading;
  const { arcs } = problem;
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
    const last = Math.ceil((arcs.closing[arc] ?? 1) * duration);
    // The instant at which the first tick of the last transfer batch is worked; a break before it counts as waiting.
    const lastBegins = last === 0 ? (schedule.end[to] ?? 0) : reading.runHours(to).workEnd(start, duration - last + 1) - 1;
    if (lastBegins < (schedule.end[from] ?? 0) + lag)
      add((schedule.end[from] ?? 0) + lag, `and reaches its last transfer batch at ${lastBegins}, before`);
  }
  return violations;
}

/** R11 for what is delivered: a way from where a job's last operations are done. */
export function checkDeliveries(reading: Reading): Violation[] {
  const { problem } = reading;
  return lastOperations(problem).flatMap((last, job) => {
    const site = problem.jobs.deliverySite[job] ?? -1;
    return last
      .filter((o) => arrival(problem, reading.siteOf(o), site, 0) === undefined)
      .map((o): Violation => ({
        rule: 'R11',
        operations: [o],
        detail: `no lane from site ${reading.siteOf(o)} to the delivery site ${site}`,
      }));
  });
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
