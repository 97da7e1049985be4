import type { PlannedTransport } from '@midstream/factory';
import { zonedTimeOf } from '@midstream/factory';
import { instantOfTick } from '../compile/time-axis.ts';
import type { ScheduleView } from './schedule-view.ts';
import { arrivalAt } from './schedule-view.ts';

/** Every journey of goods: between operations at different sites, and to the place of delivery. */
export function readTransports(view: ScheduleView): PlannedTransport[] {
  const { problem, schedule, compiled } = view;
  const { arcs, operations, jobs, transport } = problem;
  const { sites } = compiled.factory;
  if (transport === undefined) return [];
  const result: PlannedTransport[] = [];
  const add = (from: number, to: number, after: number, before: number | undefined, arrival: number): void => {
    const lane = transport.lanes[from * transport.sites + to];
    const origin = sites[from];
    const destination = sites[to];
    const step = compiled.steps[after];
    if (lane === undefined || origin === undefined || destination === undefined || step === undefined) return;
    result.push({
      order: compiled.steps[before ?? after]?.line.id ?? step.line.id,
      after: step.id,
      ...(before === undefined ? {} : { before: compiled.steps[before]?.id ?? '' }),
      from: origin.id,
      to: destination.id,
      ready: zonedTimeOf(instantOfTick(compiled.axis, schedule.end[after] ?? 0), origin.timeZone),
      arrival: zonedTimeOf(instantOfTick(compiled.axis, arrival), destination.timeZone),
      cost: lane.cost,
      carbon: lane.carbon,
    });
  };
  for (let arc = 0; arc < arcs.count; arc++) {
    const from = arcs.from[arc] ?? 0;
    const to = arcs.to[arc] ?? 0;
    if (arcs.carries[arc] === 1 && view.siteOf(from) >= 0 && view.siteOf(to) >= 0 && view.siteOf(from) !== view.siteOf(to))
      add(view.siteOf(from), view.siteOf(to), from, to, view.readyAt(arc));
  }
  for (let job = 0; job < jobs.count; job++) {
    const site = jobs.deliverySite[job] ?? -1;
    if (site < 0) continue;
    let last = -1;
    for (let o = 0; o < operations.count; o++)
      if (operations.job[o] === job && (last < 0 || (schedule.end[o] ?? 0) > (schedule.end[last] ?? 0))) last = o;
    if (last >= 0 && view.siteOf(last) >= 0 && view.siteOf(last) !== site)
      add(view.siteOf(last), site, last, undefined, arrivalAt(problem, view.siteOf(last), site, schedule.end[last] ?? 0));
  }
  return result;
}
