import { assertProblem } from './assert-problem.ts';
import { deriveFeatures } from './features.ts';
import { groupBy } from './problem-builder.ts';
import { emptyModes } from './mode-columns.ts';
import type { Changeover, Objective, Problem } from './problem.ts';
import { MachineKind, NONE } from './problem.ts';

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
  const core = {
    jobs: {
      count: columns.due.length,
      due: new Int32Array(columns.due),
      weight: new Float64Array(columns.weight),
      release: new Int32Array(columns.release),
      deliverySite: none(columns.due.length),
    },
    operations: freeOperations(columns),
    modes: plainModes(columns),
    arcs: plainArcs(columns.arcFrom, columns.arcTo, columns.job.length),
    machines: singleMachines(columns.changeover),
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

function none(count: number): Int32Array {
  return new Int32Array(count).fill(-1);
}

function freeOperations({ job, start, firstMode, machine }: ShopColumns): Problem['operations'] {
  const count = job.length;
  const modeStart = new Int32Array(count + 1);
  modeStart.set(firstMode);
  modeStart[count] = machine.length;
  return {
    count,
    job,
    release: start,
    modeStart,
    unbroken: new Uint8Array(count),
    joinedSetup: new Uint8Array(count),
    fixedStart: none(count),
    alreadySetUp: new Uint8Array(count),
    batchFamily: none(count),
    batchSize: new Int32Array(count),
    flowStart: new Int32Array(count + 1),
    flowReservoir: new Int32Array(0),
    flowQuantity: new Int32Array(0),
  };
}

function plainModes({ machine, duration, state }: ShopColumns): Problem['modes'] {
  const count = machine.length;
  return {
    ...emptyModes(count, []),
    machine,
    duration,
    state,
    runCalendar: none(count),
    setupCalendar: none(count),
    site: none(count),
    priceProfile: none(count),
    needPool: new Int32Array(0),
    needAmount: new Int32Array(0),
    needPhase: new Uint8Array(0),
    needFrom: new Int32Array(0),
    needTo: new Int32Array(0),
  };
}

function singleMachines(changeover: readonly number[]): Problem['machines'] {
  const count = changeover.length;
  return {
    count,
    kind: new Uint8Array(count).fill(MachineKind.SINGLE),
    capacity: new Int32Array(count).fill(1),
    minSize: new Int32Array(count),
    changeover: new Int32Array(changeover),
    initialState: none(count),
    line: none(count),
    places: new Int32Array(count).fill(NONE),
  };
}

/** Arcs that only say what comes first. */
function plainArcs(from: Int32Array, to: Int32Array, operations: number): Problem['arcs'] {
  const count = from.length;
  const incoming = groupBy(to, operations);
  const outgoing = groupBy(from, operations);
  return {
    count,
    from,
    to,
    minLag: new Int32Array(count),
    maxLag: new Int32Array(count).fill(NONE),
    share: new Float64Array(count).fill(1),
    closing: new Float64Array(count).fill(1),
    carries: new Uint8Array(count),
    inStart: incoming.start,
    inArc: incoming.member,
    outStart: outgoing.start,
    outArc: outgoing.member,
  };
}
