// Indices come from the model's own tables, hence the non-null assertions.
import type { Random } from '../../random/xorshift.ts';
import type { ShopModel } from './shop-model.ts';

/** Each sweep looks at every operation once; long before so many nothing moves any more. */
const MOST_SWEEPS = 50;

/**
 * A mode for every operation such that machines carry little and alike: from the fastest modes, in random order, an operation goes
 * where the sum of the squares of all loads falls most, until none wants to go. Where machines are full all day long, which mode is
 * chosen decides the makespan before any order does. O(sweeps · modes).
 */
export function balancedModes(model: ShopModel, random: Random): Int32Array {
  const { operations, modes } = model.problem;
  const { n } = model;
  const load = new Float64Array(model.m);
  const chosen = new Int32Array(n);
  const order = Int32Array.from({ length: n }, (_, o) => o);
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const o = order[i]!;
    order[i] = order[j]!;
    order[j] = o;
  }
  const time = (mode: number): number => modes.duration[mode]! + modes.setup[mode]!;
  for (const o of order) {
    let best = operations.modeStart[o]!;
    for (let k = best + 1; k < operations.modeStart[o + 1]!; k++) if (time(k) < time(best)) best = k;
    chosen[o] = best;
    load[modes.machine[best]!] = load[modes.machine[best]!]! + time(best);
  }
  for (let sweep = 0, moved = true; moved && sweep < MOST_SWEEPS; sweep++) {
    moved = false;
    for (const o of order) {
      const was = chosen[o]!;
      const from = modes.machine[was]!;
      load[from] = load[from]! - time(was);
      // (load + time)² - load², for each mode.
      const price = (mode: number): number => time(mode) * (2 * load[modes.machine[mode]!]! + time(mode));
      let best = was;
      for (let k = operations.modeStart[o]!; k < operations.modeStart[o + 1]!; k++) if (price(k) < price(best)) best = k;
      chosen[o] = best;
      load[modes.machine[best]!] = load[modes.machine[best]!]! + time(best);
      moved ||= best !== was;
    }
  }
  return chosen;
}
