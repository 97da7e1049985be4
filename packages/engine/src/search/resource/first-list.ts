// Indices come from the problem's own tables, hence the non-null assertions.
import type { Random } from '../../random/xorshift.ts';
import type { ShopOrder } from '../shop/shop-model.ts';
import type { PoolTables } from './pool-tables.ts';

/** A list by the work behind each operation, most first, blurred by `noise` (0 = not at all), in modes that are short and little asked for. */
export function firstList(tables: PoolTables, noise: number, random: Random): ShopOrder {
  const { model } = tables;
  const { n } = model;
  const mode = chosenModes(tables, noise, random);
  const behind = workBehind(tables, mode);
  const key = behind.map((work) => work * (1 + 0.3 * noise * (random.unit() - 0.5)));
  const open = new Int32Array(n);
  const waiting: number[] = [];
  for (let o = 0; o < n; o++) {
    open[o] = model.predStart[o + 1]! - model.predStart[o]!;
    if (open[o] === 0) waiting.push(o);
  }
  const order = new Int32Array(n);
  for (let filled = 0; filled < n; filled++) {
    let next = 0;
    for (let i = 1; i < waiting.length; i++) if (key[waiting[i]!]! > key[waiting[next]!]!) next = i;
    const o = waiting[next]!;
    waiting[next] = waiting.at(-1)!;
    waiting.pop();
    order[filled] = o;
    for (let k = model.succStart[o]!; k < model.succStart[o + 1]!; k++) {
      const after = model.succ[k]!;
      open[after] = open[after]! - 1;
      if (open[after] === 0) waiting.push(after);
    }
  }
  return { mode, order, value: Number.MAX_SAFE_INTEGER };
}

/** Operation by operation in turn of chance, the mode that keeps the fullest of its resources least full, and ends soonest. */
function chosenModes(
  { model, modeStart, slotStart, resource, amount, from, to, duration, capacity }: PoolTables,
  noise: number,
  random: Random,
): Int32Array {
  const { n } = model;
  const mode = modeStart.slice(0, n);
  const load = new Float64Array(capacity.length);
  const turn = Array.from({ length: n }, (_, o) => [random.unit(), o] as const).sort(([a], [b]) => a - b);
  for (const [, o] of turn) {
    let least = Number.POSITIVE_INFINITY;
    for (let k = modeStart[o]!; k < modeStart[o + 1]!; k++) {
      let worst = duration[k]! * (1 + noise * random.unit());
      for (let i = slotStart[k]!; i < slotStart[k + 1]!; i++)
        worst = Math.max(worst, load[resource[i]!]! + (amount[i]! * (to[i]! - from[i]!)) / capacity[resource[i]!]!);
      if (worst >= least) continue;
      least = worst;
      mode[o] = k;
    }
    for (let i = slotStart[mode[o]!]!; i < slotStart[mode[o]! + 1]!; i++)
      load[resource[i]!]! += (amount[i]! * (to[i]! - from[i]!)) / capacity[resource[i]!]!;
  }
  return mode;
}

/** [operation] longest path behind it in these modes, its own time included. */
function workBehind({ model, duration }: PoolTables, mode: Int32Array): Float64Array {
  const { n } = model;
  const behind = new Float64Array(n);
  const open = new Int32Array(n);
  const ready: number[] = [];
  for (let o = 0; o < n; o++) {
    open[o] = model.succStart[o + 1]! - model.succStart[o]!;
    if (open[o] === 0) ready.push(o);
  }
  for (let o = ready.pop(); o !== undefined; o = ready.pop()) {
    behind[o] = behind[o]! + duration[mode[o]!]!;
    for (let k = model.predStart[o]!; k < model.predStart[o + 1]!; k++) {
      const before = model.pred[k]!;
      behind[before] = Math.max(behind[before]!, behind[o]!);
      open[before] = open[before]! - 1;
      if (open[before] === 0) ready.push(before);
    }
  }
  return behind;
}
