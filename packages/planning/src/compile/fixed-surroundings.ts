import type { Reservoir } from '@midstream/engine';
import type { CompleteFactory } from '@midstream/factory';
import type { FixedSurroundings } from './fixed-book.ts';
import type { Resources } from './resources.ts';
import { constant, KILOWATT } from './resources.ts';
import type { SetupStates } from './setup-states.ts';
import type { TimeAxis } from './time-axis.ts';

/** What fixed runs have to stand beside, in the engine's numbers. Suppliers count as machines without limit. */
export function fixedSurroundings(
  factory: CompleteFactory,
  axis: TimeAxis,
  resources: Resources,
  states: ReadonlyMap<string, SetupStates>,
  reservoirs: readonly Reservoir[],
): FixedSurroundings {
  const statesAt = (machine: number): SetupStates | undefined => states.get(factory.machines[machine]?.id ?? '');
  const pools = new Map<number, ReturnType<FixedSurroundings['poolOf']>>();
  for (const crew of resources.crews) pools.set(crew.index, { capacity: crew.presence, holds: 'worked' });
  for (const tool of factory.tools) {
    const pool = resources.toolPool.get(tool.id);
    if (pool !== undefined) pools.set(pool, { capacity: constant(tool.count), holds: 'span' });
  }
  for (const site of factory.sites) {
    const pool = resources.powerPool.get(site.id);
    if (pool !== undefined) pools.set(pool, { capacity: constant(Math.floor((site.powerLimitKw ?? 0) * KILOWATT)), holds: 'worked' });
  }
  return {
    horizon: axis.horizon,
    capacityOf: (machine) => factory.machines[machine]?.capacity ?? { kind: 'parallel', units: Number.MAX_SAFE_INTEGER },
    initialState: (machine) => statesAt(machine)?.stateOf(factory.machines[machine]?.initialState ?? {}) ?? -1,
    changeoverTicks: (machine, from, to) => statesAt(machine)?.ticks(axis, from, to) ?? 0,
    poolOf: (pool) => {
      const found = pools.get(pool);
      if (found === undefined) throw new Error(`pool ${pool} is unknown`);
      return found;
    },
    reservoirOf: (reservoir) => {
      const found = reservoirs[reservoir];
      if (found === undefined) throw new Error(`reservoir ${reservoir} is unknown`);
      return found;
    },
  };
}
