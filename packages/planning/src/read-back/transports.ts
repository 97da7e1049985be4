import type { Problem } from '@midstream/engine';
import type { PlannedTransport } from '@midstream/factory';
import { zonedTimeOf } from '@midstream/factory';
import { arrivalAt } from '../compile/arrival.ts';
import { instantOfTick } from '../compile/time-axis.ts';
import type { ScheduleView } from './schedule-view.ts';

/** Every journey of goods: between operations at different sites, and to the place of delivery. */
export function readTransports(view: ScheduleView): PlannedTransport[] {
  const { problem, schedule, compiled } = view;
  const { arcs, operations, jobs, transport } = problem;
  const { sites } = compiled.factory;
  if (transport === undefined) return [];
  const result: PlannedTransport[] = [];
  const add = (from: number, to: number, after: number, before: number | undefined, pieces: number, arrival: number): void => {
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
      cost: lane.cost + lane.costPerPiece * pieces,
      carbon: lane.carbon + lane.carbonPerPiece * pieces,
    });
  };
  for (let arc = 0; arc < arcs.count; arc++) {
    const from = arcs.from[arc] ?? 0;
    const to = arcs.to[arc] ?? 0;
    if (arcs.carries[arc] === 1 && view.siteOf(from) >= 0 && view.siteOf(to) >= 0 && view.siteOf(from) !== view.siteOf(to))
      add(view.siteOf(from), view.siteOf(to), from, to, transport.arcPieces[arc] ?? 0, view.readyAt(arc));
  }
  for (let o = 0; o < operations.count; o++) {
    const site = jobs.deliverySite[operations.job[o] ?? 0] ?? -1;
    const from = view.siteOf(o);
    // Each last operation (each of several lots) sends its goods on by itself.
    if (site >= 0 && from >= 0 && from !== site && isLastOfJob(problem, o))
      add(from, site, o, undefined, transport.deliveryPieces[o] ?? 0, arrivalAt(problem, from, site, schedule.end[o] ?? 0));
  }
  return result;
}

/** Whether no operation of the same job follows. */
export function isLastOfJob({ operations, arcs }: Problem, o: number): boolean {
  for (let i = arcs.outStart[o] ?? 0; i < (arcs.outStart[o + 1] ?? 0); i++)
    if (operations.job[arcs.to[arcs.outArc[i] ?? 0] ?? 0] === operations.job[o]) return false;
  return true;
}
