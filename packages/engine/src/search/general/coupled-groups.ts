// Non-null assertions index arrays sized by the problem.
import { NONE } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';

/** Free operations that maximum lags tie together: started only when all that the group waits for is placed, and placed as one. */
export interface CoupledGroups {
  /** [operation] group, -1 = tied to nothing */
  readonly group: Int32Array;
  /** [group + 1] CSR: members so that each comes after its predecessors */
  readonly start: Int32Array;
  readonly member: Int32Array;
}

/** Groups that wait for each other, or for an operation between two of their own members, are left out. */
export function coupledGroups(problem: Problem, topological: Int32Array): CoupledGroups {
  const root = roots(problem);
  const isOpen = untangled(problem, root);
  const n = problem.operations.count;
  const size = new Int32Array(n);
  for (let o = 0; o < n; o++) size[root[o]!] = size[root[o]!]! + 1;
  const group = new Int32Array(n).fill(-1);
  const number = new Int32Array(n).fill(-1);
  const lengths: number[] = [];
  for (const o of topological) {
    const r = root[o]!;
    if (size[r]! < 2 || isOpen[r] === 0) continue;
    if (number[r]! < 0) number[r] = lengths.push(0) - 1;
    group[o] = number[r]!;
    lengths[number[r]!] = lengths[number[r]!]! + 1;
  }
  const start = new Int32Array(lengths.length + 1);
  lengths.forEach((length, g) => {
    start[g + 1] = start[g]! + length;
  });
  const next = start.slice();
  const member = new Int32Array(start[lengths.length]!);
  for (const o of topological) {
    const g = group[o]!;
    if (g < 0) continue;
    member[next[g]!] = o;
    next[g] = next[g]! + 1;
  }
  return { group, start, member };
}

/** [operation] the operation that stands for all it is tied to. */
function roots({ operations, arcs }: Problem): Int32Array {
  const root = new Int32Array(operations.count);
  for (let o = 0; o < root.length; o++) root[o] = o;
  const find = (o: number): number => {
    let r = o;
    while (root[r] !== r) r = root[r]!;
    for (let p = o; p !== r;) {
      const above = root[p]!;
      root[p] = r;
      p = above;
    }
    return r;
  };
  for (let arc = 0; arc < arcs.count; arc++) {
    const from = arcs.from[arc]!;
    const to = arcs.to[arc]!;
    if (arcs.maxLag[arc] === NONE || operations.fixedStart[from]! >= 0 || operations.fixedStart[to]! >= 0) continue;
    root[find(to)] = find(from);
  }
  return root.map((_, o) => find(o));
}

/** [root] 1 = its group can be placed at once when what is before it is placed. */
function untangled({ operations, arcs }: Problem, root: Int32Array): Uint8Array {
  const n = operations.count;
  const waits = new Int32Array(n);
  // [root] its first member, [member] the next one.
  const first = new Int32Array(n).fill(-1);
  const next = new Int32Array(n);
  for (let o = n - 1; o >= 0; o--) {
    next[o] = first[root[o]!]!;
    first[root[o]!] = o;
  }
  for (let arc = 0; arc < arcs.count; arc++) {
    const to = root[arcs.to[arc]!]!;
    if (root[arcs.from[arc]!] !== to) waits[to] = waits[to]! + 1;
  }
  const done = new Uint8Array(n);
  const open: number[] = [];
  for (let o = 0; o < n; o++) if (root[o] === o && waits[o] === 0) open.push(o);
  for (let r = open.pop(); r !== undefined; r = open.pop()) {
    done[r] = 1;
    for (let o = first[r]!; o >= 0; o = next[o]!) {
      for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
        const to = root[arcs.to[arcs.outArc[i]!]!]!;
        if (to === r) continue;
        waits[to] = waits[to]! - 1;
        if (waits[to] === 0) open.push(to);
      }
    }
  }
  return done;
}
