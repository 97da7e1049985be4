// Indices come from the problem's own tables, hence the non-null assertions.
import type { Problem } from '../../problem/problem.ts';
import { MachineKind, Phase } from '../../problem/problem.ts';
import type { ShopModel } from '../shop/shop-model.ts';
import { shopModel } from '../shop/shop-model.ts';

const MOST_OPERATIONS = 4000;
const MOST_MODES = 1_000_000;

/**
 * A shop whose operations need several things at once, each for one at a time: machines, and pools of one. A mode takes up slots: a
 * resource, held from so many to so many ticks after the operation's start.
 */
export interface ResourceTables {
  readonly model: ShopModel;
  readonly resources: number;
  /** [operation + 1] CSR into modes. */
  readonly modeStart: Int32Array;
  /** [mode] ticks. */
  readonly duration: Int32Array;
  /** [mode + 1] CSR into slots, each mode's by resource. */
  readonly slotStart: Int32Array;
  readonly resource: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Slots of the mode that has most. */
  readonly width: number;
  /** Some slot begins after its operation does: then what comes later on a resource may start earlier. */
  readonly hasWindows: boolean;
}

/** Whether nothing but the makespan counts, and nothing but machines and pools of one holds an operation up, some of them together. */
export function suitsResourceKernel(problem: Problem): boolean {
  return isPlainBesidesResources(problem) && machinesFit(problem) && poolsFit(problem);
}

/** Whether nothing but the makespan counts, and nothing but precedence, machines and pools holds an operation up. */
export function isPlainBesidesResources(problem: Problem): boolean {
  const { features, modes, operations } = problem;
  const extra = [
    features.calendars,
    features.setups,
    features.batches,
    features.lags,
    features.maxLags,
    features.sendAhead,
    features.transport,
    features.releases,
    features.fixed,
    features.reservoirs,
    features.baseline,
    features.lines,
    features.places,
    modes.priceProfiles.length > 0,
    operations.count > MOST_OPERATIONS,
    modes.count > MOST_MODES,
  ];
  return !extra.includes(true) && features.makespanOnly && features.pools;
}

/** Machines take one at a time, or all there is. */
function machinesFit({ machines, operations }: Problem): boolean {
  return machines.kind.every((kind, k) => kind === MachineKind.SINGLE || machines.capacity[k]! >= operations.count);
}

function poolsFit({ pools, modes }: Problem): boolean {
  for (let i = 0; i < modes.needPool.length; i++) {
    const { at, value } = pools[modes.needPool[i]!]!.capacity;
    if (at.length > 1 || value[0] !== 1 || modes.needAmount[i]! > 1) return false;
    if (modes.needPhase[i] === Phase.SETUP) return false;
  }
  return true;
}

export function resourceTables(problem: Problem): ResourceTables {
  const { modes, machines, operations } = problem;
  const slotStart = new Int32Array(modes.count + 1);
  const most = modes.needPool.length + modes.count;
  const resource = new Int32Array(most);
  const from = new Int32Array(most);
  const to = new Int32Array(most);
  let count = 0;
  let width = 1;
  let hasWindows = false;
  /** Takes a resource into the mode's slots, which stand by resource: what lies between two holdings of one belongs to nobody else. */
  const hold = (first: number, held: number, begin: number, end: number): void => {
    let at = count;
    while (at > first && resource[at - 1]! >= held) at--;
    if (at < count && resource[at] === held) {
      from[at] = Math.min(from[at]!, begin);
      to[at] = Math.max(to[at]!, end);
      return;
    }
    for (const column of [resource, from, to]) column.copyWithin(at + 1, at, count);
    resource[at] = held;
    from[at] = begin;
    to[at] = end;
    count++;
  };
  for (let mode = 0; mode < modes.count; mode++) {
    const first = count;
    const length = modes.duration[mode]!;
    if (machines.kind[modes.machine[mode]!] === MachineKind.SINGLE) hold(first, modes.machine[mode]!, 0, length);
    for (let i = modes.needStart[mode]!; i < modes.needStart[mode + 1]!; i++) {
      const begin = modes.needFrom[i]!;
      const end = Math.min(modes.needTo[i]!, length);
      if (modes.needAmount[i] !== 0 && end > begin) hold(first, machines.count + modes.needPool[i]!, begin, end);
    }
    for (let slot = first; slot < count && !hasWindows; slot++) hasWindows = from[slot]! > 0;
    slotStart[mode + 1] = count;
    width = Math.max(width, count - first);
  }
  return {
    model: shopModel(problem),
    resources: machines.count + problem.pools.length,
    modeStart: operations.modeStart,
    duration: modes.duration,
    slotStart,
    resource: resource.slice(0, count),
    from: from.slice(0, count),
    to: to.slice(0, count),
    width,
    hasWindows,
  };
}
