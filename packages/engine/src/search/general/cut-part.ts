// Non-null assertions index arrays sized by the problem, or by this file's own counts.
import { FreeCapacity } from '../../constraints/pool/free-capacity.ts';
import { NEVER } from '../../constraints/calendar/work-clock.ts';
import { deriveFeatures } from '../../problem/features.ts';
import { MachineKind, NONE, Phase } from '../../problem/problem.ts';
import type { Arcs, Jobs, Machines, Modes, Operations, Pool, Problem } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import type { Decoder } from './decoder.ts';
import type { PlanBook } from './plan-book.ts';

/** Where what blocks a machine for good ends: no plan goes that far. */
const END = NEVER >> 1;

/** Some operations of a plan as a problem of their own, all others standing still. */
export interface Part {
  readonly problem: Problem;
  /** [operation of the part] operation of the whole, the free ones first; -1 = stands for what blocks a machine */
  readonly whole: Int32Array;
  /** [mode of the part] mode of the whole */
  readonly wholeMode: Int32Array;
  /** [pool of the part] pool of the whole */
  readonly wholePool: Int32Array;
  /** The plan as it stands. */
  readonly warmStart: Schedule;
}

/** What a part is cut from. */
export interface Whole {
  readonly problem: Problem;
  /** Holds the whole plan, but for what `book` says has moved. */
  readonly decoder: Decoder;
  readonly book: PlanBook;
  /** [operation] nobody may start earlier than there */
  readonly floor: Int32Array | undefined;
  /** [operation] index in the list the decoder has placed */
  readonly position: Int32Array;
}

/**
 * Cuts out `free`, operations that start at `from` or later and about before `to`. Neighbours in their jobs are fixed where they are;
 * so is what else their machines run meanwhile; pools have what all others leave. Whatever is better here is better in the whole,
 * as far as the setups of fixed operations behind them stay as they are.
 */
export function cutPart(whole: Whole, free: Int32Array, from: number, to: number): Part {
  return new Cut(whole, free, from, to).part();
}

class Cut {
  readonly #whole: Whole;
  readonly #free: Int32Array;
  readonly #from: number;
  readonly #to: number;
  /** Operation of the part by that of the whole. */
  readonly #index = new Map<number, number>();
  readonly #machine = new Map<number, number>();
  readonly #machines: number[] = [];
  readonly #pool = new Map<number, number>();
  readonly #job = new Map<number, number>();
  readonly #operations: number[] = [];
  /** Of what blocks machines: the operation it stands for, and whether for good. */
  readonly #blockers: { readonly o: number; readonly isWall: boolean }[] = [];

