import type { Features, Problem } from './problem.ts';
import { MachineKind, NONE } from './problem.ts';

/** Reads off the data which rules of SPEC.md a problem exercises. */
export function deriveFeatures(problem: Omit<Problem, 'features'>): Features {
  const { jobs, operations, modes, arcs, machines, pools, reservoirs, transport, baseline, objective } = problem;
  return Object.freeze({
    flexible: modes.count > operations.count,
    chains: isChains(arcs.inStart) && isChains(arcs.outStart),
    calendars: modes.runCalendar.some((calendar) => calendar >= 0) || modes.setupCalendar.some((calendar) => calendar >= 0),
    setups: modes.setup.some((setup) => setup > 0) || machines.changeover.some((table) => table >= 0),
    pools: pools.length > 0 && modes.needPool.length > 0,
    parallelMachines: machines.kind.includes(MachineKind.PARALLEL),
    batches: machines.kind.includes(MachineKind.BATCH),
    lags: arcs.minLag.some((lag) => lag > 0),
    maxLags: arcs.maxLag.some((lag) => lag !== NONE),
    sendAhead: arcs.share.some((share) => share < 1),
    transport: transport !== undefined,
    releases: operations.release.some((release) => release > 0),
    fixed: operations.fixedStart.some((start) => start >= 0),
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

function isChains(start: Int32Array): boolean {
  return start.every((at, i) => i === 0 || at - (start[i - 1] ?? 0) <= 1);
}
