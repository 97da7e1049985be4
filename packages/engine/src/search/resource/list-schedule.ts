// Indices come from the problem's own tables, hence the non-null assertions.
import type { Random } from '../../random/xorshift.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { ShopOrder } from '../shop/shop-model.ts';
import { orderOf as orderByStart, withFigures } from '../shop/times.ts';
import type { ResourceTables } from './resource-tables.ts';

/** Starts every operation as early as the order, the precedence and what each resource did before allow. O(N). */
export function solutionOf(tables: ResourceTables, { mode, order }: Pick<ShopOrder, 'mode' | 'order'>): Solution {
  const { model, slotStart, resource, to, duration } = tables;
  const free = new Int32Array(tables.resources);
  const start = new Int32Array(model.n);
  const end = new Int32Array(model.n);
  for (const o of order) {
    const chosen = mode[o]!;
    const at = earliest(tables, free, chosen, readyAt(tables, end, o));
    for (let i = slotStart[chosen]!; i < slotStart[chosen + 1]!; i++) free[resource[i]!] = at + to[i]!;
    start[o] = at;
    end[o] = at + duration[chosen]!;
  }
  return withFigures(model, { mode: mode.slice(), setupStart: start.slice(), start, end }, 0);
}

function readyAt({ model }: ResourceTables, end: Int32Array, o: number): number {
  let ready = 0;
  for (let k = model.predStart[o]!; k < model.predStart[o + 1]!; k++) ready = Math.max(ready, end[model.pred[k]!]!);
  return ready;
}

function earliest({ slotStart, resource, from }: ResourceTables, free: Int32Array, mode: number, ready: number): number {
  let at = ready;
  for (let i = slotStart[mode]!; i < slotStart[mode + 1]!; i++) {
    const begin = free[resource[i]!]! - from[i]!;
    if (begin > at) at = begin;
  }
  return at;
}

/** The soonest ending mode of operations whose predecessors are placed, as a list grows. */
class SoonestModes {
  readonly #tables: ResourceTables;
  readonly #free: Int32Array;
  /** [resource] after how many placements it was last taken; [operation] after how many its mode was chosen, -1 = not yet. */
  readonly #takenAfter: Int32Array;
  readonly #chosenAfter: Int32Array;
  #placed = 0;
  /** [operation] mode, start and end in it. */
  readonly mode: Int32Array;
  readonly begin: Int32Array;
  readonly end: Int32Array;

  constructor(tables: ResourceTables) {
    const { n } = tables.model;
    this.#tables = tables;
    this.#free = new Int32Array(tables.resources);
    this.#takenAfter = new Int32Array(tables.resources);
    this.#chosenAfter = new Int32Array(n).fill(-1);
    this.mode = new Int32Array(n);
    this.begin = new Int32Array(n);
    this.end = new Int32Array(n);
  }

