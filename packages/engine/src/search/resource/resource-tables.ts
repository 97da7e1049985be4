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
  const resource: number[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let width = 1;
  for (let mode = 0; mode < modes.count; mode++) {
    const held = slotsOf(problem, mode);
    if (machines.kind[modes.machine[mode]!] === MachineKind.SINGLE) held.set(modes.machine[mode]!, [0, modes.duration[mode]!]);
    for (const [each, [begin, end]] of [...held].sort(([a], [b]) => a - b)) {
      resource.push(each);
      from.push(begin);
      to.push(end);
    }
    slotStart[mode + 1] = resource.length;
    width = Math.max(width, held.size);
  }
  return {
    model: shopModel(problem),
    resources: machines.count + problem.pools.length,
    modeStart: operations.modeStart,
    duration: modes.duration,
    slotStart,
    resource: Int32Array.from(resource),
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    width,
    hasWindows: from.some((ticks) => ticks > 0),
  };
}

/** A pool's slot is the hull of a mode's needs of it: what lies between belongs to nobody else. */
function slotsOf({ modes, machines }: Problem, mode: number): Map<number, [number, number]> {
  const held = new Map<number, [number, number]>();
  for (let i = modes.needStart[mode]!; i < modes.needStart[mode + 1]!; i++) {
    const begin = modes.needFrom[i]!;
    const end = Math.min(modes.needTo[i]!, modes.duration[mode]!);
    if (modes.needAmount[i] === 0 || end <= begin) continue;
    const each = machines.count + modes.needPool[i]!;
    const [first, last] = held.get(each) ?? [begin, end];
    held.set(each, [Math.min(first, begin), Math.max(last, end)]);
  }
  return held;
}
