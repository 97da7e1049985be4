// Non-null assertions index arrays sized by the problem.
import { NEVER } from '../../constraints/calendar/work-clock.ts';
import { changeoverTime } from '../../constraints/changeover/setup-length.ts';
import { MachineKind, NONE } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Random } from '../../random/xorshift.ts';
import { BatchCrews } from './batch-crews.ts';
import type { CoupledGroups } from './coupled-groups.ts';
import type { Decoder } from './decoder.ts';
import { AUTO } from './decoder.ts';
import { EventHeap } from './heap.ts';
import type { Rule, RuleView } from './rules.ts';
import { PARTS } from './score.ts';

const UNDERFILL = PARTS.indexOf('underfill');

/** How often the members of a group are placed anew to keep their maximum lags. */
const LAG_ROUNDS = 16;

/**
 * Builds a schedule by simulation: time runs on, a free machine takes the waiting operation its rule likes best, the decoder
 * gives it its times (and, where there is a choice, the mode that ends first). The order of placing is a sequence for the search.
 */
export class Dispatch {
  readonly #decoder: Decoder;
  readonly #problem: Problem;
  readonly #view: RuleView;
  readonly #rule: Rule;
  readonly #random: Random;
  /** Chance with which an operation is passed over: rules have no common scale that a disturbance could have. */
  readonly #noise: number;
  /** [operation] predecessors not placed yet */
  readonly #open: Int32Array;
  readonly #ready: Int32Array;
  readonly #urgent: Uint8Array;
  /** [machine] operations that wait for it; those placed elsewhere are dropped when met */
  readonly #waiting: number[][];
  readonly #scheduled: Uint8Array;
  readonly #coupled: CoupledGroups | undefined;
  /** [group] arcs from outside the group whose origin is not placed yet */
  readonly #groupOpen: Int32Array;
  readonly #arrivals = new EventHeap();
  readonly #machines = new EventHeap();
  #withoutStock: number[] = [];
  #now = 0;
  /** Who waits for others to fill a batch with; undefined = nobody does. */
  readonly #crews: BatchCrews | undefined;