  choose(o: number): void {
    if (this.#isStillBest(o)) return;
    const { modeStart, duration } = this.#tables;
    this.#chosenAfter[o] = this.#placed;
    const ready = readyAt(this.#tables, this.end, o);
    let least = Number.POSITIVE_INFINITY;
    for (let k = modeStart[o]!; k < modeStart[o + 1]!; k++) {
      const at = earliest(this.#tables, this.#free, k, ready);
      if (at + duration[k]! >= least) continue;
      least = at + duration[k]!;
      this.mode[o] = k;
      this.begin[o] = at;
    }
  }

  /** Resources become free later and later, so the best mode stays it until a resource of its own is taken. */
  #isStillBest(o: number): boolean {
    const { slotStart, resource } = this.#tables;
    const chosenAfter = this.#chosenAfter[o]!;
    const mode = this.mode[o]!;
    if (chosenAfter < 0) return false;
    for (let i = slotStart[mode]!; i < slotStart[mode + 1]!; i++) if (this.#takenAfter[resource[i]!]! > chosenAfter) return false;
    return true;
  }

  place(o: number): void {
    const { slotStart, resource, to, duration } = this.#tables;
    const mode = this.mode[o]!;
    this.#placed++;
    for (let i = slotStart[mode]!; i < slotStart[mode + 1]!; i++) {
      this.#free[resource[i]!] = this.begin[o]! + to[i]!;
      this.#takenAfter[resource[i]!] = this.#placed;
    }
    this.end[o] = this.begin[o]! + duration[mode]!;
  }
}

/**
 * A first order: of the operations whose predecessors are placed, the one comes next that could start first, less `eager` times the
 * shortest work behind it, in the mode that ends first. `noise` (0 …) blurs what is behind.
 */
export function listOrder(tables: ResourceTables, eager: number, noise: number, random: Random): ShopOrder {
  const { model } = tables;
  const { n } = model;
  const behind = workBehind(tables).map((work) => work * eager * (1 + noise * (random.unit() - 0.5)));
  const open = new Int32Array(n);
  const order = new Int32Array(n);
  const waiting: number[] = [];
  for (let o = 0; o < n; o++) {
    open[o] = model.predStart[o + 1]! - model.predStart[o]!;
    if (open[o] === 0) waiting.push(o);
  }
  const soonest = new SoonestModes(tables);
  for (let filled = 0; filled < n; filled++) {
    let next = 0;
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < waiting.length; i++) {
      const o = waiting[i]!;
      soonest.choose(o);
      if (soonest.begin[o]! - behind[o]! >= best) continue;
      best = soonest.begin[o]! - behind[o]!;
      next = i;
    }
    const o = waiting[next]!;
    waiting[next] = waiting.at(-1)!;
    waiting.pop();
    order[filled] = o;
    soonest.place(o);
    for (let k = model.succStart[o]!; k < model.succStart[o + 1]!; k++) {
      const after = model.succ[k]!;
      open[after] = open[after]! - 1;
      if (open[after] === 0) waiting.push(after);
    }
  }
  return { mode: soonest.mode, order, value: soonest.end.reduce((most, each) => Math.max(most, each), 0) };
}

/** [operation] longest path behind it, its own time included, by shortest modes. */
function workBehind({ model, modeStart, duration }: ResourceTables): Float64Array {
  const { n } = model;
  const behind = new Float64Array(n);
  const open = new Int32Array(n);
  const ready: number[] = [];
  for (let o = 0; o < n; o++) {
    open[o] = model.succStart[o + 1]! - model.succStart[o]!;
    if (open[o] === 0) ready.push(o);
  }
  for (let o = ready.pop(); o !== undefined; o = ready.pop()) {
    let shortest = duration[modeStart[o]!]!;
    for (let k = modeStart[o]!; k < modeStart[o + 1]!; k++) shortest = Math.min(shortest, duration[k]!);
    behind[o] = behind[o]! + shortest;
    for (let k = model.predStart[o]!; k < model.predStart[o + 1]!; k++) {
      const before = model.pred[k]!;
      behind[before] = Math.max(behind[before]!, behind[o]!);
      open[before] = open[before]! - 1;
      if (open[before] === 0) ready.push(before);
    }
  }
  return behind;
}

/** The order of a schedule: by start, but on every resource as it is held; where that goes round in a circle, by start alone. */
export function orderOf(tables: ResourceTables, schedule: Schedule): ShopOrder {
  const byStart = orderByStart(tables.model, schedule);
  if (!tables.hasWindows) return byStart;
  const { model, slotStart, resource, from } = tables;
  const { n } = model;
  const held: { o: number; begin: number; place: number }[][] = Array.from({ length: tables.resources }, () => []);
  byStart.order.forEach((o, place) => {
    const mode = schedule.mode[o]!;
    for (let i = slotStart[mode]!; i < slotStart[mode + 1]!; i++)
      held[resource[i]!]!.push({ o, begin: schedule.start[o]! + from[i]!, place });
  });
  const behind: number[][] = Array.from({ length: n }, (_, o) => [...model.succ.subarray(model.succStart[o], model.succStart[o + 1])]);
  for (const list of held) {
    list.sort((a, b) => a.begin - b.begin || a.place - b.place);
    for (let i = 1; i < list.length; i++) behind[list[i - 1]!.o]!.push(list[i]!.o);
  }
  const order = sorted(byStart.order, behind);
  return order === undefined ? byStart : { ...byStart, order };
}

/** The operations so that each comes before those behind it, else as they stand; undefined if they form a circle. */
function sorted(list: Int32Array, behind: readonly (readonly number[])[]): Int32Array | undefined {
  const n = list.length;
  const open = new Int32Array(n);
  for (const each of behind) for (const o of each) open[o] = open[o]! + 1;
  const order = new Int32Array(n);
  const isPlaced = new Uint8Array(n);
  let filled = 0;
  while (filled < n) {
    const next = list.find((o) => isPlaced[o] === 0 && open[o] === 0);
    if (next === undefined) return undefined;
    order[filled++] = next;
    isPlaced[next] = 1;
    for (const o of behind[next]!) open[o] = open[o]! - 1;
  }
  return order;
}
