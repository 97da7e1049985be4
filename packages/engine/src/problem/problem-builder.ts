// Lists over millions of rows are plain loops; indices come from the arrays themselves, hence the non-null assertions there.
import type {
  Baseline,
  Changeover,
  Features,
  Lane,
  Objective,
  Pool,
  Problem,
  Reservoir,
  StepFunction,
  Transport,
  WorkCalendar,
} from './problem.ts';
import { MachineKind, NONE } from './problem.ts';
import { assertProblem } from './assert-problem.ts';
import { deriveFeatures } from './features.ts';
import type { ModeInput } from './mode-columns.ts';
import { ModeColumns } from './mode-columns.ts';

/** An order: due date and weight for tardiness, release for flow time, all in ticks. Default: no due date, weight 1, release 0. */
export interface JobInput {
  readonly due?: number;
  readonly weight?: number;
  readonly release?: number;
  readonly deliverySite?: number;
}
/** A step of a job. Default: it may start at any time, pause where its calendar does, and touches no stock. */
export interface OperationInput {
  readonly job: number;
  readonly release?: number;
  readonly unbroken?: boolean;
  readonly joinedSetup?: boolean;
  readonly fixedStart?: number;
  readonly alreadySetUp?: boolean;
  readonly batchFamily?: number;
  readonly batchSize?: number;
  /** Negative: taken at the start of the run; positive: made at its end. */
  readonly flows?: readonly { readonly reservoir: number; readonly quantity: number }[];
  /** What a lane to the place of delivery is paid for. Default 0. */
  readonly pieces?: number;
}
/** `to` waits for `from`: for its end, or with `share` below 1 for a part of it. Lags in ticks; default: none least, none most. */
export interface ArcInput {
  readonly from: number;
  readonly to: number;
  readonly minLag?: number;
  readonly maxLag?: number;
  readonly share?: number;
  /** Default: as `share`. */
  readonly closing?: number;
  readonly carries?: boolean;
  /** What a lane is paid for. Default 0. */
  readonly pieces?: number;
}
/** A lane paid by the transfer alone may leave out the prices of a piece. */
export type LaneInput = Omit<Lane, 'costPerPiece' | 'carbonPerPiece'> & Partial<Pick<Lane, 'costPerPiece' | 'carbonPerPiece'>>;
/** Default: one operation at a time, no changeover, no line, no end of places. */
export interface MachineInput {
  readonly kind?: (typeof MachineKind)[keyof typeof MachineKind];
  readonly capacity?: number;
  readonly minSize?: number;
  readonly changeover?: number;
  readonly initialState?: number;
  readonly line?: number;
  readonly places?: number;
}

/** Collects a problem piece by piece; every `add…` returns the index of what was added. `build` validates and freezes. */
export class ProblemBuilder {
  readonly #jobs: JobInput[] = [];
  readonly #operations: OperationInput[] = [];
  #modes = new ModeColumns();
  /** [operation] its first mode, and where the next one's begin. */
  readonly #modeStart: number[] = [0];
  readonly #arcs: ArcInput[] = [];
  readonly #machines: MachineInput[] = [];
  readonly #calendars: WorkCalendar[] = [];
  readonly #pools: Pool[] = [];
  readonly #reservoirs: Reservoir[] = [];
  readonly #changeovers: Changeover[] = [];
  readonly #profiles: StepFunction[] = [];
  #ways: Pick<Transport, 'sites' | 'lanes'> | undefined;
  #baseline: Baseline | undefined;
  #objective: Objective = { levels: [[{ part: 'makespan', weight: 1 }]] };

