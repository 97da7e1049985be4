import type { ModeInput, Phase } from '@midstream/engine';
import type { MachineCapacity } from '@midstream/factory';
import type { PricedSpan } from './spans.ts';
import { latestBegin, workEnd, workedSpans } from './spans.ts';

/** The engine's phases by value, so that the board in a browser does not load the engine for two numbers. */
const SETUP: (typeof Phase)['SETUP'] = 0;
const RUN: (typeof Phase)['RUN'] = 1;

interface Steps {
  readonly at: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

/** A run at a time nobody may change. */
export interface FixedRun {
  readonly id: string;
  readonly input: Pick<ModeInput, 'machine' | 'duration' | 'setup' | 'state' | 'runCalendar' | 'setupCalendar' | 'needs'>;
  /** undefined = always open. */
  readonly runSpans: readonly PricedSpan[] | undefined;
  readonly setupSpans: readonly PricedSpan[] | undefined;
  readonly start: number;
  readonly alreadySetUp: boolean;
  /** Where its setup is known to begin, whatever stands before it; absent = as the changeover from there takes. */
  readonly setupFrom?: number;
  readonly batchFamily: string | undefined;
  readonly batchSize: number;
  readonly flows: readonly { readonly reservoir: number; readonly quantity: number }[];
}

export interface FixedSurroundings {
  /** By engine machine index. */
  readonly capacityOf: (machine: number) => MachineCapacity;
  readonly initialState: (machine: number) => number;
  readonly changeoverTicks: (machine: number, from: number, to: number) => number;
  readonly poolOf: (pool: number) => { readonly capacity: Steps; readonly holds: 'span' | 'worked' };
  readonly reservoirOf: (reservoir: number) => {
    readonly initial: number;
    readonly receiptAt: ArrayLike<number>;
    readonly receiptQuantity: ArrayLike<number>;
    readonly unlimitedFrom: number;
  };
  readonly horizon: number;
}

interface Placed extends FixedRun {
  readonly end: number;
  readonly setupStart: number;
}

interface PoolPiece {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly amount: number;
}

/** What stood in the way of a fixed run. */
export type Refusal = 'closed' | 'machine' | 'people-or-tools' | 'material';

/**
 * Admits fixed runs one by one, each only if it can stand beside those admitted before: open hours, room on the machine for it and
 * its setup, people, tools, power and stock. So no solver ever meets two promises that cannot both be kept.
 */
export class FixedBook {
  readonly #around: FixedSurroundings;
  readonly #onMachine = new Map<number, Placed[]>();
  readonly #onPool = new Map<number, PoolUse>();
  /** Pools that a copy has too: to be copied before they are changed. */
  readonly #shared = new Set<number>();
  /** By reservoir, in order of time. */
  readonly #flows = new Map<number, readonly { readonly at: number; readonly quantity: number }[]>();

  constructor(around: FixedSurroundings) {
    this.#around = around;
  }

