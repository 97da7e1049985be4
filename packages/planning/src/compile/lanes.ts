import type { Lane } from '@midstream/engine';
import type { CompleteFactory } from '@midstream/factory';
import { arrivalAfter, departuresBetween } from '@midstream/factory';
import type { TimeAxis } from './time-axis.ts';
import { instantOfTick, tickFrom, tickUntil } from './time-axis.ts';

/** Lanes between all sites, [from * sites + to]; undefined where nothing goes. */
export function compileLanes(factory: CompleteFactory, axis: TimeAxis): (Lane | undefined)[] {
  const { sites } = factory;
  return sites.flatMap((origin) =>
    sites.map((destination): Lane | undefined => {
      const lane = factory.lanes.find((each) => each.from === origin.id && each.to === destination.id);
      if (lane === undefined) return undefined;
      const start = instantOfTick(axis, 0);
      const end = instantOfTick(axis, axis.horizon);
      const departures = departuresBetween(lane, origin, destination, start, end);
      const ready: number[] = [];
      const arrival: number[] = [];
      for (const departure of departures) {
        const at = tickUntil(axis, departure.ready);
        const there = Math.max(tickFrom(axis, departure.arrives), (arrival.at(-1) ?? -1) + 1);
        // Two departures in one tick are one.
        if (at <= (ready.at(-1) ?? -1)) continue;
        ready.push(at);
        arrival.push(there);
      }
      const usual = arrivalAfter({ ...lane, departures: [] }, origin, destination, start) - start;
      return {
        ready: Int32Array.from(ready),
        arrival: Int32Array.from(arrival),
        afterLast: Math.ceil(usual / axis.tickSeconds),
        cost: lane.costPerTransfer ?? 0,
        carbon: lane.gramsCo2ePerTransfer ?? 0,
        costPerPiece: lane.costPerUnit ?? 0,
        carbonPerPiece: lane.gramsCo2ePerUnit ?? 0,
      };
    }),
  );
}
