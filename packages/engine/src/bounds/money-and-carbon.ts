// Indices come from the problem's own tables, hence the non-null assertions.
import type { Problem } from '../problem/problem.ts';
import { MachineKind, NONE } from '../problem/problem.ts';
import { onlyMachine } from './eligibility.ts';
import type { EligibilitySets } from './eligibility.ts';
import { ChangeoverFloor, leastEntryOf } from './setups.ts';

/** Least sums over operations, whatever the plan. */
export interface SpendingBounds {
  readonly setupTime: number;
  readonly changeoverCost: number;
  readonly cost: number;
  readonly carbon: number;
}

/** F5 to F8 of SPEC.md, each operation in its cheapest mode at the cheapest hour: rates and prices may be negative. */
export function spendingBounds(problem: Problem, sets: EligibilitySets): SpendingBounds {
  const floor = new ChangeoverFloor(problem);
  const spending = new LeastSpending(problem);
  let setupTime = 0;
  let cost = 0;
  let carbon = 0;
  for (let o = 0; o < problem.operations.count; o++) {
    setupTime += spending.leastOver(o, (k) => spending.ownSetup(o, k));
    cost += spending.leastOver(o, (k) => spending.costOf(o, k));
    carbon += spending.leastOver(o, (k) => spending.carbonOf(o, k));
  }
  let changeoverCost = 0;
  for (let set = 0; set < sets.count; set++) {
    const machine = onlyMachine(sets, set);
    const from = sets.memberStart[set]!;
    const to = sets.memberStart[set + 1]!;
    if (machine >= 0 && problem.machines.kind[machine] === MachineKind.SINGLE) {
      setupTime += floor.of(machine, sets.member, from, to, 'time', true);
      changeoverCost += floor.of(machine, sets.member, from, to, 'cost', true);
      continue;
    }
    let least = 0;
    for (let i = sets.machineStart[set]!; i < sets.machineStart[set + 1]!; i++) {
      const table = problem.changeovers[problem.machines.changeover[sets.machine[i]!]!];
      if (table !== undefined) least = Math.min(least, leastEntryOf(table.cost));
    }
    changeoverCost += least * (to - from);
  }
  const lanes = leastLanes(problem);
  return { setupTime, changeoverCost, cost: cost + changeoverCost + lanes.cost, carbon: carbon + lanes.carbon };
}

/** The least one operation can spend in a mode. */
class LeastSpending {
  readonly #problem: Problem;
  /** [calendar] least extra money of a tick worked; [profile] least price of a unit. */
  readonly #rate: readonly number[];
  readonly #price: readonly number[];
  /** [machine] longest run and longest own setup of an oven's modes: what a member may have to pay for. 0 elsewhere. */
  readonly #longestRun: Float64Array;
  readonly #longestSetup: Float64Array;

  constructor(problem: Problem) {
    const { calendars, modes, machines } = problem;
    this.#problem = problem;
    this.#rate = calendars.map(({ rate, tailFrom }) =>
      rate.reduce((least, each) => Math.min(least, each), tailFrom === NONE && rate.length > 0 ? Number.POSITIVE_INFINITY : 0),
    );
    this.#price = modes.priceProfiles.map(({ value }) => value.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY));
    this.#longestRun = new Float64Array(machines.count);
    this.#longestSetup = new Float64Array(machines.count);
    for (let k = 0; k < modes.count; k++) {
      const machine = modes.machine[k]!;
      if (machines.kind[machine] !== MachineKind.BATCH) continue;
      this.#longestRun[machine] = Math.max(this.#longestRun[machine]!, modes.duration[k]!);
      this.#longestSetup[machine] = Math.max(this.#longestSetup[machine]!, modes.setup[k]!);
    }
  }

  leastOver(o: number, value: (mode: number) => number): number {
    const { modeStart } = this.#problem.operations;
    let least = Number.POSITIVE_INFINITY;
    for (let k = modeStart[o]!; k < modeStart[o + 1]!; k++) least = Math.min(least, value(k));
    return least;
  }

  /** Own setup it certainly has; members of a batch share one. */
  ownSetup(o: number, k: number): number {
    return this.#isOven(k) || this.#problem.operations.alreadySetUp[o] === 1 ? 0 : this.#problem.modes.setup[k]!;
  }

  costOf(o: number, k: number): number {
    const { modes } = this.#problem;
    const profile = modes.priceProfile[k]!;
    const price = profile < 0 ? 0 : this.#price[profile]!;
    const perRun = this.#rateOf(modes.runCalendar[k]!) + modes.runPower[k]! * price;
    const perSetup = this.#rateOf(modes.setupCalendar[k]!) + modes.setupPower[k]! * price + modes.setupCostRate[k]!;
    // Which member of a batch pays, and for how long a run, is open.
    const run = this.#isOven(k) ? Math.min(0, perRun * this.#longestRun[modes.machine[k]!]!) : perRun * modes.duration[k]!;
    return modes.cost[k]! + run + this.#setupAt(perSetup, o, k);
  }

  carbonOf(o: number, k: number): number {
    const { modes } = this.#problem;
    return modes.carbon[k]! + this.#setupAt(modes.setupCarbonRate[k]!, o, k);
  }

  /** The shortest setup where a tick of it costs, the longest where it pays. */
  #setupAt(perTick: number, o: number, k: number): number {
    if (perTick >= 0) return perTick * this.ownSetup(o, k);
    const { modes, machines, changeovers } = this.#problem;
    const machine = modes.machine[k]!;
    const table = changeovers[machines.changeover[machine]!];
    const longestChangeover = table === undefined ? 0 : table.time.reduce((most, time) => Math.max(most, time), 0);
    return perTick * (Math.max(modes.setup[k]!, this.#longestSetup[machine]!) + longestChangeover);
  }

  #rateOf(calendar: number): number {
    return calendar < 0 ? 0 : this.#rate[calendar]!;
  }
  #isOven(k: number): boolean {
    return this.#problem.machines.kind[this.#problem.modes.machine[k]!] === MachineKind.BATCH;
  }
}

/** Journeys may be subsidised: as many as there can be, at the least a lane costs. */
function leastLanes({ transport, arcs, operations, jobs }: Problem): { cost: number; carbon: number } {
  const sum = { cost: 0, carbon: 0 };
  const lanes = (transport?.lanes ?? []).filter((lane) => lane !== undefined);
  // Most lanes cost something: then nothing can come out below 0.
  const subsidised = lanes.filter((lane) => Math.min(lane.cost, lane.costPerPiece, lane.carbon, lane.carbonPerPiece) < 0);
  if (transport === undefined || subsidised.length === 0) return sum;
  const add = (pieces: number): void => {
    sum.cost += Math.min(0, ...subsidised.map((lane) => lane.cost + lane.costPerPiece * pieces));
    sum.carbon += Math.min(0, ...subsidised.map((lane) => lane.carbon + lane.carbonPerPiece * pieces));
  };
  for (let arc = 0; arc < arcs.count; arc++) if (arcs.carries[arc] === 1) add(transport.arcPieces[arc]!);
  for (let o = 0; o < operations.count; o++) if (jobs.deliverySite[operations.job[o]!]! >= 0) add(transport.deliveryPieces[o]!);
  return sum;
}
