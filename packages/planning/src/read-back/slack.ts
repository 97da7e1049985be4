import type { ScheduleView } from './schedule-view.ts';

/** [operation] elapsed ticks each could slip without making the end of its own or any other order later, sequences kept. */
export function slackTicks(view: ScheduleView, completions: ReadonlyMap<number, number>): Int32Array {
  const { problem, schedule } = view;
  const { operations, arcs } = problem;
  const n = operations.count;
  const order = Array.from({ length: n }, (_, o) => o).sort(
    (a, b) => (schedule.start[b] ?? 0) - (schedule.start[a] ?? 0) || (schedule.end[b] ?? 0) - (schedule.end[a] ?? 0),
  );
  const slack = new Int32Array(n);
  for (const o of order) {
    const end = schedule.end[o] ?? 0;
    let least = Math.max(0, (completions.get(operations.job[o] ?? 0) ?? end) - end);
    let followed = false;
    for (let i = arcs.outStart[o] ?? 0; i < (arcs.outStart[o + 1] ?? 0); i++) {
      const arc = arcs.outArc[i] ?? 0;
      const to = arcs.to[arc] ?? 0;
      const gap = (schedule.start[to] ?? 0) - view.readyAt(arc) - (arcs.minLag[arc] ?? 0);
      const room = Math.max(0, gap) + (slack[to] ?? 0);
      least = followed ? Math.min(least, room) : room;
      followed = true;
    }
    const next = view.machineAfter[o] ?? -1;
    if (next >= 0) least = Math.min(least, Math.max(0, (schedule.setupStart[next] ?? 0) - end) + (slack[next] ?? 0));
    if ((operations.fixedStart[o] ?? -1) >= 0) least = 0;
    slack[o] = Math.max(0, least);
  }
  return slack;
}
