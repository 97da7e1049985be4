import { assertProblem } from './assert-problem.ts';
import { deriveFeatures } from './features.ts';
import { groupBy } from './problem-builder.ts';
import { ConstantColumns } from './constant-columns.ts';
import type { Changeover, Objective, Problem } from './problem.ts';
import { MachineKind } from './problem.ts';

/** A shop without calendars, helpers and prices, column by column: what a million operations are built from without an object for each. The arrays become the problem's own. */
export interface ShopColumns {
  /** [job] NONE = no due date. */
  readonly due: readonly number[];
  readonly weight: readonly number[];
  readonly release: readonly number[];
  /** [operation] its job, and its earliest start. */
  readonly job: Int32Array;
  readonly start: Int32Array;
  /** [operation] index of its first mode. */
  readonly firstMode: Int32Array;
  /** [mode] */
  readonly machine: Int32Array;
  readonly duration: Int32Array;
  readonly state: Int32Array;
  readonly arcFrom: Int32Array;
  readonly arcTo: Int32Array;
  /** [machine] index of its changeover table, -1 = none. */
  readonly changeover: readonly number[];
  readonly changeovers: readonly Changeover[];
  readonly objective: Objective;
}

/** @throws Error naming the first broken rule of the data, as ProblemBuilder does. */
export function problemOfShop(columns: ShopColumns): Problem {
  const { due, weight, release, job, start, firstMode, machine, duration, state, changeover } = columns;
  const same = new ConstantColumns(Math.max(machine.length, job.length, columns.arcFrom.length, due.length, changeover.length) + 1);
  const modeStart = new Int32Array(job.length + 1);
  modeStart.set(firstMode);
  modeStart[job.length] = machine.length;
  const core = {
    jobs: {
      count: due.length,
      due: new Int32Array(due),
      weight: new Float64Array(weight),
      release: new Int32Array(release),
      deliverySite: same.minusOnes(due.length),
    },
    operations: freeOperations(job, start, modeStart, same),
    modes: plainModes(machine, duration, state, same),
    arcs: grouped(columns.arcFrom, columns.arcTo, job.length, same),
    machines: singleMachines(new Int32Array(changeover), same),
    calendars: [],
    pools: [],
    reservoirs: [],
    changeovers: columns.changeovers,
    transport: undefined,
    baseline: undefined,
    objective: columns.objective,
  };
  const problem = Object.freeze({ ...core, features: deriveFeatures(core) });
  assertProblem(problem);
  return problem;
}

/** Operations that nothing keeps but their job and, perhaps, their earliest start. */
export function freeOperations(job: Int32Array, release: Int32Array, modeStart: Int32Array, same: ConstantColumns): Problem['operations'] {
  const count = job.length;
  return {
    count,
    job,
    release,
    modeStart,
    unbroken: same.noFlags(count),
    joinedSetup: same.noFlags(count),
    fixedStart: same.minusOnes(count),
    alreadySetUp: same.noFlags(count),
    batchFamily: same.minusOnes(count),
    batchSize: same.zeros(count),
    flowStart: same.zeros(count + 1),
    flowReservoir: new Int32Array(0),
    flowQuantity: new Int32Array(0),
  };
}

/** Modes without hours, helpers and prices. */
export function plainModes(machine: Int32Array, duration: Int32Array, state: Int32Array, same: ConstantColumns): Problem['modes'] {
  const count = machine.length;
  const free = same.realZeros(count);
  return {
    count,
    machine,
    duration,
    setup: same.zeros(count),
    state,
    runCalendar: same.minusOnes(count),
    setupCalendar: same.minusOnes(count),
    site: same.minusOnes(count),
    cost: free,
    carbon: free,
    setupCostRate: free,
    setupCarbonRate: free,
    priceProfile: same.minusOnes(count),
    runPower: free,
    setupPower: free,
    priceProfiles: [],
    needStart: same.zeros(count + 1),
    needPool: new Int32Array(0),
    needAmount: new Int32Array(0),
    needPhase: new Uint8Array(0),
    needFrom: new Int32Array(0),
    needTo: new Int32Array(0),
  };
}

export function singleMachines(changeover: Int32Array, same: ConstantColumns): Problem['machines'] {
  const count = changeover.length;
  return {
    count,
    kind: new Uint8Array(count).fill(MachineKind.SINGLE),
    capacity: new Int32Array(count).fill(1),
    minSize: same.zeros(count),
    changeover,
    initialState: same.minusOnes(count),
    line: same.minusOnes(count),
    places: same.nones(count),
  };
}

/** Arcs that only say what comes first, without the lists of who has which. */
export function plainArcs(from: Int32Array, to: Int32Array, same: ConstantColumns) {
  const count = from.length;
  return {
    count,
    from,
    to,
    minLag: same.zeros(count),
    maxLag: same.nones(count),
    share: same.realOnes(count),
    closing: same.realOnes(count),
    carries: same.noFlags(count),
  };
}

function grouped(from: Int32Array, to: Int32Array, operations: number, same: ConstantColumns): Problem['arcs'] {
  const incoming = groupBy(to, operations);
  const outgoing = groupBy(from, operations);
  return {
    ...plainArcs(from, to, same),
    inStart: incoming.start,
    inArc: incoming.member,
    outStart: outgoing.start,
    outArc: outgoing.member,
  };
}
