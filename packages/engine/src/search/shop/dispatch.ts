// Indices come from the model's own tables, hence the non-null assertions.
import type { Random } from '../../random/xorshift.ts';
import { dispatchWithSetups } from './dispatch-with-setups.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** Priority rules of the literature; larger values go first. LRM: longest remaining work after the operation itself. */
export const RULES = ['lrm', 'most-work', 'shortest', 'longest', 'most-operations', 'random'] as const;
export type Rule = (typeof RULES)[number];

/**
 * Simulates the shop forward in time: whatever is ready queues at the machine that would finish it first, and a free machine takes
 * the waiting operation of highest priority. O(N log N).
 */
export function dispatch(model: ShopModel, rule: Rule, random: Random, modes?: Int32Array): ShopOrder {
  if (model.problem.features.setups) return dispatchWithSetups(model, priorities(model, rule, random), modes, false);
  return simulate(model, priorities(model, rule, random), modes);
}

/** The same on the mirrored problem, turned round again. */
export function dispatchBackwards(model: ShopModel, rule: Rule, random: Random, modes?: Int32Array): ShopOrder {
  const mirrored: ShopModel = { ...model, predStart: model.succStart, pred: model.succ, succStart: model.predStart, succ: model.pred };
  const priority = priorities(mirrored, rule, random);
  const found = model.problem.features.setups ? dispatchWithSetups(mirrored, priority, modes, true) : simulate(mirrored, priority, modes);
  return { ...found, order: found.order.reverse() };
}

function shortestTimes(model: ShopModel): Int32Array {
  const { operations, modes } = model.problem;
  const times = new Int32Array(model.n);
  for (let o = 0; o < model.n; o++) {
    let least = modes.duration[operations.modeStart[o]!]!;
    for (let k = operations.modeStart[o]! + 1; k < operations.modeStart[o + 1]!; k++) least = Math.min(least, modes.duration[k]!);
    times[o] = least;
  }
  return times;
}

/** Longest path from each operation's end to the end of everything, by shortest times. */
function remainingWork(model: ShopModel, times: Int32Array, ahead: boolean): Float64Array {
  const after = new Float64Array(model.n);
  const count = new Float64Array(model.n);
  const order = topologicalOrder(model);
  for (let i = model.n - 1; i >= 0; i--) {
    const o = order[i]!;
    for (let k = model.succStart[o]!; k < model.succStart[o + 1]!; k++) {
      const next = model.succ[k]!;
      after[o] = Math.max(after[o]!, after[next]! + times[next]!);
      count[o] = Math.max(count[o]!, count[next]! + 1);
    }
  }
  return ahead ? after : count;
}

function priorities(model: ShopModel, rule: Rule, random: Random): Float64Array {
  const times = shortestTimes(model);
  const usualTime = 1 + times.reduce((sum, time) => sum + time, 0) / Math.max(1, model.n);
  const noise = (): number => random.unit() * 1e-6;
  switch (rule) {
    case 'lrm':
      return remainingWork(model, times, true).map((work) => work + noise());
    case 'most-work': {
      const work = remainingWork(model, times, true);
      return work.map((each, o) => each + times[o]! * (0.5 + random.unit()));
    }
    case 'shortest':
      return Float64Array.from(times, (time) => -time + noise());
    case 'longest':
      return Float64Array.from(times, (time) => time + noise());
    case 'most-operations':
      // In ticks, for priorities may be weighed against standing machines.
      return remainingWork(model, times, false).map((count) => count * usualTime + noise());
    case 'random': {
      const work = remainingWork(model, times, true);
      return work.map((each) => each * (0.8 + 0.4 * random.unit()));
    }
  }
}

/** Kahn's order of the precedence alone. */
function topologicalOrder(model: ShopModel): Int32Array {
  const open = new Int32Array(model.n);
  for (let o = 0; o < model.n; o++) open[o] = model.predStart[o + 1]! - model.predStart[o]!;
  const order = new Int32Array(model.n);
  let filled = 0;
  for (let o = 0; o < model.n; o++) if (open[o] === 0) order[filled++] = o;
  for (let at = 0; at < filled; at++) {
    const o = order[at]!;
    for (let k = model.succStart[o]!; k < model.succStart[o + 1]!; k++) {
      const left = open[model.succ[k]!]! - 1;
      open[model.succ[k]!] = left;
      if (left === 0) order[filled++] = model.succ[k]!;
    }
  }
  return order;
}

