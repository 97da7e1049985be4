// Indices come from the problem's own tables, hence the non-null assertions.
import { headsAndTails } from '../bounds/heads-and-tails.ts';
import type { Problem } from '../problem/problem.ts';
import { MachineKind, NONE, Phase } from '../problem/problem.ts';
import type { SharedPool } from './time-table.ts';

/** The part of a problem that propagation understands; what it leaves out can only make bounds smaller. */
export interface TaskNetwork {
  readonly count: number;
  /** [task] least length, and least times before its start and after its end. */
  readonly length: Int32Array;
  readonly head: Int32Array;
  readonly tail: Int32Array;
  /** Precedence by starts: start(to) ≥ start(from) + distance. In an order that every path follows. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly distance: Int32Array;
  /** Tasks that only one machine can do, by machine: no two of them overlap. */
  readonly machines: readonly Int32Array[];
  readonly pools: readonly SharedPool[];
}

/** Operations as tasks of their shortest length. Machines of ops with a choice, ovens and parallel machines are left out. */
export function taskNetwork(problem: Problem): TaskNetwork {
  const { operations, arcs, machines } = problem;
  const { head, tail, duration } = headsAndTails(problem);
  const byMachine: number[][] = Array.from({ length: machines.count }, () => []);
  for (let o = 0; o < operations.count; o++) {
    const machine = onlySingleMachine(problem, o);
    if (machine >= 0) byMachine[machine]!.push(o);
  }
  // Sorted by the head of their origin: along every path heads do not fall; equal heads are settled by the fixpoint.
  const sorted = Int32Array.from({ length: arcs.count }, (_, arc) => arc).sort(
    (a, b) => head[arcs.from[a]!]! - head[arcs.from[b]!]! || a - b,
  );
  return {
    count: operations.count,
    length: duration,
    head,
    tail,
    from: sorted.map((arc) => arcs.from[arc]!),
    to: sorted.map((arc) => arcs.to[arc]!),
    distance: sorted.map((arc) => {
      const work = duration[arcs.from[arc]!]!;
      return arcs.minLag[arc]! + (arcs.share[arc]! < 1 ? Math.ceil(arcs.share[arc]! * work) : work);
    }),
    machines: byMachine.filter((list) => list.length > 1).map((list) => Int32Array.from(list)),
    pools: sharedPools(problem),
  };
}

function onlySingleMachine({ operations, modes, machines }: Problem, o: number): number {
  const machine = modes.machine[operations.modeStart[o]!]!;
  if (machines.kind[machine] !== MachineKind.SINGLE) return -1;
  for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) if (modes.machine[k] !== machine) return -1;
  return machine;
}

/** What operations with one mode hold throughout their run, of pools at their fullest. */
function sharedPools({ operations, modes, machines, pools }: Problem): SharedPool[] {
  const members = pools.map(() => new Map<number, number>());
  for (let o = 0; o < operations.count; o++) {
    const k = operations.modeStart[o]!;
    if (operations.modeStart[o + 1]! - k !== 1 || machines.kind[modes.machine[k]!] === MachineKind.BATCH) continue;
    for (let i = modes.needStart[k]!; i < modes.needStart[k + 1]!; i++) {
      const pool = modes.needPool[i]!;
      const isWhole = modes.needPhase[i] !== Phase.SETUP && modes.needFrom[i] === 0 && modes.needTo[i] === NONE;
      // A pool held while work goes on is free in breaks, which may lie anywhere.
      const isHeld = pools[pool]!.holds === 'span' || modes.runCalendar[k] === -1;
      if (isWhole && isHeld) members[pool]!.set(o, (members[pool]!.get(o) ?? 0) + modes.needAmount[i]!);
    }
  }
  return pools.map((pool, i) => ({
    capacity: pool.capacity.value.reduce((most, value) => Math.max(most, value), 0),
    tasks: Int32Array.from(members[i]!.keys()),
    needs: Int32Array.from(members[i]!.values()),
  }));
}