  constructor(decoder: Decoder, view: RuleView, rule: Rule, random: Random, noise: number, patience = 0) {
    const { problem } = decoder;
    const { operations, arcs, machines } = problem;
    this.#decoder = decoder;
    this.#problem = problem;
    this.#view = view;
    this.#rule = rule;
    this.#random = random;
    this.#noise = noise;
    this.#open = new Int32Array(operations.count);
    this.#ready = new Int32Array(operations.count);
    this.#crews = patience > 0 && decoder.score.weightOf(UNDERFILL) > 0 ? new BatchCrews(decoder, view, this.#ready, patience) : undefined;
    this.#urgent = beforeFixed(problem);
    this.#waiting = Array.from({ length: machines.count }, () => []);
    this.#scheduled = new Uint8Array(machines.count);
    // On a line a job's next operation follows at once anyway.
    this.#coupled = problem.features.lines ? undefined : decoder.derived.coupled;
    this.#groupOpen = new Int32Array(this.#coupled === undefined ? 0 : this.#coupled.start.length - 1);
    decoder.undoTo(0);
    decoder.delay.fill(0);
    decoder.floor.fill(0);
    for (let i = 0; i < arcs.count; i++) {
      if (operations.fixedStart[arcs.from[i]!]! >= 0) continue;
      this.#open[arcs.to[i]!] = this.#open[arcs.to[i]!]! + 1;
      const g = this.#groupOf(arcs.to[i]!);
      if (g >= 0 && this.#groupOf(arcs.from[i]!) !== g) this.#groupOpen[g] = this.#groupOpen[g]! + 1;
    }
    for (let o = 0; o < operations.count; o++) {
      const g = this.#groupOf(o);
      if (operations.fixedStart[o]! >= 0) continue;
      if (g < 0 ? this.#open[o] === 0 : this.#groupOpen[g] === 0 && this.#coupled!.member[this.#coupled!.start[g]!] === o) this.#arrive(o);
    }
  }

  /** Places about `budget` operations; true when all are placed. */
  run(budget: number): boolean {
    const goal = this.#decoder.placed + budget;
    const total = this.#decoder.order.length - this.#fixedCount();
    while (this.#decoder.placed < total) {
      if (this.#decoder.placed >= goal) return false;
      const arrival = this.#arrivals.time();
      const machine = this.#machines.time();
      if (arrival === Infinity && machine === Infinity) this.#forceStockless();
      else if (arrival <= machine) {
        this.#now = Math.max(this.#now, arrival);
        this.#queue(this.#arrivals.pop());
      } else {
        this.#now = Math.max(this.#now, machine);
        this.#serve(this.#machines.pop());
      }
    }
    return true;
  }

  #groupOf(o: number): number {
    return this.#coupled === undefined ? -1 : this.#coupled.group[o]!;
  }

  #fixedCount(): number {
    return this.#problem.features.fixed ? this.#problem.operations.fixedStart.reduce((sum, start) => sum + (start >= 0 ? 1 : 0), 0) : 0;
  }

  #arrive(o: number): void {
    const { operations, modes } = this.#problem;
    const m = this.#decoder.derived.usableMode[this.#decoder.derived.usableStart[o]!]!;
    const ready = Math.max(operations.release[o]!, this.#decoder.readiness.ready(o, m, modes.duration[m]!));
    this.#ready[o] = Math.min(ready, NEVER);
    // What a fixed operation waits for cannot wait its turn.
    this.#arrivals.push(this.#urgent[o] === 1 ? -1 : this.#ready[o]!, o);
  }

  #queue(o: number): void {
    if (this.#decoder.at.mode[o]! >= 0) return;
    if (this.#problem.features.reservoirs && this.#lacksStock(o)) {
      this.#withoutStock.push(o);
      return;
    }
    if (this.#urgent[o] === 1) {
      this.#place(o);
      return;
    }
    const { usableStart, usableMode } = this.#decoder.derived;
    for (let i = usableStart[o]!; i < usableStart[o + 1]!; i++) {
      const k = this.#problem.modes.machine[usableMode[i]!]!;
      const waiting = this.#waiting[k]!;
      if (waiting[waiting.length - 1] === o) continue;
      waiting.push(o);
      if (this.#scheduled[k] === 0) {
        this.#scheduled[k] = 1;
        this.#machines.push(Math.max(this.#now, this.#freeAt(k)), k);
      }
    }
  }

  #freeAt(k: number): number {
    const { tails } = this.#decoder;
    return this.#problem.machines.kind[k] === MachineKind.PARALLEL ? this.#now : tails.free[tails.base[k]! + tails.cursor[k]!]!;
  }

  #serve(k: number): void {
    this.#scheduled[k] = 0;
    const kind = this.#problem.machines.kind[k]!;
    const waits = kind === MachineKind.BATCH && this.#crews !== undefined && this.#problem.machines.minSize[k]! > 0;
    if (waits && this.#freeAt(k) > this.#now) {
      this.#scheduled[k] = 1;
      this.#machines.push(this.#freeAt(k), k);
      return;
    }
    const o = this.#choose(k, waits);
    if (o < 0) {
      if (waits) this.#serveLater(k);
      return;
    }
    if (waits) {
      this.#placeTogether(k, o);
      if (this.#waiting[k]!.length > 0) {
        this.#scheduled[k] = 1;
        this.#machines.push(Math.max(this.#now, this.#freeAt(k)), k);
      }
      return;
    }
    this.#place(o);
    const { at } = this.#decoder;
    const m = at.mode[o]!;
    if (kind === MachineKind.BATCH && this.#problem.modes.machine[m] === k) this.#fillBatch(k, o);
    if (this.#waiting[k]!.length === 0) return;
    let again = this.#now;
    if (this.#problem.modes.machine[m] === k) {
      again = kind === MachineKind.PARALLEL ? at.start[o]! : this.#decoder.clock.open(this.#problem.modes.runCalendar[m]!, at.end[o]!);
    }
    this.#scheduled[k] = 1;
    this.#machines.push(Math.max(this.#now, again), k);
  }

  /** When the first of those who wait for others gives up; whoever comes before then has the machine looked at too. */
  #serveLater(k: number): void {
    const first = this.#crews!.firstToGiveUp(k, this.#waiting[k]!, this.#now);
    if (first < Infinity) this.#machines.push(Math.max(this.#now, first), k);
  }

