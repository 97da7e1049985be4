import type { Problem } from '../problem/problem.ts';
import { MachineKind, NONE, Phase } from '../problem/problem.ts';
import type { Figures, Schedule } from '../schedule/schedule.ts';

/** What walking a schedule tick by tick shows. */
export interface TickByTick {
  /** Rules of SPEC.md broken, sorted, each once. */
  readonly rules: readonly string[];
  readonly figures: Figures;
}

/**
 * SPEC.md read a second time, by walking every tick for every operation: quadratic and worse, for problems of a few operations only.
 * It exists to catch a misreading in the oracle, so it uses none of the oracle's code. Modes must be the operations' own (R1).
 */
export function judgeTickByTick(problem: Problem, schedule: Schedule): TickByTick {
  return new Walk(problem, schedule).judge();
}

class Walk {
  readonly #p: Problem;
  readonly #s: Schedule;
  readonly #all: readonly number[];
  readonly #end: number;
  readonly #broken = new Set<string>();
  readonly #setup: number[] = [];
  readonly #work: number[] = [];
  readonly #changeCost: number[] = [];

  constructor(problem: Problem, schedule: Schedule) {
    this.#p = problem;
    this.#s = schedule;
    this.#all = Array.from({ length: problem.operations.count }, (_, o) => o);
    this.#end = Math.max(1, ...schedule.end, ...schedule.start, ...schedule.setupStart) + 1;
    for (const o of this.#all) {
      this.#setup[o] = this.#setupLength(o);
      this.#work[o] = Math.max(...this.#fellows(o).map((f) => problem.modes.duration[this.#mode(f)]!));
    }
  }