  addJob(job: JobInput = {}): number {
    return this.#jobs.push(job) - 1;
  }
  addMachine(machine: MachineInput = {}): number {
    return this.#machines.push(machine) - 1;
  }
  addCalendar(calendar: WorkCalendar): number {
    return this.#calendars.push(calendar) - 1;
  }
  addPool(pool: Pool): number {
    return this.#pools.push(pool) - 1;
  }
  addReservoir(reservoir: Reservoir): number {
    return this.#reservoirs.push(reservoir) - 1;
  }
  addChangeover(changeover: Changeover): number {
    return this.#changeovers.push(changeover) - 1;
  }
  addPriceProfile(profile: StepFunction): number {
    return this.#profiles.push(profile) - 1;
  }
  /**
   * An operation with its ways. Whoever keeps them in a form of his own says how they read: each is copied before the next is asked for,
   * so one object may serve for all.
   */
  addOperation(operation: OperationInput, modes: Iterable<ModeInput>): number;
  addOperation<Way>(operation: OperationInput, ways: Iterable<Way>, read: (way: Way) => ModeInput): number;
  addOperation<Way>(operation: OperationInput, ways: Iterable<Way>, read?: (way: Way) => ModeInput): number {
    for (const way of ways) this.#modes.add(read === undefined ? (way as ModeInput) : read(way));
    this.#modeStart.push(this.#modes.count);
    return this.#operations.push(operation) - 1;
  }
  addArc(arc: ArcInput): number {
    return this.#arcs.push(arc) - 1;
  }
  setTransport(sites: number, lanes: readonly (LaneInput | undefined)[]): void {
    this.#ways = { sites, lanes: lanes.map((lane) => lane && { costPerPiece: 0, carbonPerPiece: 0, ...lane }) };
  }
  setBaseline(baseline: Baseline): void {
    this.#baseline = baseline;
  }
  setObjective(objective: Objective): void {
    this.#objective = objective;
  }