  /** A book of its own with the same runs in it, in the same surroundings or others. */
  copy(around: FixedSurroundings = this.#around): FixedBook {
    const book = new FixedBook(around);
    for (const [machine, runs] of this.#onMachine) book.#onMachine.set(machine, runs);
    for (const [pool, pieces] of this.#onPool) {
      book.#onPool.set(pool, pieces);
      book.#shared.add(pool);
      this.#shared.add(pool);
    }
    for (const [reservoir, flows] of this.#flows) book.#flows.set(reservoir, flows);
    return book;
  }

  /** Where a run that was admitted stands. */
  placeOf(machine: number, id: string): { readonly setupStart: number; readonly start: number; readonly end: number } | undefined {
    return this.#onMachine.get(machine)?.find((each) => each.id === id);
  }

  /** Adds the run and says whether it counts as set up already; or says why it cannot be kept. */
  admit(run: FixedRun): { alreadySetUp: boolean } | { refused: Refusal } {
    if (!this.#isOpen(run)) return { refused: 'closed' };
    const end = workEnd(run.runSpans, run.start, run.input.duration, this.#around.horizon);
    const line = this.#appended(run, end) ?? this.#timeline(run, end);
    if (line === undefined) return { refused: 'machine' };
    const own = line.findLast((each) => each.id === run.id);
    if (own === undefined) throw new Error(`fixed run ${run.id} was lost`);
    // A run put between two others changes the setup of the one behind it, and with that who is needed when.
    const changed = changedIn(this.#onMachine.get(run.input.machine) ?? [], line);
    const released = this.#release(changed);
    const isEnough = changed.every((each) => this.#takePools(each));
    if (!isEnough || run.flows.some((flow) => !this.#stockLasts(flow.reservoir, run.start, flow.quantity))) {
      this.#release(changed);
      for (const [pool, pieces] of released) for (const piece of pieces) this.#toChange(pool).add(piece);
      return { refused: isEnough ? 'material' : 'people-or-tools' };
    }
    this.#onMachine.set(run.input.machine, line);
    for (const { reservoir, quantity } of run.flows) {
      const flows = this.#flows.get(reservoir) ?? [];
      const place = flows.findLastIndex((each) => each.at <= run.start) + 1;
      this.#flows.set(reservoir, flows.toSpliced(place, 0, { at: run.start, quantity }));
    }
    return { alreadySetUp: own.alreadySetUp };
  }

  #isOpen({ runSpans, start, input }: FixedRun): boolean {
    if (runSpans === undefined || input.duration === 0 || start >= this.#around.horizon) return true;
    return runSpans.some((span) => span.start <= start && start < span.end);
  }

  /** The machine's runs with the new one behind them all, which leaves the others as they are; undefined where that is not so. */
  #appended(run: FixedRun, end: number): Placed[] | undefined {
    const { machine, state = -1 } = run.input;
    const known = this.#onMachine.get(machine) ?? [];
    const last = known.at(-1);
    if (last === undefined || last.start >= run.start || this.#around.capacityOf(machine).kind === 'parallel') return undefined;
    const before = known.findLast((each) => (each.input.state ?? -1) >= 0)?.input.state ?? this.#around.initialState(machine);
    const length = setupOf([run], before >= 0 && state >= 0 ? this.#around.changeoverTicks(machine, before, state) : 0);
    const begin = run.setupFrom ?? latestBegin(run.setupSpans, run.start, length, this.#around.horizon);
    return run.start < last.end || begin < last.end ? undefined : [...known, { ...run, end, setupStart: begin }];
  }

  /** The machine's runs with the new one among them, setups worked out; undefined if they do not fit. */
  #timeline(run: FixedRun, end: number): Placed[] | undefined {
    const { machine } = run.input;
    const capacity = this.#around.capacityOf(machine);
    const known = this.#onMachine.get(machine) ?? [];
    const added = { ...run, end, setupStart: run.start };
    if (capacity.kind === 'parallel') return this.#parallel(known, added, capacity.units);
    const runs = inserted(known, added);
    const result: Placed[] = [];
    let free = 0;
    let state = this.#around.initialState(machine);
    for (let i = 0; i < runs.length;) {
      const first = runs[i];
      if (first === undefined) break;
      let next = i + 1;
      if (capacity.kind === 'batch') while (runs[next]?.start === first.start) next++;
      const members = next === i + 1 ? [first] : runs.slice(i, next);
      if (capacity.kind === 'batch' && !formBatch(members, capacity.maxSize)) return undefined;
      const needed = first.input.state ?? -1;
      const length = setupOf(members, state >= 0 && needed >= 0 ? this.#around.changeoverTicks(machine, state, needed) : 0);
      const begin = first.setupFrom ?? latestBegin(first.setupSpans, first.start, length, this.#around.horizon);
      // What would have to be set up before the plan begins is taken to have been.
      const isSetUpBefore = begin < 0 && result.length === 0;
      if (first.start < free || (begin < free && !isSetUpBefore)) return undefined;
      for (const each of members) {
        const setupStart = isSetUpBefore ? each.start : begin;
        const alreadySetUp = each.alreadySetUp || isSetUpBefore;
        const isAsBefore = each !== added && each.setupStart === setupStart && each.alreadySetUp === alreadySetUp;
        result.push(isAsBefore ? each : { ...each, setupStart, alreadySetUp });
        free = Math.max(free, each.end);
      }
      if (needed >= 0) state = needed;
      i = next;
    }
    return result;
  }

  /** Nobody's setup depends on others there, so only the time of the new run can be too full. */
  #parallel(known: readonly Placed[], added: Placed, units: number): Placed[] | undefined {
    const begin = added.setupFrom ?? latestBegin(added.setupSpans, added.start, setupOf([added], 0), this.#around.horizon);
    const own = begin < 0 ? { ...added, setupStart: added.start, alreadySetUp: true } : { ...added, setupStart: begin };
    const placed = inserted(known, own);
    if (placed.length <= units) return placed;
    const beside = placed.filter((each) => each === own || (each.setupStart < own.end && own.setupStart < each.end));
    const crowded = beside.some((one) => {
      const at = Math.max(one.setupStart, own.setupStart);
      return beside.filter((each) => each.setupStart <= at && at < each.end).length > units;
    });
    return crowded ? undefined : placed;
  }

  /** Gives back what these runs have of the pools they need; by pool, what they had. */
  #release(runs: readonly Placed[]): Map<number, PoolPiece[]> {
    const released = new Map<number, PoolPiece[]>();
    for (const { id, input } of runs) {
      for (const { pool } of input.needs ?? []) {
        if (this.#onPool.get(pool)?.holds(id) !== true) continue;
        const pieces = released.get(pool) ?? [];
        pieces.push(...this.#toChange(pool).remove(id));
        released.set(pool, pieces);
      }
    }
    return released;
  }

  #toChange(pool: number): PoolUse {
    const known = this.#onPool.get(pool);
    if (known !== undefined && !this.#shared.has(pool)) return known;
    const own = known?.copy() ?? new PoolUse();
    this.#onPool.set(pool, own);
    this.#shared.delete(pool);
    return own;
  }

  /** Takes what a run needs from the pools; false where there is not enough. */
  #takePools(run: Placed): boolean {
    return poolNeeds(run, this.#around).every(({ pool, spans, amount }) => {
      if (!this.#poolHolds(pool, this.#onPool.get(pool) ?? NOTHING, spans, amount)) return false;
      const taken = this.#toChange(pool);
      for (const { start, end } of spans) taken.add({ id: run.id, start, end, amount });
      return true;
    });
  }

  #poolHolds(pool: number, use: PoolUse, spans: readonly PricedSpan[], amount: number): boolean {
    const { capacity } = this.#around.poolOf(pool);
    return spans.every((span) => {
      const used = use.within(span.start, span.end);
      const edges = [span.start, ...used.map((each) => each.start).filter((at) => at >= span.start)];
      for (let i = lastUntil(capacity.at, span.start) + 1; i < capacity.at.length && (capacity.at[i] ?? 0) < span.end; i++)
        edges.push(capacity.at[i] ?? 0);
      return edges.every((at) => {
        const sum = used.reduce((total, each) => total + (each.start <= at && at < each.end ? each.amount : 0), amount);
        return sum <= (capacity.value[lastUntil(capacity.at, at)] ?? 0);
      });
    });
  }

  #stockLasts(reservoir: number, start: number, quantity: number): boolean {
    const stock = this.#around.reservoirOf(reservoir);
    const received = receiptsOf(stock);
    const flows = this.#flows.get(reservoir) ?? [];
    let level = stock.initial;
    let isTaken = false;
    for (let i = 0; i < flows.length || !isTaken;) {
      const next = flows[i];
      const isOwn = !isTaken && (next === undefined || next.at > start);
      const at = isOwn ? start : (next?.at ?? start);
      if (at >= stock.unlimitedFrom) return true;
      level += isOwn ? quantity : (next?.quantity ?? 0);
      if (isOwn) isTaken = true;
      else i++;
      const following = flows[i];
      const isLastThen = following?.at !== at && (isTaken || start !== at);
      if (isLastThen && level + (received.sum[lastUntil(received.at, at)] ?? 0) < 0) return false;
    }
    return true;
  }
}

type Stock = ReturnType<FixedSurroundings['reservoirOf']>;
/** Receipts of a stock in order of time, each with the sum of all until then. */
const receipts = new WeakMap<Stock, { readonly at: readonly number[]; readonly sum: readonly number[] }>();

function receiptsOf(stock: Stock): { readonly at: readonly number[]; readonly sum: readonly number[] } {
  let known = receipts.get(stock);
  if (known === undefined) {
    const order = Array.from(stock.receiptAt, (_, i) => i).sort((a, b) => (stock.receiptAt[a] ?? 0) - (stock.receiptAt[b] ?? 0));
    let total = 0;
    const sum = order.map((i) => (total += stock.receiptQuantity[i] ?? 0));
    receipts.set(stock, (known = { at: order.map((i) => stock.receiptAt[i] ?? 0), sum }));
  }
  return known;
}

/** Runs in order of time with one more among them. */
function inserted(runs: readonly Placed[], added: Placed): Placed[] {
  let at = runs.length;
  for (; at > 0; at--) {
    const before = runs[at - 1];
    if (before === undefined || before.start < added.start || (before.start === added.start && before.end <= added.end)) break;
  }
  return runs.toSpliced(at, 0, added);
}

/** The runs of a machine's line that are new or set up otherwise than before: those that are not kept as they were. */
function changedIn(before: readonly Placed[], after: readonly Placed[]): Placed[] {
  const changed: Placed[] = [];
  let i = 0;
  for (const each of after) {
    if (each === before[i]) i++;
    else {
      changed.push(each);
      if (each.id === before[i]?.id) i++;
    }
  }
  return changed;
}

/** What is taken of one pool, by start. */
class PoolUse {
  #pieces: PoolPiece[] = [];
  readonly #held = new Set<string>();
  #longest = 0;

  copy(): PoolUse {
    const copy = new PoolUse();
    copy.#pieces = this.#pieces.slice();
    for (const id of this.#held) copy.#held.add(id);
    copy.#longest = this.#longest;
    return copy;
  }

  holds(run: string): boolean {
    return this.#held.has(run);
  }

  /** Takes out what a run has, and returns it. */
  remove(run: string): PoolPiece[] {
    const removed = this.#pieces.filter((each) => each.id === run);
    this.#pieces = this.#pieces.filter((each) => each.id !== run);
    this.#held.delete(run);
    return removed;
  }

  add(piece: PoolPiece): void {
    this.#pieces.splice(this.#before(piece.start + 1), 0, piece);
    this.#held.add(piece.id);
    this.#longest = Math.max(this.#longest, piece.end - piece.start);
  }

  /** Pieces that have part in [start, end). */
  within(start: number, end: number): PoolPiece[] {
    const result: PoolPiece[] = [];
    for (let i = this.#before(end) - 1; i >= 0; i--) {
      const piece = this.#pieces[i];
      if (piece === undefined || piece.start + this.#longest <= start) break;
      if (start < piece.end) result.push(piece);
    }
    return result;
  }

  /** How many pieces start before a time. */
  #before(time: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#pieces[middle]?.start ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const NOTHING = new PoolUse();

/** When and how much a run takes from pools. */
export function poolNeeds(
  run: Pick<Placed, 'input' | 'runSpans' | 'setupSpans' | 'alreadySetUp' | 'setupStart' | 'start' | 'end'>,
  { horizon, poolOf }: Pick<FixedSurroundings, 'horizon' | 'poolOf'>,
): { readonly pool: number; readonly spans: readonly PricedSpan[]; readonly amount: number }[] {
  const setup = run.alreadySetUp ? [] : workedSpans(run.setupSpans, run.setupStart, run.start, horizon);
  const work = workedSpans(run.runSpans, run.start, run.end, horizon);
  return (run.input.needs ?? []).map(({ pool, amount, phase }) => {
    const whole = [{ start: phase === RUN ? run.start : run.setupStart, end: phase === SETUP ? run.start : run.end, rate: 0 }];
    const worked = [...(phase === RUN ? [] : setup), ...(phase === SETUP ? [] : work)];
    return { pool, amount, spans: poolOf(pool).holds === 'span' ? whole : worked };
  });
}

/** Index of the last step at or before a time; -1 = none. */
export function lastUntil(at: ArrayLike<number>, time: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((at[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function setupOf(members: readonly FixedRun[], changeover: number): number {
  if (members.every((each) => each.alreadySetUp)) return 0;
  return Math.max(...members.map((each) => each.input.setup ?? 0)) + changeover;
}

/** Whether runs that start together may share an oven load. */
function formBatch(members: readonly FixedRun[], maxSize: number): boolean {
  const [first] = members;
  if (first === undefined || members.length === 1) return true;
  const alike = members.every(
    (each) =>
      each.batchFamily !== undefined &&
      each.batchFamily === first.batchFamily &&
      each.input.state === first.input.state &&
      each.input.runCalendar === first.input.runCalendar &&
      each.input.setupCalendar === first.input.setupCalendar,
  );
  return alike && members.reduce((sum, each) => sum + each.batchSize, 0) <= maxSize;
}