  constructor(whole: Whole, free: Int32Array, from: number, to: number) {
    this.#whole = whole;
    this.#free = free;
    this.#from = from;
    this.#to = to;
    for (const o of free) this.#add(o);
    const { arcs } = whole.problem;
    for (const o of free) {
      for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) this.#add(arcs.from[arcs.inArc[i]!]!);
      for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) this.#add(arcs.to[arcs.outArc[i]!]!);
    }
    this.#addMachines();
  }

  #add(o: number): void {
    if (this.#index.has(o)) return;
    this.#index.set(o, this.#operations.length);
    this.#operations.push(o);
  }

  /** All machines a free operation may go to, and what else runs there from the last before the window to the first behind it. */
  #addMachines(): void {
    const { problem, decoder, book } = this.#whole;
    const { usableStart, usableMode } = decoder.derived;
    const { needs } = decoder.pools;
    for (const o of this.#free) {
      for (let i = usableStart[o]!; i < usableStart[o + 1]!; i++) {
        const m = usableMode[i]!;
        const k = problem.modes.machine[m]!;
        for (let j = needs.start[m]!; j < needs.start[m + 1]!; j++) {
          if (!this.#pool.has(needs.pool[j]!)) this.#pool.set(needs.pool[j]!, this.#pool.size);
        }
        if (this.#machine.has(k)) continue;
        this.#machine.set(k, this.#machines.push(k) - 1);
        if (problem.machines.kind[k] === MachineKind.PARALLEL) continue;
        const list = book.onMachine(k);
        let at = book.firstFrom(k, this.#from);
        if (at > 0) this.#blockers.push({ o: list[at - 1]!, isWall: false });
        for (; at < list.length && book.start[list[at]!]! < this.#to; at++) {
          if (!this.#isFree(list[at]!)) this.#blockers.push({ o: list[at]!, isWall: false });
        }
        while (at < list.length && this.#isFree(list[at]!)) at++;
        if (at < list.length) this.#blockers.push({ o: list[at]!, isWall: true });
      }
    }
  }

  #isFree(o: number): boolean {
    return (this.#index.get(o) ?? Infinity) < this.#free.length;
  }

  part(): Part {
    const { problem, book } = this.#whole;
    const modes = this.#modes();
    const operations = this.#tables(modes.start);
    const arcs = this.#arcs();
    const jobs = this.#jobs();
    const { transport, baseline } = problem;
    const whole = Int32Array.from([...this.#operations, ...this.#blockers.map(() => -1)]);
    const known = (values: Int32Array, map: (value: number) => number): Int32Array => whole.map((o) => (o < 0 ? -1 : map(values[o]!)));
    const core: Omit<Problem, 'features'> = {
      jobs,
      operations,
      modes: modes.table,
      arcs: arcs.table,
      machines: this.#machineTable(),
      calendars: problem.calendars,
      pools: this.#pools(),
      reservoirs: [],
      changeovers: problem.changeovers,
      transport: transport && {
        sites: transport.sites,
        lanes: transport.lanes,
        arcPieces: Float64Array.from(arcs.whole, (arc) => transport.arcPieces[arc]!),
        deliveryPieces: Float64Array.from(whole, (o) => (o < 0 ? 0 : transport.deliveryPieces[o]!)),
      },
      baseline: baseline && {
        start: known(baseline.start, (start) => start),
        machine: known(baseline.machine, (k) => this.#machine.get(k) ?? -1),
      },
      objective: problem.objective,
    };
    const at = (values: Int32Array): Int32Array => whole.map((o, i) => values[o < 0 ? this.#blockers[i - this.#operations.length]!.o : o]!);
    const modeNow = new Int32Array(whole.length);
    for (let i = 0; i < whole.length; i++) {
      modeNow[i] = modes.start[i]!;
      const now = whole[i]! < 0 ? -1 : book.mode[whole[i]!]!;
      for (let m = modes.start[i]!; m < modes.start[i + 1]!; m++) if (modes.whole[m] === now) modeNow[i] = m;
    }
    return {
      problem: { ...core, features: deriveFeatures(core) },
      whole,
      wholeMode: modes.whole,
      wholePool: Int32Array.from(this.#pool.keys()),
      warmStart: { mode: modeNow, setupStart: at(book.setupStart), start: at(book.start), end: at(book.end) },
    };
  }

  /** [operation + 1] CSR of the modes of the part, and [mode] that of the whole */
  #modesKept(): { start: Int32Array; whole: Int32Array } {
    const { decoder, book } = this.#whole;
    const { usableStart, usableMode } = decoder.derived;
    const total = this.#operations.length + this.#blockers.length;
    const start = new Int32Array(total + 1);
    const list: number[] = [];
    for (let i = 0; i < total; i++) {
      if (i < this.#free.length) {
        const o = this.#free[i]!;
        for (let j = usableStart[o]!; j < usableStart[o + 1]!; j++) list.push(usableMode[j]!);
      } else list.push(book.mode[this.#operations[i] ?? this.#blockers[i - this.#operations.length]!.o]!);
      start[i + 1] = list.length;
    }
    return { start, whole: Int32Array.from(list) };
  }

  /** Free operations keep their modes; one that stands still has that in which it runs, with no need and no price; elsewhere if only neighbours ask. */
  #modes(): { table: Modes; start: Int32Array; whole: Int32Array } {
    const { problem, book } = this.#whole;
    const total = this.#operations.length + this.#blockers.length;
    const { start, whole } = this.#modesKept();
    const { modes } = problem;
    const firstFixed = start[this.#free.length]!;
    const column = <T extends Int32Array | Float64Array>(values: T): T => {
      const out = values.slice(0, 0).constructor as { new (length: number): T };
      const filled = new out(whole.length);
      for (let m = 0; m < whole.length; m++) filled[m] = values[whole[m]!]!;
      return filled;
    };
    const priced = (values: Float64Array): Float64Array => column(values).fill(0, firstFixed);
    const machine = column(modes.machine).map((k, m) => (m < firstFixed ? this.#machine.get(k)! : this.#machines.length));
    const duration = column(modes.duration);
    const runCalendar = column(modes.runCalendar);
    for (let i = this.#free.length; i < total; i++) {
      const m = start[i]!;
      const blocker = this.#blockers[i - this.#operations.length];
      duration[m] = book.work[blocker?.o ?? this.#operations[i]!]!;
      if (blocker === undefined) continue;
      machine[m] = this.#machine.get(modes.machine[whole[m]!]!)!;
      if (!blocker.isWall) continue;
      duration[m] = END - book.start[blocker.o]!;
      runCalendar[m] = -1;
    }
    return {
      start,
      whole,
      table: {
        count: whole.length,
        machine,
        duration,
        setup: column(modes.setup),
        state: column(modes.state),
        runCalendar,
        setupCalendar: column(modes.setupCalendar),
        site: column(modes.site),
        cost: priced(modes.cost),
        carbon: priced(modes.carbon),
        setupCostRate: column(modes.setupCostRate),
        setupCarbonRate: column(modes.setupCarbonRate),
        priceProfile: column(modes.priceProfile),
        runPower: priced(modes.runPower),
        setupPower: column(modes.setupPower),
        priceProfiles: modes.priceProfiles,
        ...this.#needs(whole, firstFixed),
      },
    };
  }

  #needs(
    whole: Int32Array,
    firstFixed: number,
  ): Pick<Modes, 'needStart' | 'needPool' | 'needAmount' | 'needPhase' | 'needFrom' | 'needTo'> {
    const { needs } = this.#whole.decoder.pools;
    const needStart = new Int32Array(whole.length + 1);
    const rows: number[] = [];
    for (let m = 0; m < whole.length; m++) {
      if (m < firstFixed) for (let i = needs.start[whole[m]!]!; i < needs.start[whole[m]! + 1]!; i++) rows.push(i);
      needStart[m + 1] = rows.length;
    }
    return {
      needStart,
      needPool: Int32Array.from(rows, (i) => this.#pool.get(needs.pool[i]!)!),
      needAmount: Int32Array.from(rows, (i) => needs.amount[i]!),
      needPhase: Uint8Array.from(rows, (i) => needs.phase[i]!),
      needFrom: Int32Array.from(rows, (i) => (needs.phase[i] === Phase.RUN ? needs.from[i]! : 0)),
      needTo: Int32Array.from(rows, (i) => (needs.phase[i] === Phase.RUN ? needs.to[i]! : NONE)),
    };
  }

  #tables(modeStart: Int32Array): Operations {
    const { problem, book, floor } = this.#whole;
    const { operations } = problem;
    const total = this.#operations.length + this.#blockers.length;
    const of = (i: number): number => this.#operations[i] ?? this.#blockers[i - this.#operations.length]!.o;
    const whole = (values: Int32Array): Int32Array => Int32Array.from({ length: total }, (_, i) => values[of(i)]!);
    const flags = (values: Uint8Array): Uint8Array => Uint8Array.from({ length: total }, (_, i) => values[of(i)]!);
    const free = this.#free.length;
    return {
      count: total,
      job: Int32Array.from({ length: total }, (_, i) => (i < this.#operations.length ? this.#jobOf(operations.job[of(i)]!) : 0)),
      release: Int32Array.from({ length: total }, (_, i) =>
        i < free ? Math.max(this.#from, operations.release[of(i)]!, floor?.[of(i)] ?? 0) : 0,
      ),
      modeStart,
      unbroken: flags(operations.unbroken),
      joinedSetup: flags(operations.joinedSetup),
      fixedStart: Int32Array.from({ length: total }, (_, i) => (i < free ? -1 : book.start[of(i)]!)),
      alreadySetUp: flags(operations.alreadySetUp),
      batchFamily: whole(operations.batchFamily),
      batchSize: whole(operations.batchSize),
      flowStart: new Int32Array(total + 1),
      flowReservoir: new Int32Array(0),
      flowQuantity: new Int32Array(0),
    };
  }

  /** Job 0 is that of what only blocks machines. */
  #jobOf(job: number): number {
    let found = this.#job.get(job);
    if (found === undefined) {
      found = this.#job.size + 1;
      this.#job.set(job, found);
    }
    return found;
  }

  #jobs(): Jobs {
    const { jobs } = this.#whole.problem;
    const own = [...this.#job.keys()];
    return {
      count: own.length + 1,
      due: Int32Array.from([NONE, ...own.map((j) => jobs.due[j]!)]),
      weight: Float64Array.from([0, ...own.map((j) => jobs.weight[j]!)]),
      release: Int32Array.from([END, ...own.map((j) => jobs.release[j]!)]),
      deliverySite: Int32Array.from([-1, ...own.map((j) => jobs.deliverySite[j]!)]),
    };
  }

  #arcs(): { table: Arcs; whole: number[] } {
    const { arcs } = this.#whole.problem;
    const whole: number[] = [];
    for (const o of this.#free) {
      for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) whole.push(arcs.inArc[i]!);
      for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
        // Between two free ones it is an arc into the other as well.
        if (!this.#isFree(arcs.to[arcs.outArc[i]!]!)) whole.push(arcs.outArc[i]!);
      }
    }
    const end = (values: Int32Array): Int32Array => Int32Array.from(whole, (arc) => this.#index.get(values[arc]!)!);
    const total = this.#operations.length + this.#blockers.length;
    const from = end(arcs.from);
    const to = end(arcs.to);
    const out = grouped(from, total);
    const into = grouped(to, total);
    return {
      whole,
      table: {
        count: whole.length,
        from,
        to,
        minLag: Int32Array.from(whole, (arc) => arcs.minLag[arc]!),
        maxLag: Int32Array.from(whole, (arc) => arcs.maxLag[arc]!),
        share: Float64Array.from(whole, (arc) => arcs.share[arc]!),
        closing: Float64Array.from(whole, (arc) => arcs.closing[arc]!),
        carries: Uint8Array.from(whole, (arc) => arcs.carries[arc]!),
        inStart: into.start,
        inArc: into.member,
        outStart: out.start,
        outArc: out.member,
      },
    };
  }

  /** The last machine is where neighbours stand still that block nobody. */
  #machineTable(): Machines {
    const { machines } = this.#whole.problem;
    const column = (values: Int32Array, last: number): Int32Array => Int32Array.from([...this.#machines.map((k) => values[k]!), last]);
    return {
      count: this.#machines.length + 1,
      kind: Uint8Array.from([...this.#machines.map((k) => machines.kind[k]!), MachineKind.PARALLEL]),
      // Parallel machines are pools by now, and have what others leave.
      capacity: Int32Array.from([
        ...this.#machines.map((k) => (machines.kind[k] === MachineKind.PARALLEL ? NEVER : machines.capacity[k]!)),
        NEVER,
      ]),
      minSize: column(machines.minSize, 0),
      changeover: column(machines.changeover, -1),
      initialState: column(machines.initialState, -1),
      line: column(machines.line, -1),
      places: column(machines.places, NONE),
    };
  }

  /** What everybody else leaves of each pool during the window. */
  #pools(): Pool[] {
    const { problem, decoder, book, position } = this.#whole;
    // A little beyond, as what ends late in the window holds on.
    const to = this.#to + (this.#to - this.#from);
    const left = Array.from(this.#pool.keys(), (pool) => new FreeCapacity(decoder.pools.cut(pool, this.#from, to)));
    const change = (pool: number, from: number, until: number, amount: number): void => {
      const i = this.#pool.get(pool);
      const a = Math.max(from, this.#from);
      const b = Math.min(until, to);
      if (i !== undefined && a < b) left[i]!.reserve(a, b, amount);
    };
    const giveBack = (pool: number, from: number, until: number, amount: number): void => change(pool, from, until, -amount);
    for (const o of this.#free) decoder.eachTaken(position[o]!, giveBack);
    for (const [o, taken] of book.moved) {
      if (this.#isFree(o)) continue;
      decoder.eachTaken(position[o]!, giveBack);
      for (let i = 0; i < taken.length; i += 4) change(taken[i]!, taken[i + 1]!, taken[i + 2]!, taken[i + 3]!);
    }
    return Array.from(this.#pool.keys(), (pool, i) => ({
      holds: problem.pools[pool]?.holds ?? 'span',
      capacity: left[i]!.cut(this.#from, to),
    }));
  }
}

/** Arc numbers grouped by one of their ends: [operation + 1] CSR. */
function grouped(end: Int32Array, operations: number): { start: Int32Array; member: Int32Array } {
  const start = new Int32Array(operations + 1);
  for (const o of end) start[o + 1] = start[o + 1]! + 1;
  for (let o = 0; o < operations; o++) start[o + 1] = start[o + 1]! + start[o]!;
  const next = start.slice();
  const member = new Int32Array(end.length);
  end.forEach((o, arc) => {
    member[next[o]!] = arc;
    next[o] = next[o]! + 1;
  });
  return { start, member };
}
