// Indices come from the problem's own tables, hence the non-null assertions.
import type { Problem } from '../../problem/problem.ts';
import { MachineKind, Phase } from '../../problem/problem.ts';
import type { ShopModel } from '../shop/shop-model.ts';
import { shopModel } from '../shop/shop-model.ts';
import { isPlainBesidesResources } from './resource-tables.ts';

/** What is in use is kept tick by tick: longer plans, and longer operations on the average, are better served by intervals. */
const MOST_TICKS = 200_000;
const MOST_CELLS = 8_000_000;
const LONGEST_MEAN = 200;

/** A project or shop whose operations draw on pools of any size, and on machines: all of them resources with a capacity. */
export interface PoolTables {
  readonly model: ShopModel;
  /** [resource] how much of it there is. */
  readonly capacity: Int32Array;
  /** [operation + 1] CSR into modes; [mode] ticks. */
  readonly modeStart: Int32Array;
  readonly duration: Int32Array;
  /** [mode + 1] CSR into slots: a resource, how much of it, and from when to when after the operation's start. */
  readonly slotStart: Int32Array;
  readonly resource: Int32Array;
  readonly amount: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Some slot begins after its operation does: then a list in the order of starts may be another schedule. */
  readonly hasWindows: boolean;
  /** No schedule made by placing one operation after the other at its earliest is longer. */
  readonly horizon: number;
}

/** Whether nothing but the makespan counts, and nothing but machines and pools that never change holds an operation up. */
export function suitsPoolKernel(problem: Problem): boolean {
  const { modes, pools, operations } = problem;
  if (!isPlainBesidesResources(problem) || modes.needPhase.includes(Phase.SETUP)) return false;
  for (const { capacity } of pools) if (capacity.at.length > 1) return false;
  const horizon = horizonOf(problem);
  const cells = (pools.length + problem.machines.count) * horizon;
  return horizon <= MOST_TICKS && cells <= MOST_CELLS && horizon <= LONGEST_MEAN * operations.count && hasWays(problem);
}

/** Every mode can be done at all. */
function hasWays({ modes, pools }: Problem): boolean {
  const held = new Int32Array(pools.length);
  for (let mode = 0; mode < modes.count; mode++) {
    held.fill(0);
    for (let i = modes.needStart[mode]!; i < modes.needStart[mode + 1]!; i++) {
      const pool = modes.needPool[i]!;
      held[pool] = held[pool]! + modes.needAmount[i]!;
      if (held[pool]! > pools[pool]!.capacity.value[0]!) return false;
    }
  }
  return true;
}

function horizonOf({ operations, modes }: Problem): number {
  let work = 1;
  for (let o = 0; o < operations.count; o++) {
    let longest = 0;
    for (let mode = operations.modeStart[o]!; mode < operations.modeStart[o + 1]!; mode++)
      longest = Math.max(longest, modes.duration[mode]!);
    work += longest;
  }
  return work;
}

export function poolTables(problem: Problem): PoolTables {
  const { modes, machines, operations, pools } = problem;
  const slotStart = new Int32Array(modes.count + 1);
  const slots: [number, number, number, number][] = [];
  for (let mode = 0; mode < modes.count; mode++) {
    const machine = modes.machine[mode]!;
    if (machines.kind[machine] === MachineKind.SINGLE || machines.capacity[machine]! < operations.count)
      slots.push([machine, 1, 0, modes.duration[mode]!]);
    for (let i = modes.needStart[mode]!; i < modes.needStart[mode + 1]!; i++) {
      const to = Math.min(modes.needTo[i]!, modes.duration[mode]!);
      if (modes.needAmount[i]! > 0 && to > modes.needFrom[i]!)
        slots.push([machines.count + modes.needPool[i]!, modes.needAmount[i]!, modes.needFrom[i]!, to]);
    }
    slotStart[mode + 1] = slots.length;
  }
  const single = Array.from(machines.kind, (kind, k) => (kind === MachineKind.SINGLE ? 1 : machines.capacity[k]!));
  return {
    model: shopModel(problem),
    capacity: Int32Array.from([...single, ...pools.map(({ capacity }) => capacity.value[0]!)]),
    modeStart: operations.modeStart,
    duration: modes.duration,
    slotStart,
    resource: Int32Array.from(slots, ([resource]) => resource),
    amount: Int32Array.from(slots, ([, amount]) => amount),
    from: Int32Array.from(slots, ([, , from]) => from),
    to: Int32Array.from(slots, ([, , , to]) => to),
    hasWindows: slots.some(([, , from]) => from > 0),
    horizon: horizonOf(problem) + 1,
  };
}
