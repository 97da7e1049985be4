import type { Plan, PlannedOperation } from '@midstream/factory';
import { instantOf } from '@midstream/factory';

/** An operation of a plan with its times read: instants, undefined for what is no time. */
export interface PlanPlace {
  readonly operation: PlannedOperation;
  readonly start: number | undefined;
  readonly setupStart: number | undefined;
}

interface Read {
  readonly zone: string;
  readonly places: ReadonlyMap<string, PlanPlace>;
}

/** Compiling asks for the same plan several times, and so does the next event: reading ten thousand times over and over would show. */
const known = new WeakMap<Plan, Read>();
const NOWHERE: ReadonlyMap<string, PlanPlace> = new Map();

/** [operation id] where a plan has it; times without an offset are of this zone. Plans are not changed once they are made. */
export function placesOf(plan: Plan | undefined, zone: string): ReadonlyMap<string, PlanPlace> {
  if (plan === undefined) return NOWHERE;
  let read = known.get(plan);
  if (read?.zone !== zone) {
    const places = new Map<string, PlanPlace>();
    for (const operation of plan.operations) {
      const start = instantOf(operation.start, zone, 'start');
      const setupStart = operation.setupStart === operation.start ? start : instantOf(operation.setupStart, zone, 'start');
      places.set(operation.id, { operation, start, setupStart });
    }
    known.set(plan, (read = { zone, places }));
  }
  return read.places;
}