  /** A builder of its own with all that was added so far, to go on differently from here. */
  copy(): ProblemBuilder {
    const builder = new ProblemBuilder();
    for (const job of this.#jobs) builder.#jobs.push(job);
    for (const operation of this.#operations) builder.#operations.push(operation);
    builder.#modes = this.#modes.copy();
    for (const start of this.#modeStart.slice(1)) builder.#modeStart.push(start);
    for (const arc of this.#arcs) builder.#arcs.push(arc);
    for (const machine of this.#machines) builder.#machines.push(machine);
    for (const calendar of this.#calendars) builder.#calendars.push(calendar);
    for (const pool of this.#pools) builder.#pools.push(pool);
    for (const reservoir of this.#reservoirs) builder.#reservoirs.push(reservoir);
    for (const changeover of this.#changeovers) builder.#changeovers.push(changeover);
    for (const profile of this.#profiles) builder.#profiles.push(profile);
    builder.#ways = this.#ways;
    builder.#baseline = this.#baseline;
    builder.#objective = this.#objective;
    return builder;
  }

  /** @throws Error naming the first broken rule of the data (a bug of the caller, not of the user). */
  build(): Problem {
    const core = {
      jobs: this.#buildJobs(),
      operations: this.#buildOperations(),
      modes: this.#modes.built(this.#profiles),
      arcs: this.#buildArcs(),
      machines: this.#buildMachines(),
      calendars: this.#calendars,
      pools: this.#pools,
      reservoirs: this.#reservoirs,
      changeovers: this.#changeovers,
      transport: this.#buildTransport(),
      baseline: this.#baseline,
      objective: this.#objective,
    };
    const features: Features = deriveFeatures(core);
    const problem = Object.freeze({ ...core, features });
    assertProblem(problem);
    return problem;
  }

  #buildJobs() {
    const jobs = this.#jobs;
    return {
      count: jobs.length,
      due: whole(jobs, (job) => job.due ?? NONE),
      weight: real(jobs, (job) => job.weight ?? 1),
      release: whole(jobs, (job) => job.release ?? 0),
      deliverySite: whole(jobs, (job) => job.deliverySite ?? -1),
    };
  }

  #buildOperations() {
    const operations = this.#operations;
    const flows = operations.flatMap((operation) => operation.flows ?? []);
    return {
      count: operations.length,
      job: whole(operations, (operation) => operation.job),
      release: whole(operations, (operation) => operation.release ?? 0),
      modeStart: Int32Array.from(this.#modeStart),
      unbroken: flag(operations, (operation) => (operation.unbroken ? 1 : 0)),
      joinedSetup: flag(operations, (operation) => (operation.joinedSetup ? 1 : 0)),
      fixedStart: whole(operations, (operation) => operation.fixedStart ?? -1),
      alreadySetUp: flag(operations, (operation) => (operation.alreadySetUp ? 1 : 0)),
      batchFamily: whole(operations, (operation) => operation.batchFamily ?? -1),
      batchSize: whole(operations, (operation) => operation.batchSize ?? 0),
      flowStart: offsets(operations.map((operation) => operation.flows?.length ?? 0)),
      flowReservoir: whole(flows, (flow) => flow.reservoir),
      flowQuantity: whole(flows, (flow) => flow.quantity),
    };
  }

  #buildArcs() {
    const arcs = this.#arcs;
    const n = this.#operations.length;
    const from = whole(arcs, (arc) => arc.from);
    const to = whole(arcs, (arc) => arc.to);
    const incoming = groupBy(to, n);
    const outgoing = groupBy(from, n);
    return {
      count: arcs.length,
      from,
      to,
      minLag: whole(arcs, (arc) => arc.minLag ?? 0),
      maxLag: whole(arcs, (arc) => arc.maxLag ?? NONE),
      share: real(arcs, (arc) => arc.share ?? 1),
      closing: real(arcs, (arc) => arc.closing ?? arc.share ?? 1),
      carries: flag(arcs, (arc) => (arc.carries ? 1 : 0)),
      inStart: incoming.start,
      inArc: incoming.member,
      outStart: outgoing.start,
      outArc: outgoing.member,
    };
  }

  #buildTransport(): Transport | undefined {
    if (this.#ways === undefined) return undefined;
    const pieces = (inputs: readonly { readonly pieces?: number }[]): Float64Array => real(inputs, (each) => each.pieces ?? 0);
    return { ...this.#ways, arcPieces: pieces(this.#arcs), deliveryPieces: pieces(this.#operations) };
  }

  #buildMachines() {
    const machines = this.#machines;
    return {
      count: machines.length,
      kind: flag(machines, (machine) => machine.kind ?? MachineKind.SINGLE),
      capacity: whole(machines, (machine) => machine.capacity ?? 1),
      minSize: whole(machines, (machine) => machine.minSize ?? 0),
      changeover: whole(machines, (machine) => machine.changeover ?? -1),
      initialState: whole(machines, (machine) => machine.initialState ?? -1),
      line: whole(machines, (machine) => machine.line ?? -1),
      places: whole(machines, (machine) => machine.places ?? NONE),
    };
  }
}

// What each of a list says, written down a column: `from` of typed arrays takes several times as long.
function whole<Item>(items: readonly Item[], value: (item: Item) => number): Int32Array {
  const column = new Int32Array(items.length);
  for (let i = 0; i < items.length; i++) column[i] = value(items[i]!);
  return column;
}
function real<Item>(items: readonly Item[], value: (item: Item) => number): Float64Array {
  const column = new Float64Array(items.length);
  for (let i = 0; i < items.length; i++) column[i] = value(items[i]!);
  return column;
}
function flag<Item>(items: readonly Item[], value: (item: Item) => number): Uint8Array {
  const column = new Uint8Array(items.length);
  for (let i = 0; i < items.length; i++) column[i] = value(items[i]!);
  return column;
}

/** Running sums: sizes → CSR offsets. */
function offsets(sizes: readonly number[]): Int32Array {
  const start = new Int32Array(sizes.length + 1);
  sizes.forEach((size, i) => {
    start[i + 1] = (start[i] ?? 0) + size;
  });
  return start;
}

/** Lists, per key 0 … count-1, the indices having it, in order. */
export function groupBy(keys: Int32Array, count: number): { start: Int32Array; member: Int32Array } {
  const start = new Int32Array(count + 1);
  let isSorted = true;
  let before = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    start[key + 1]!++;
    if (key < before) isSorted = false;
    before = key;
  }
  for (let i = 0; i < count; i++) start[i + 1]! += start[i]!;
  const member = new Int32Array(keys.length);
  if (isSorted) {
    for (let i = 0; i < keys.length; i++) member[i] = i;
    return { start, member };
  }
  const next = start.slice();
  for (let i = 0; i < keys.length; i++) member[next[keys[i]!]!++] = i;
  return { start, member };
}
