import { assertProblem } from './assert-problem.ts';
import { deriveFeatures } from './features.ts';
import type { Modes, Problem } from './problem.ts';

/**
 * The same problem with some of its modes only; those kept stay in their order.
 * @param keep [mode] 1 = stays.
 * @throws Error when an operation is left without a mode.
 */
export function restrictModes(problem: Problem, keep: Uint8Array): Problem {
  const { operations, modes } = problem;
  const kept = Int32Array.from([...keep.keys()].filter((mode) => keep[mode] === 1));
  const modeStart = new Int32Array(operations.count + 1);
  for (let o = 0; o < operations.count; o++) {
    let count = 0;
    for (let mode = operations.modeStart[o] ?? 0; mode < (operations.modeStart[o + 1] ?? 0); mode++) count += keep[mode] ?? 0;
    modeStart[o + 1] = (modeStart[o] ?? 0) + count;
  }
  const core = { ...problem, operations: { ...operations, modeStart }, modes: pick(modes, kept) };
  const restricted = Object.freeze({ ...core, features: deriveFeatures(core) });
  assertProblem(restricted);
  return restricted;
}

function pick(modes: Modes, kept: Int32Array): Modes {
  const whole = (values: Int32Array): Int32Array => kept.map((mode) => values[mode] ?? 0);
  const real = (values: Float64Array): Float64Array => Float64Array.from(kept, (mode) => values[mode] ?? 0);
  const needStart = new Int32Array(kept.length + 1);
  const needs: number[] = [];
  kept.forEach((mode, i) => {
    for (let need = modes.needStart[mode] ?? 0; need < (modes.needStart[mode + 1] ?? 0); need++) needs.push(need);
    needStart[i + 1] = needs.length;
  });
  const ofNeeds = (values: Int32Array): Int32Array => Int32Array.from(needs, (need) => values[need] ?? 0);
  return {
    count: kept.length,
    machine: whole(modes.machine),
    duration: whole(modes.duration),
    setup: whole(modes.setup),
    state: whole(modes.state),
    runCalendar: whole(modes.runCalendar),
    setupCalendar: whole(modes.setupCalendar),
    site: whole(modes.site),
    cost: real(modes.cost),
    carbon: real(modes.carbon),
    setupCostRate: real(modes.setupCostRate),
    setupCarbonRate: real(modes.setupCarbonRate),
    priceProfile: whole(modes.priceProfile),
    runPower: real(modes.runPower),
    setupPower: real(modes.setupPower),
    priceProfiles: modes.priceProfiles,
    needStart,
    needPool: ofNeeds(modes.needPool),
    needAmount: ofNeeds(modes.needAmount),
    needPhase: Uint8Array.from(needs, (need) => modes.needPhase[need] ?? 0),
    needFrom: ofNeeds(modes.needFrom),
    needTo: ofNeeds(modes.needTo),
  };
}