  /** One and those who wait for the same treatment, the latest first: whoever opens the batch fixes when it begins. */
  #placeTogether(k: number, o: number): void {
    const { operations, machines } = this.#problem;
    const family = operations.batchFamily[o]!;
    const members = [o];
    let size = operations.batchSize[o]!;
    const fellows =
      family < 0 ? [] : this.#waiting[k]!.filter((p) => this.#decoder.at.mode[p]! < 0 && operations.batchFamily[p] === family && p !== o);
    fellows.sort((a, b) => this.#view.due[a]! - this.#view.due[b]! || a - b);
    for (const p of fellows) {
      if (size + operations.batchSize[p]! > machines.capacity[k]!) continue;
      size += operations.batchSize[p]!;
      members.push(p);
    }
    // Who opens the batch fixes when it begins and how long it takes: the longest does, when the last of them has come.
    const work = (p: number): number => this.#workAt(k, p);
    members.sort((a, b) => work(b) - work(a) || this.#ready[b]! - this.#ready[a]! || a - b);
    const { delay, floor } = this.#decoder;
    floor[members[0]!] = members.reduce((last, p) => Math.max(last, this.#ready[p]!), 0);
    delay[members[0]!] = floor[members[0]!]!;
    for (const p of members) if (this.#decoder.at.mode[p]! < 0) this.#place(p);
  }

  #choose(k: number, waits: boolean): number {
    const { operations, modes, machines } = this.#problem;
    const { at, tails } = this.#decoder;
    const waiting = this.#waiting[k]!;
    const hasTable = machines.changeover[k]! >= 0;
    const state = hasTable ? tails.stateBefore(k, tails.base[k]! + tails.cursor[k]!) : -1;
    if (waits) this.#crews!.count(k, waiting, this.#now);
    let best = -1;
    let bestAt = -1;
    let least = Infinity;
    for (let i = 0; i < waiting.length; i++) {
      const o = waiting[i]!;
      if (at.mode[o]! >= 0) {
        waiting[i--] = waiting[waiting.length - 1]!;
        waiting.pop();
        continue;
      }
      if (waits && this.#crews!.holds(o)) continue;
      const m = this.#modeAt(k, o);
      let setup = 0;
      if (operations.alreadySetUp[o] === 0) {
        setup = modes.setup[m]!;
        if (hasTable) setup += changeoverTime(this.#problem, k, state, modes.state[m]!);
      }
      const priority = this.#rule(this.#view, o, modes.duration[m]!, setup, this.#ready[o]!, this.#now);
      if (best >= 0 && this.#noise > 0 && this.#random.unit() < this.#noise) continue;
      if (priority < least || (priority === least && o < best)) {
        least = priority;
        best = o;
        bestAt = i;
      }
    }
    if (bestAt >= 0) {
      waiting[bestAt] = waiting[waiting.length - 1]!;
      waiting.pop();
    }
    return best;
  }

  #modeAt(k: number, o: number): number {
    const { usableStart, usableMode } = this.#decoder.derived;
    const { machine } = this.#problem.modes;
    let m = usableMode[usableStart[o]!]!;
    for (let j = usableStart[o]! + 1; machine[m] !== k && j < usableStart[o + 1]!; j++) m = usableMode[j]!;
    return m;
  }

  #workAt(k: number, o: number): number {
    return this.#problem.modes.duration[this.#modeAt(k, o)]!;
  }

  /** Lets those who wait for the same treatment share the batch just opened. */
  #fillBatch(k: number, leader: number): void {
    const { operations, machines } = this.#problem;
    const family = operations.batchFamily[leader]!;
    if (family < 0) return;
    let size = operations.batchSize[leader]!;
    const fellows = this.#waiting[k]!.filter((o) => this.#decoder.at.mode[o]! < 0 && operations.batchFamily[o] === family);
    fellows.sort((a, b) => this.#view.due[a]! - this.#view.due[b]! || a - b);
    for (const o of fellows) {
      if (size + operations.batchSize[o]! > machines.capacity[k]! || this.#decoder.at.mode[o]! >= 0) continue;
      size += operations.batchSize[o]!;
      this.#place(o);
    }
  }

  /** Whether `o`, or one that must follow it soon, takes what is not there yet. */
  #lacksStock(o: number): boolean {
    const { stocks } = this.#decoder;
    const g = this.#groupOf(o);
    if (g < 0) return stocks.takeFrom(o) >= NEVER;
    const { start, member } = this.#coupled!;
    for (let i = start[g]!; i < start[g + 1]!; i++) if (stocks.takeFrom(member[i]!) >= NEVER) return true;
    return false;
  }

  #place(o: number): void {
    const g = this.#groupOf(o);
    if (g >= 0) this.#placeGroup(g);
    else this.#decoder.place(o, AUTO);
    if (this.#problem.features.reservoirs && this.#withoutStock.length > 0) {
      const waiting = this.#withoutStock;
      this.#withoutStock = [];
      for (const p of waiting) this.#queue(p);
    }
    if (g < 0) this.#release(o, g);
    else for (let i = this.#coupled!.start[g]!; i < this.#coupled!.start[g + 1]!; i++) this.#release(this.#coupled!.member[i]!, g);
  }

  /** Places operations that may not wait long for each other; where one would, those before it are sent later and all begin anew. */
  #placeGroup(g: number): void {
    const { start, member } = this.#coupled!;
    const decoder = this.#decoder;
    const before = decoder.placed;
    for (let i = start[g]!; i < start[g + 1]!; i++) decoder.delay[member[i]!] = decoder.floor[member[i]!]!;
    for (let round = 0; ; round++) {
      let isOver = false;
      for (let i = start[g]!; i < start[g + 1]! && !isOver; i++) {
        const o = member[i]!;
        if (decoder.place(o, AUTO) && round < LAG_ROUNDS) isOver = this.#sendLater(o, g);
      }
      if (!isOver) return;
      decoder.undoTo(before);
    }
  }

  /** Holds each predecessor in the group back by what `o` starts too late for it; a fixed one cannot be. */
  #sendLater(o: number, g: number): boolean {
    const { arcs } = this.#problem;
    const decoder = this.#decoder;
    let isOver = false;
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      const arc = arcs.inArc[i]!;
      const from = arcs.from[arc]!;
      const over = this.#groupOf(from) === g ? decoder.readiness.excessOn(arc, o) : 0;
      if (over === 0) continue;
      decoder.delay[from] = decoder.laterStart(from, over);
      isOver = true;
    }
    return isOver;
  }

  /** Lets those come who waited for `o` of group `g`. */
  #release(o: number, g: number): void {
    const { arcs, operations, features } = this.#problem;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const to = arcs.to[arcs.outArc[i]!]!;
      if (operations.fixedStart[to]! >= 0) continue;
      const other = this.#groupOf(to);
      if (other >= 0) {
        if (other === g) continue;
        this.#groupOpen[other] = this.#groupOpen[other]! - 1;
        if (this.#groupOpen[other] === 0) this.#arrive(this.#coupled!.member[this.#coupled!.start[other]!]!);
        continue;
      }
      this.#open[to] = this.#open[to]! - 1;
      if (this.#open[to] !== 0) continue;
      // Where jobs may not overtake, a successor is placed at once, before others take its machine; so too one that may not wait long.
      const atOnce = features.lines || arcs.maxLag[arcs.outArc[i]!] !== NONE;
      if (atOnce && !(features.reservoirs && this.#decoder.stocks.takeFrom(to) >= NEVER)) this.#place(to);
      else this.#arrive(to);
    }
  }

  /** Nothing else can go on: place one that lacks stock, and let the score say that it is broken. */
  #forceStockless(): void {
    const o = this.#withoutStock.shift();
    if (o === undefined) throw new Error(`dispatch: ${this.#decoder.placed} operations placed and none left to place`);
    if (this.#decoder.at.mode[o]! < 0) this.#place(o);
  }
}

/** Operations some fixed one waits for. */
function beforeFixed({ operations, arcs, features }: Problem): Uint8Array {
  const urgent = new Uint8Array(operations.count);
  if (!features.fixed) return urgent;
  const stack: number[] = [];
  operations.fixedStart.forEach((start, o) => {
    if (start >= 0) stack.push(o);
  });
  for (let o = stack.pop(); o !== undefined; o = stack.pop()) {
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      const from = arcs.from[arcs.inArc[i]!]!;
      if (urgent[from] === 1) continue;
      urgent[from] = 1;
      stack.push(from);
    }
  }
  return urgent;
}
