// Plain loops over whole columns, as there may be millions of rows; indices stay below their lengths, hence the non-null assertions.
import type { Features, Problem } from './problem.ts';
import { MachineKind, NONE } from './problem.ts';

/** Reads off the data which rules of SPEC.md a problem exercises. */
export function deriveFeatures(problem: Omit<Problem, 'features'>): Features {
  const { jobs, operations, modes, arcs, machines, pools, reservoirs, transport, baseline, objective } = problem;
  return Object.freeze({
    flexible: modes.count > operations.count,
    chains: isChains(arcs.inStart) && isChains(arcs.outStart),
    calendars: exceeds(modes.runCalendar, -1) || exceeds(modes.setupCalendar, -1),
    setups: exceeds(modes.setup, 0) || exceeds(machines.changeover, -1),
    pools: pools.length > 0 && modes.needPool.length > 0,
    parallelMachines: machines.kind.includes(MachineKind.PARALLEL),
    batches: machines.kind.includes(MachineKind.BATCH),
    lags: exceeds(arcs.minLag, 0),
    maxLags: fallsBelow(arcs.maxLag, NONE),
    sendAhead: fallsBelow(arcs.share, 1),
    transport: transport !== undefined,
    releases: exceeds(operations.release, 0),
    fixed: exceeds(operations.fixedStart, -1),
    reservoirs: reservoirs.length > 0 && operations.flowReservoir.length > 0,
    baseline: baseline !== undefined,
    joinedSetups: operations.joinedSetup.includes(1),
    lines: machines.line.some((line) => line >= 0),
    places: machines.places.some((places) => places !== NONE),
    makespanOnly:
      objective.levels.length === 1 &&
      objective.levels[0]?.length === 1 &&
      objective.levels[0][0]?.part === 'makespan' &&
      jobs.deliverySite.every((site) => site < 0),
  });
}

function exceeds(values: Int32Array, most: number): boolean {
  for (let i = 0; i < values.length; i++) if (values[i]! > most) return true;
  return false;
}

function fallsBelow(values: Int32Array | Float64Array, least: number): boolean {
  for (let i = 0; i < values.length; i++) if (values[i]! < least) return true;
  return false;
}

function isChains(start: Int32Array): boolean {
  for (let i = 1; i < start.length; i++) if (start[i]! - start[i - 1]! > 1) return false;
  return true;
}