function simulate(model: ShopModel, priority: Float64Array, fixedModes?: Int32Array): ShopOrder {
  const { predStart, succStart, succ } = model;
  const { operations, modes } = model.problem;
  const { n, m } = model;
  const open = new Int32Array(n);
  const mode = new Int32Array(n);
  const order = new Int32Array(n);
  const free = new Float64Array(m);
  const queued = new Float64Array(m);
  const running = new Int32Array(m).fill(-1);
  const queues = Array.from({ length: m }, () => new Heap());
  // An event is the end of the run of an operation, keyed by time.
  const events = new Heap();
  let filled = 0;
  let makespan = 0;
  const arrive = (o: number, now: number): void => {
    let best = operations.modeStart[o]!;
    let bestEnd = Number.POSITIVE_INFINITY;
    if (fixedModes !== undefined) best = fixedModes[o]!;
    else
      for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) {
        const machine = modes.machine[k]!;
        const end = Math.max(free[machine]!, now) + queued[machine]! + modes.duration[k]!;
        if (end < bestEnd) {
          bestEnd = end;
          best = k;
        }
      }
    mode[o] = best;
    const machine = modes.machine[best]!;
    queued[machine] = queued[machine]! + modes.duration[best]!;
    queues[machine]!.push(-priority[o]!, o);
  };
  const startNext = (machine: number, now: number): void => {
    if (running[machine]! >= 0 || queues[machine]!.size === 0) return;
    const o = queues[machine]!.pop();
    const duration = modes.duration[mode[o]!]!;
    queued[machine] = queued[machine]! - duration;
    running[machine] = o;
    free[machine] = now + duration;
    order[filled++] = o;
    makespan = Math.max(makespan, now + duration);
    events.push(now + duration, o);
  };
  for (let o = 0; o < n; o++) open[o] = predStart[o + 1]! - predStart[o]!;
  for (let o = 0; o < n; o++) if (open[o] === 0) arrive(o, 0);
  for (let machine = 0; machine < m; machine++) startNext(machine, 0);
  const touched: number[] = [];
  while (events.size > 0) {
    const now = events.firstKey;
    touched.length = 0;
    // All that ends at one instant is taken together, or the first machine served would not see what the second sets free.
    while (events.size > 0 && events.firstKey === now) {
      const done = events.pop();
      const machine = modes.machine[mode[done]!]!;
      running[machine] = -1;
      touched.push(machine);
      for (let k = succStart[done]!; k < succStart[done + 1]!; k++) {
        const next = succ[k]!;
        const left = open[next]! - 1;
        open[next] = left;
        if (left > 0) continue;
        arrive(next, now);
        touched.push(modes.machine[mode[next]!]!);
      }
    }
    for (const machine of touched) startNext(machine, now);
  }
  return { mode, order, value: makespan };
}

/** Binary heap of small numbers with an integer payload; the smallest key comes first. */
class Heap {
  #keys: Float64Array = new Float64Array(16);
  #items: Int32Array = new Int32Array(16);
  size = 0;

  get firstKey(): number {
    return this.#keys[0]!;
  }

  push(key: number, item: number): void {
    if (this.size === this.#keys.length) {
      const keys = new Float64Array(this.size * 2);
      keys.set(this.#keys);
      const items = new Int32Array(this.size * 2);
      items.set(this.#items);
      this.#keys = keys;
      this.#items = items;
    }
    const keys = this.#keys;
    const items = this.#items;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! <= key) break;
      keys[at] = keys[parent]!;
      items[at] = items[parent]!;
      at = parent;
    }
    keys[at] = key;
    items[at] = item;
  }

  pop(): number {
    const keys = this.#keys;
    const items = this.#items;
    const top = items[0]!;
    const key = keys[--this.size]!;
    const item = items[this.size]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && keys[child + 1]! < keys[child]!) child++;
      if (keys[child]! >= key) break;
      keys[at] = keys[child]!;
      items[at] = items[child]!;
      at = child;
    }
    keys[at] = key;
    items[at] = item;
    return top;
  }
}