  judge(): TickByTick {
    for (const o of this.#all) {
      this.#judgeRun(o);
      this.#judgeSetup(o);
      if (this.#kind(o) === MachineKind.BATCH) this.#judgeBatch(o);
    }
    this.#judgeMachines();
    this.#judgePools();
    this.#judgeArcs();
    this.#judgeStock();
    this.#judgeLines();
    this.#judgePlaces();
    return { rules: [...this.#broken].sort(), figures: this.#count() };
  }

  #mode(o: number): number {
    return this.#s.mode[o]!;
  }
  #machine(o: number): number {
    return this.#p.modes.machine[this.#mode(o)]!;
  }
  #kind(o: number): number {
    return this.#p.machines.kind[this.#machine(o)]!;
  }
  #site(o: number): number {
    return this.#p.modes.site[this.#mode(o)]!;
  }
  #isOpen(c: number, t: number): boolean {
    const calendar = this.#p.calendars[c];
    if (c < 0 || calendar === undefined || t >= calendar.tailFrom) return true;
    return calendar.start.some((start, i) => start <= t && t < calendar.end[i]!);
  }
  #rate(c: number, t: number): number {
    const calendar = this.#p.calendars[c];
    const at = calendar === undefined ? -1 : calendar.start.findIndex((start, i) => start <= t && t < calendar.end[i]!);
    return at < 0 ? 0 : calendar!.rate[at]!;
  }
  /** Open ticks from t on, `count` of them. */
  #ticksFrom(c: number, t: number, count: number): number[] {
    const ticks: number[] = [];
    for (let at = t; ticks.length < count; at++) if (this.#isOpen(c, at)) ticks.push(at);
    return ticks;
  }
  #openTicks(c: number, from: number, to: number): number[] {
    const ticks: number[] = [];
    for (let t = from; t < to; t++) if (this.#isOpen(c, t)) ticks.push(t);
    return ticks;
  }
  #workEnd(c: number, t: number, d: number): number {
    return d === 0 ? t : this.#ticksFrom(c, t, d).at(-1)! + 1;
  }
  #runCalendar(o: number): number {
    return this.#p.modes.runCalendar[this.#mode(o)]!;
  }
  #setupCalendar(o: number): number {
    return this.#p.modes.setupCalendar[this.#mode(o)]!;
  }

  /** All that run together with o, o included. */
  #fellows(o: number): number[] {
    if (this.#kind(o) !== MachineKind.BATCH) return [o];
    return this.#all.filter((f) => this.#machine(f) === this.#machine(o) && this.#s.start[f] === this.#s.start[o]);
  }
  #isEarlier(a: number, b: number): boolean {
    for (const times of [this.#s.start, this.#s.end, this.#s.setupStart]) if (times[a] !== times[b]) return times[a]! < times[b]!;
    return a < b;
  }
  /** S of the rules; notes the money of the changeover on the way. */
  #setupLength(o: number): number {
    const { machines, modes, operations, changeovers } = this.#p;
    const fellows = this.#fellows(o);
    this.#changeCost[o] = 0;
    if (fellows.every((f) => operations.alreadySetUp[f] === 1)) return 0;
    const own = Math.max(...fellows.map((f) => modes.setup[this.#mode(f)]!));
    const table = changeovers[machines.changeover[this.#machine(o)]!];
    if (table === undefined || this.#kind(o) === MachineKind.PARALLEL) return own;
    const first = fellows.reduce((a, b) => (this.#isEarlier(a, b) ? a : b));
    let state = machines.initialState[this.#machine(o)]!;
    let left = -1;
    for (const e of this.#all) {
      if (this.#machine(e) !== this.#machine(o) || fellows.includes(e) || !this.#isEarlier(e, first) || modes.state[this.#mode(e)]! < 0)
        continue;
      if (left < 0 || this.#isEarlier(left, e)) left = e;
    }
    if (left >= 0) state = modes.state[this.#mode(left)]!;
    const wanted = modes.state[this.#mode(first)]!;
    if (state < 0 || wanted < 0) return own;
    this.#changeCost[o] = table.cost[state * table.states + wanted]!;
    return own + table.time[state * table.states + wanted]!;
  }

  #judgeRun(o: number): void {
    const { operations } = this.#p;
    const start = this.#s.start[o]!;
    const end = this.#s.end[o]!;
    const c = this.#runCalendar(o);
    const work = this.#work[o]!;
    let bad = start < operations.release[o]! || (work > 0 && !this.#isOpen(c, start)) || end !== this.#workEnd(c, start, work);
    if (operations.unbroken[o] === 1) for (let t = start; t < end; t++) bad ||= !this.#isOpen(c, t);
    if (bad) this.#broken.add('R2');
    if (operations.fixedStart[o]! >= 0 && operations.fixedStart[o] !== start) this.#broken.add('R12');
  }

  #judgeSetup(o: number): void {
    const at = this.#s.setupStart[o]!;
    const start = this.#s.start[o]!;
    const length = this.#setup[o]!;
    if (length === 0) {
      if (at !== start) this.#broken.add('R3');
      return;
    }
    const done = this.#workEnd(this.#setupCalendar(o), at, length);
    let bad = !this.#isOpen(this.#setupCalendar(o), at) || done > start;
    const joined = this.#p.operations.joinedSetup[o] === 1;
    bad ||= joined && done < start;
    if (joined || this.#p.operations.unbroken[o] === 1) for (let t = at; t < done; t++) bad ||= !this.#isOpen(this.#setupCalendar(o), t);
    if (bad) this.#broken.add('R3');
  }

  #judgeBatch(o: number): void {
    const { operations, machines, modes } = this.#p;
    const fellows = this.#fellows(o);
    if (fellows.length === 1) return;
    const size = fellows.reduce((sum, f) => sum + operations.batchSize[f]!, 0);
    let bad = size > machines.capacity[this.#machine(o)]! || operations.batchFamily[o]! < 0;
    for (const f of fellows) {
      bad ||= operations.batchFamily[f] !== operations.batchFamily[o] || modes.state[this.#mode(f)] !== modes.state[this.#mode(o)];
      bad ||= this.#s.setupStart[f] !== this.#s.setupStart[o] || this.#s.end[f] !== this.#s.end[o];
      bad ||= this.#runCalendar(f) !== this.#runCalendar(o) || this.#setupCalendar(f) !== this.#setupCalendar(o);
    }
    if (bad) this.#broken.add('R6');
  }

  /** R4, R5 and the disjointness of R6: counted tick by tick, points without length looked at by themselves. */
  #judgeMachines(): void {
    const { machines } = this.#p;
    for (let k = 0; k < machines.count; k++) {
      const here = this.#all.filter((o) => this.#machine(o) === k);
      const kind = machines.kind[k]!;
      const [rule, most] = kind === MachineKind.PARALLEL ? ['R5', machines.capacity[k]!] : [kind === MachineKind.BATCH ? 'R6' : 'R4', 1];
      const heads = here.filter((o) => this.#fellows(o)[0] === o);
      for (let t = 0; t < this.#end; t++) {
        if (heads.filter((o) => this.#s.setupStart[o]! <= t && t < this.#s.end[o]!).length > most) this.#broken.add(rule);
      }
      if (kind === MachineKind.PARALLEL) continue;
      for (const o of heads) {
        if (this.#s.setupStart[o] !== this.#s.end[o]) continue;
        if (heads.some((e) => this.#s.setupStart[e]! < this.#s.end[o]! && this.#s.end[o]! < this.#s.end[e]!)) this.#broken.add(rule);
      }
    }
  }

  #judgePools(): void {
    this.#p.pools.forEach((pool, q) => {
      for (let t = 0; t < this.#end; t++) {
        let used = 0;
        for (const o of this.#all) if (this.#fellows(o)[0] === o) used += this.#used(o, q, pool.holds, t);
        let at = 0;
        while (at + 1 < pool.capacity.at.length && pool.capacity.at[at + 1]! <= t) at++;
        if (used > pool.capacity.value[at]!) this.#broken.add('R7');
      }
    });
  }

  /** What the batch (or single operation) of o takes from pool q at tick t. */
  #used(o: number, q: number, holds: 'span' | 'worked', t: number): number {
    const { modes } = this.#p;
    const setupEnd = this.#workEnd(this.#setupCalendar(o), this.#s.setupStart[o]!, this.#setup[o]!);
    const inSetup = this.#setup[o]! > 0 && this.#s.setupStart[o]! <= t && t < setupEnd;
    const inRun = this.#s.start[o]! <= t && t < this.#s.end[o]!;
    const inAll = this.#s.setupStart[o]! <= t && t < this.#s.end[o]!;
    const works = (inSetup && this.#isOpen(this.#setupCalendar(o), t)) || (inRun && this.#isOpen(this.#runCalendar(o), t));
    let sum = 0;
    for (const phase of [Phase.SETUP, Phase.RUN, Phase.ALL]) {
      const during = phase === Phase.SETUP ? inSetup : phase === Phase.RUN ? inRun : inAll;
      if (!during || (holds === 'worked' && !works)) continue;
      let largest = 0;
      for (const f of this.#fellows(o)) {
        let own = 0;
        for (let i = modes.needStart[this.#mode(f)]!; i < modes.needStart[this.#mode(f) + 1]!; i++) {
          const done = this.#openTicks(this.#runCalendar(o), this.#s.start[o]!, t).length;
          // A break just before the window is not part of it, one just behind it neither.
          const inside =
            done >= modes.needFrom[i]! && done < modes.needTo[i]! && (this.#isOpen(this.#runCalendar(o), t) || done > modes.needFrom[i]!);
          const throughout = modes.needFrom[i] === 0 && modes.needTo[i]! >= this.#work[o]!;
          if (modes.needPool[i] === q && modes.needPhase[i] === phase && (throughout || inside)) own += modes.needAmount[i]!;
        }
        largest = Math.max(largest, own);
      }
      sum += largest;
    }
    return sum;
  }

  #arrives(from: number, to: number, ready: number): number | undefined {
    if (from < 0 || to < 0 || from === to) return ready;
    const lane = this.#p.transport?.lanes[from * this.#p.transport.sites + to];
    if (lane === undefined) return undefined;
    const i = lane.ready.findIndex((last) => last >= ready);
    return i < 0 ? ready + lane.afterLast : lane.arrival[i];
  }
  /** When what arc a brings is there: end or arrival; undefined without a way. */
  #ready(a: number): number | undefined {
    const { arcs } = this.#p;
    const from = arcs.from[a]!;
    return arcs.carries[a] === 1 ? this.#arrives(this.#site(from), this.#site(arcs.to[a]!), this.#s.end[from]!) : this.#s.end[from];
  }
  #travels(a: number): boolean {
    const [from, to] = [this.#site(this.#p.arcs.from[a]!), this.#site(this.#p.arcs.to[a]!)];
    return this.#p.arcs.carries[a] === 1 && from >= 0 && to >= 0 && from !== to;
  }
  #isLast(o: number): boolean {
    const { arcs, operations } = this.#p;
    return !arcs.from.some((from, a) => from === o && operations.job[arcs.to[a]!] === operations.job[o]);
  }

  #judgeArcs(): void {
    const { arcs, jobs, operations } = this.#p;
    for (let a = 0; a < arcs.count; a++) {
      const [from, to] = [arcs.from[a]!, arcs.to[a]!];
      const ready = this.#ready(a);
      const start = this.#s.start[to]!;
      const lag = arcs.minLag[a]!;
      if (ready === undefined) this.#broken.add('R11');
      else if (arcs.share[a] === 1 || this.#travels(a)) {
        if (start < ready + lag) this.#broken.add('R8');
      } else {
        const sent = this.#workEnd(this.#runCalendar(from), this.#s.start[from]!, Math.ceil(arcs.share[a]! * this.#work[from]!));
        if (start < sent + lag) this.#broken.add('R8');
        const ticks = this.#ticksFrom(this.#runCalendar(to), start, this.#work[to]!);
        const closing = Math.ceil(arcs.closing[a]! * this.#work[to]!);
        const last = closing === 0 ? this.#s.end[to]! : ticks.at(-closing)!;
        if (last < this.#s.end[from]! + lag) this.#broken.add('R8');
      }
    }
    for (const o of this.#all) {
      const site = jobs.deliverySite[operations.job[o]!]!;
      if (this.#isLast(o) && this.#arrives(this.#site(o), site, 0) === undefined) this.#broken.add('R11');
    }
  }

  #judgeStock(): void {
    const { operations, reservoirs } = this.#p;
    reservoirs.forEach((reservoir, r) => {
      for (let t = 0; t < Math.min(this.#end + 1, reservoir.unlimitedFrom); t++) {
        let level = reservoir.initial;
        reservoir.receiptAt.forEach((at, i) => {
          if (at <= t) level += reservoir.receiptQuantity[i]!;
        });
        for (const o of this.#all) {
          for (let i = operations.flowStart[o]!; i < operations.flowStart[o + 1]!; i++) {
            const quantity = operations.flowQuantity[i]!;
            if (operations.flowReservoir[i] === r && (quantity < 0 ? this.#s.start[o]! : this.#s.end[o]!) <= t) level += quantity;
          }
        }
        if (level < 0) this.#broken.add('R10');
      }
    });
  }

  /** Which job of two comes first must be the same wherever both pass on a line. */
  #judgeLines(): void {
    const { operations, machines } = this.#p;
    const job = (o: number): number => operations.job[o]!;
    const visits = this.#all.filter((o) => machines.line[this.#machine(o)]! >= 0);
    const isFirstVisit = (o: number): boolean =>
      !visits.some((e) => job(e) === job(o) && this.#machine(e) === this.#machine(o) && e !== o && this.#isEarlier(e, o));
    const first = visits.filter(isFirstVisit);
    for (const a of first) {
      for (const b of first.filter((o) => this.#machine(o) === this.#machine(a) && job(o) !== job(a))) {
        for (const c of first.filter((o) => job(o) === job(a) && machines.line[this.#machine(o)] === machines.line[this.#machine(a)])) {
          const d = first.find((o) => job(o) === job(b) && this.#machine(o) === this.#machine(c));
          if (d !== undefined && this.#isEarlier(a, b) !== this.#isEarlier(c, d)) this.#broken.add('R13');
        }
      }
    }
  }

  #judgePlaces(): void {
    const { arcs, operations, machines } = this.#p;
    const left = this.#all.map((o) => {
      const next = this.#all.find(
        (e) => operations.job[e] === operations.job[o] && arcs.from.some((from, a) => from === o && arcs.to[a] === e),
      );
      return next === undefined ? this.#s.end[o]! : this.#s.start[next]!;
    });
    for (let t = 0; t < this.#end; t++) {
      machines.places.forEach((places, k) => {
        const here = this.#all.filter((o) => this.#machine(o) === k && this.#s.start[o]! <= t && t < left[o]!);
        if (here.length > places) this.#broken.add('R14');
      });
    }
  }

  #count(): Figures {
    const f = { ...NOTHING };
    this.#countJobs(f);
    this.#countWork(f);
    this.#countArcs(f);
    const { baseline } = this.#p;
    for (const o of this.#all) {
      if (baseline === undefined || baseline.start[o]! < 0) continue;
      if (baseline.start[o] !== this.#s.start[o] || baseline.machine[o] !== this.#machine(o)) f.movedOperations++;
      f.startShift += Math.abs(this.#s.start[o]! - baseline.start[o]!);
    }
    return f;
  }

  #countJobs(f: Counting): void {
    const { jobs, operations } = this.#p;
    for (let j = 0; j < jobs.count; j++) {
      const site = jobs.deliverySite[j]!;
      const last = this.#all.filter((o) => operations.job[o] === j && this.#isLast(o));
      const completion = Math.max(0, ...last.map((o) => this.#arrives(this.#site(o), site, this.#s.end[o]!) ?? this.#s.end[o]!));
      for (const o of last) this.#payLane(this.#site(o), site, this.#p.transport?.deliveryPieces[o] ?? 0, f);
      f.makespan = Math.max(f.makespan, completion);
      f.flowTime += completion - jobs.release[j]!;
      if (jobs.due[j] === NONE || completion <= jobs.due[j]!) continue;
      f.lateJobs++;
      f.weightedTardiness += jobs.weight[j]! * (completion - jobs.due[j]!);
    }
  }

  #payLane(from: number, to: number, pieces: number, f: Counting): void {
    if (from < 0 || to < 0 || from === to) return;
    const lane = this.#p.transport?.lanes[from * this.#p.transport.sites + to];
    if (lane === undefined) return;
    f.cost += lane.cost + pieces * lane.costPerPiece;
    f.carbon += lane.carbon + pieces * lane.carbonPerPiece;
  }

  #countWork(f: Counting): void {
    const { modes, machines, operations } = this.#p;
    for (const o of this.#all) {
      const m = this.#mode(o);
      f.cost += modes.cost[m]!;
      f.carbon += modes.carbon[m]!;
      const fellows = this.#fellows(o);
      if (fellows[0] !== o) continue;
      f.setupTime += this.#setup[o]!;
      f.changeoverCost += this.#changeCost[o]!;
      f.cost += this.#changeCost[o]! + modes.setupCostRate[m]! * this.#setup[o]!;
      f.carbon += modes.setupCarbonRate[m]! * this.#setup[o]!;
      for (const t of this.#ticksFrom(this.#setupCalendar(o), this.#s.setupStart[o]!, this.#setup[o]!))
        f.cost += this.#rate(this.#setupCalendar(o), t) + modes.setupPower[m]! * this.#price(m, t);
      for (const t of this.#openTicks(this.#runCalendar(o), this.#s.start[o]!, this.#s.end[o]!))
        f.cost += this.#rate(this.#runCalendar(o), t) + modes.runPower[m]! * this.#price(m, t);
      if (this.#kind(o) !== MachineKind.BATCH) continue;
      const size = fellows.reduce((sum, e) => sum + operations.batchSize[e]!, 0);
      f.underfill += Math.max(0, machines.minSize[this.#machine(o)]! - size);
    }
  }

  #price(m: number, t: number): number {
    const profile = this.#p.modes.priceProfiles[this.#p.modes.priceProfile[m]!];
    if (profile === undefined) return 0;
    return profile.value[profile.at.findLastIndex((at) => at <= t)] ?? 0;
  }

  #countArcs(f: Counting): void {
    const { arcs } = this.#p;
    for (let a = 0; a < arcs.count; a++) {
      const pieces = this.#p.transport?.arcPieces[a] ?? 0;
      if (this.#travels(a)) this.#payLane(this.#site(arcs.from[a]!), this.#site(arcs.to[a]!), pieces, f);
      const ready = this.#ready(a);
      if (arcs.maxLag[a] !== NONE && ready !== undefined) f.lagExcess += Math.max(0, this.#s.start[arcs.to[a]!]! - ready - arcs.maxLag[a]!);
    }
  }
}

type Counting = { -readonly [part in keyof Figures]: number };
const NOTHING: Figures = {
  weightedTardiness: 0,
  lateJobs: 0,
  makespan: 0,
  flowTime: 0,
  setupTime: 0,
  changeoverCost: 0,
  cost: 0,
  carbon: 0,
  movedOperations: 0,
  startShift: 0,
  underfill: 0,
  lagExcess: 0,
};
