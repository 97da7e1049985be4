import type { FixedRun, FixedSurroundings } from '../compile/fixed-book.ts';
import { FixedBook, poolNeeds } from '../compile/fixed-book.ts';
import type { PricedSpan } from '../compile/spans.ts';
import { longestStretch, workEnd } from '../compile/spans.ts';
import type { BoardArc, BoardMode, BoardModel, BoardOperation } from './board-model.ts';
import { overloads, type Taken } from './overloads.ts';

/** A bar dragged: to a machine and an instant (seconds) at which its run is to start. */
export interface Drag {
  readonly operation: string;
  readonly machine: string;
  readonly start: number;
}

export type Refused =
  | 'unknown'
  | 'past'
  | 'started'
  | 'locked'
  | 'fence'
  | 'machine'
  | 'calendar'
  | 'unbroken'
  | 'previous-operation'
  | 'transport'
  | 'release'
  | 'fixed-work'
  | 'people-or-tools'
  | 'material';

export interface Verdict {
  readonly allowed: boolean;
  /** Why not. */
  readonly reason?: Refused;
  /** The operation that stands in the way, where it is one. */
  readonly operation?: string;
  /** Instant from which on the reason no longer holds, where that is known. */
  readonly from?: number;
  /** Run end at the new place, in seconds. */
  readonly end?: number;
  readonly setupMinutes?: number;
  /** Estimate of when its order is then done, later steps pushed only as far as they must: seconds. */
  readonly orderDone?: number;
  /** By that estimate, minutes after the need-by date; negative = to spare; absent without one. */
  readonly lateMinutes?: number;
  /** Operations that cannot stay where they are beside it; the planner finds them new places. */
  readonly displaces: readonly { readonly operation: string; readonly order: string }[];
  /** Longest waits it breaks. */
  readonly waitsBroken: readonly string[];
}

/** Judges drags on one plan. Building it costs some milliseconds, a verdict one or a few. */
export function previewer(model: BoardModel): { verdict: (drag: Drag) => Verdict } {
  const board = new Board(model);
  return { verdict: (drag) => board.verdict(drag) };
}

/** A longer setup begins earlier than planned: people and tools are looked at from this long before. */
const SETUP_ROOM_SECONDS = 8 * 3600;

interface Place {
  readonly setupStart: number;
  readonly start: number;
  readonly end: number;
}

/** Who may be in the way of a drag. */
interface Nearby {
  /** May have to be set up anew, or find no room. */
  readonly affected: Set<number>;
  /** Stand as planned, setup and all, but can be met. */
  readonly asPlanned: Set<number>;
  /** Flows by reservoir that stay as they are. */
  readonly background: ReadonlyMap<number, { readonly at: number[]; readonly quantity: number[] }>;
}

const NOTHING = { displaces: [], waitsBroken: [] } as const;

class Board {
  readonly #model: BoardModel;
  readonly #calendars: readonly (readonly PricedSpan[])[];
  readonly #byId: ReadonlyMap<string, number>;
  readonly #machines: ReadonlyMap<string, number>;
  /** What has started or is locked: it goes before everything. */
  readonly #pinned: FixedBook;
  /** [machine] and [pool] operations that use it, by start. */
  readonly #onMachine: readonly (readonly number[])[];
  readonly #onPool: readonly (readonly number[])[];
  /** [reservoir] operations that take or bring, with how much. */
  readonly #onStock: ReadonlyMap<number, readonly (readonly [number, number])[]>;
  /** [operation, pool], worked out when first needed. */
  readonly #taken = new Map<number, Map<number, readonly Taken[]>>();
  readonly #followers: readonly (readonly number[])[];

  constructor(model: BoardModel) {
    this.#model = model;
    this.#calendars = model.calendars.map((flat) =>
      Array.from({ length: flat.length / 2 }, (_, i) => ({ start: flat[2 * i] ?? 0, end: flat[2 * i + 1] ?? 0, rate: 0 })),
    );
    this.#byId = new Map(model.operations.map((each, o) => [each.id, o]));
    this.#machines = new Map(model.machines.map((each, m) => [each.id, m]));
    const byStart = model.operations.map((_, o) => o).sort((a, b) => this.#at(a).start - this.#at(b).start);
    const onMachine: number[][] = model.machines.map(() => []);
    const onPool: number[][] = model.pools.map(() => []);
    for (const o of byStart) {
      onMachine[this.#modeOf(o).machine]?.push(o);
      for (const pool of new Set(this.#modeOf(o).needs.map((need) => need[0]))) onPool[pool]?.push(o);
    }
    this.#onMachine = onMachine;
    this.#onPool = onPool;
    const onStock = new Map<number, [number, number][]>();
    for (const o of byStart)
      for (const [reservoir, quantity] of this.#at(o).flows) {
        const known = onStock.get(reservoir) ?? [];
        known.push([o, quantity]);
        onStock.set(reservoir, known);
      }
    this.#onStock = onStock;
    const followers: number[][] = model.operations.map(() => []);
    model.operations.forEach((each, o) => each.after.forEach((arc) => followers[arc.from]?.push(o)));
    this.#followers = followers;
    this.#pinned = new FixedBook(this.#around());
    for (const kind of ['started', 'locked'] as const)
      for (const o of byStart) if (this.#at(o).pinned === kind) this.#pinned.admit(this.#runOf(o, this.#modeOf(o), this.#at(o).start));
  }

  verdict(drag: Drag): Verdict {
    const { origin, tickSeconds, fence } = this.#model;
    const o = this.#byId.get(drag.operation) ?? -1;
    const machine = this.#machines.get(drag.machine) ?? -1;
    const start = Math.ceil((drag.start - origin) / tickSeconds);
    if (o < 0 || machine < 0) return refuse('unknown');
    const operation = this.#at(o);
    if (operation.pinned !== undefined) return refuse(operation.pinned);
    if (start < 0) return refuse('past', { from: origin });
    if (Math.min(start, operation.start) < fence) return refuse('fence', { from: this.#instant(fence) });
    const ways = operation.modes.filter((mode) => mode.machine === machine);
    if (ways.length === 0) return refuse('machine');
    if (start < operation.earliest) return refuse('release', { from: this.#instant(operation.earliest) });
    let refused: Verdict | undefined;
    for (const way of ways) {
      const verdict = this.#tryWay(o, way, start);
      if (verdict.allowed) return verdict;
      refused ??= verdict;
      // The planner takes the first way that can stand where it is wished, and no other.
      if (verdict.reason !== 'calendar' && verdict.reason !== 'people-or-tools' && verdict.reason !== 'fixed-work') break;
    }
    return refused ?? refuse('machine');
  }

  #tryWay(o: number, way: BoardMode, start: number): Verdict {
    const book = this.#pinned.copy();
    const run = this.#runOf(o, way, start);
    const answer = book.admit(run);
    if ('refused' in answer) {
      if (answer.refused === 'closed') return refuse('calendar', this.#opens(way.runCalendar, start));
      return refuse(answer.refused === 'machine' ? 'fixed-work' : answer.refused);
    }
    const place = book.placeOf(way.machine, run.id);
    if (place === undefined) throw new Error(`${run.id} was admitted nowhere`);
    if (this.#at(o).unbroken && this.#breaks(way, place)) return refuse('unbroken');
    const early = this.#tooEarly(o, way, start);
    if (early !== undefined) return early;
    return this.#beside(o, way, book, place);
  }

  /** Who can stay beside the dragged run: the fence and its own earlier operations must, the others should. */
  #beside(o: number, way: BoardMode, admitted: FixedBook, place: Place): Verdict {
    const { fence, orders } = this.#model;
    const ancestors = this.#ancestorsOf(o);
    const { affected, asPlanned, background } = this.#near(o, way, place);
    const book = admitted.copy(this.#around(background));
    const rank = (each: number): number => (this.#at(each).start < fence ? 0 : ancestors.has(each) ? 1 : 2);
    const near = [...asPlanned, ...affected].sort((a, b) => rank(a) - rank(b) || this.#at(a).start - this.#at(b).start);
    const displaces: number[] = [];
    for (const each of near) {
      const answer = book.admit(asPlanned.has(each) ? this.#standing(each, way.machine) : this.#plannedRun(each, background));
      if (!('refused' in answer)) continue;
      if (rank(each) === 0) return refuse('fence', { operation: this.#at(each).id });
      if (rank(each) === 1) return refuse('previous-operation', { operation: this.#at(each).id });
      displaces.push(each);
    }
    const done = this.#orderDone(o, place.end);
    const order = orders[this.#at(o).order];
    const due = order?.due;
    return {
      allowed: true,
      end: this.#instant(place.end),
      setupMinutes: ((place.start - place.setupStart) * this.#model.tickSeconds) / 60,
      orderDone: this.#instant(done),
      ...(due === undefined ? {} : { lateMinutes: ((done - due) * this.#model.tickSeconds) / 60 }),
      displaces: displaces.map((each) => ({ operation: this.#at(each).id, order: orders[this.#at(each).order]?.id ?? '' })),
      waitsBroken: this.#waitsBroken(o, way, place.start),
    };
  }

  /**
   * Operations the dragged one can touch. The plan is right as it is, so only these can be in its way: on the machine those it meets
   * and those that come to stand behind another than planned, with what stands before them; of the people, tools and power those at
   * work in the meantime; of the stock those between its old place and its new one. All others are taken as they are.
   */
  #near(o: number, way: BoardMode, place: Place): Nearby {
    const affected = new Set<number>();
    const asPlanned = new Set<number>();
    const isMovable = (each: number): boolean => each !== o && this.#at(each).pinned === undefined;
    const meets = (each: number, from: number, to: number): boolean => this.#at(each).setupStart < to && from < this.#at(each).end;
    const line = (this.#onMachine[way.machine] ?? []).filter((each) => each !== o);
    if (this.#model.machines[way.machine]?.capacity.kind === 'parallel') {
      for (const each of line) if (isMovable(each) && meets(each, place.setupStart, place.end)) asPlanned.add(each);
    } else {
      const starts = [place.start, ...(this.#modeOf(o).machine === way.machine ? [this.#at(o).start] : [])];
      const next = new Set(starts.map((start) => this.#at(line.find((each) => this.#at(each).start >= start) ?? o).start));
      for (const each of line) if (meets(each, place.setupStart, place.end) || next.has(this.#at(each).start)) affected.add(each);
      let before: number[] = [];
      let group: number[] = [];
      for (const each of line) {
        if (group[0] !== undefined && this.#at(group[0]).start !== this.#at(each).start) [before, group] = [group, []];
        group.push(each);
        if (affected.has(each) || this.#at(each).pinned !== undefined) for (const one of before) asPlanned.add(one);
      }
    }
    for (const each of affected) asPlanned.delete(each);
    const touched = [...affected].map((each) => this.#at(each));
    const from = Math.min(place.setupStart, ...touched.map(({ setupStart }) => setupStart)) - SETUP_ROOM_SECONDS / this.#model.tickSeconds;
    const to = Math.max(place.end, ...touched.map(({ end }) => end));
    this.#crowded(o, way, place, affected, { start: from, end: to }).forEach((each) => asPlanned.add(each));
    const background = this.#stockAround(o, place.start, affected);
    for (const set of [affected, asPlanned]) for (const each of set) if (!isMovable(each)) set.delete(each);
    return { affected, asPlanned, background };
  }

  /** Who is at work where people, tools or power would not suffice for all. Setups that may change count as long as they can become. */
  #crowded(o: number, way: BoardMode, place: Place, affected: ReadonlySet<number>, window: { start: number; end: number }): Set<number> {
    const crowded = new Set<number>();
    const wanted = new Map<number, Taken[]>();
    const want = (pool: number, pieces: readonly Taken[]): void => void wanted.set(pool, [...(wanted.get(pool) ?? []), ...pieces]);
    const around = this.#around();
    const run = { ...this.#runOf(o, way, place.start), ...place };
    for (const { pool, spans, amount } of poolNeeds(run, around))
      want(
        pool,
        spans.map(({ start, end }) => ({ start, end, amount })),
      );
    for (const each of affected)
      for (const [pool, amount] of this.#modeOf(each).needs) {
        const { setupStart, end } = this.#at(each);
        want(pool, [{ start: setupStart - SETUP_ROOM_SECONDS / this.#model.tickSeconds, end, amount }]);
      }
    for (const [pool, pieces] of wanted) {
      const others = (this.#onPool[pool] ?? []).filter(
        (each) => each !== o && !affected.has(each) && this.#at(each).setupStart < window.end && window.start < this.#at(each).end,
      );
      const all = others.map((each) => this.#takenBy(each, pool));
      const spans = overloads([...pieces, ...all.flat()], around.poolOf(pool).capacity, window.start, window.end);
      others.forEach((each, i) => {
        if (all[i]?.some((piece) => spans.some((span) => piece.start < span.end && span.start < piece.end)) === true) crowded.add(each);
      });
    }
    return crowded;
  }

  /** What an operation takes from a pool as planned. */
  #takenBy(o: number, pool: number): readonly Taken[] {
    let known = this.#taken.get(o);
    if (known === undefined) {
      known = new Map();
      const { setupStart, start, end } = this.#at(o);
      for (const { pool, spans, amount } of poolNeeds({ ...this.#runOf(o, this.#modeOf(o), start), setupStart, end }, this.#around()))
        known.set(pool, [...(known.get(pool) ?? []), ...spans.map((span) => ({ start: span.start, end: span.end, amount }))]);
      this.#taken.set(o, known);
    }
    return known.get(pool) ?? [];
  }

  /** Adds to `affected` who takes or brings stock between an operation's old place and its new one; the others' flows by reservoir. */
  #stockAround(o: number, start: number, affected: Set<number>): Nearby['background'] {
    const background = new Map<number, { at: number[]; quantity: number[] }>();
    const [from, to] = [Math.min(start, this.#at(o).start), Math.max(start, this.#at(o).start)];
    for (const [reservoir] of this.#at(o).flows) {
      const others = { at: [] as number[], quantity: [] as number[] };
      for (const [each, quantity] of this.#onStock.get(reservoir) ?? []) {
        const at = this.#at(each);
        if (each === o || at.pinned !== undefined) continue;
        if (at.start >= from && at.start <= to) affected.add(each);
        else if (!affected.has(each)) {
          others.at.push(at.start);
          others.quantity.push(quantity);
        }
      }
      background.set(reservoir, others);
    }
    return background;
  }

  #ancestorsOf(o: number): Set<number> {
    const found = new Set<number>();
    const open = this.#at(o).after.map((arc) => arc.from);
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      if (found.has(each)) continue;
      found.add(each);
      open.push(...this.#at(each).after.map((arc) => arc.from));
    }
    return found;
  }

  /** The rule between an operation and what it follows, by the places of the plan. */
  #tooEarly(o: number, way: BoardMode, start: number): Verdict | undefined {
    for (const arc of this.#at(o).after) {
      const before = this.#at(arc.from);
      const ready = this.#readyAt(arc, way.site);
      if (arc.share >= 1 || ready !== before.end) {
        if (start >= ready + arc.minLag) continue;
        const reason = ready > before.end ? 'transport' : 'previous-operation';
        return refuse(reason, { operation: before.id, from: this.#instant(ready + arc.minLag) });
      }
      const earlier = this.#modeOf(arc.from);
      const firstOut = this.#workEnd(earlier.runCalendar, before.start, Math.ceil(arc.share * earlier.duration));
      const lastIn = this.#workEnd(way.runCalendar, start, way.duration - Math.ceil(arc.share * way.duration));
      if (start < firstOut + arc.minLag || lastIn < before.end + arc.minLag) return refuse('previous-operation', { operation: before.id });
    }
    return undefined;
  }

  #readyAt(arc: BoardArc, site: number): number {
    const { end } = this.#at(arc.from);
    const from = this.#modeOf(arc.from).site;
    if (!arc.carries || from < 0 || site < 0 || from === site) return end;
    const lane = this.#model.lanes[from * this.#model.sites + site];
    // Without a way the goods never come.
    if (lane === null || lane === undefined) return Number.MAX_SAFE_INTEGER;
    const next = lane.ready.findIndex((each) => each >= end);
    return next < 0 ? end + lane.afterLast : (lane.arrival[next] ?? end);
  }

  #waitsBroken(o: number, way: BoardMode, start: number): string[] {
    return this.#at(o)
      .after.filter((arc) => start - this.#readyAt(arc, way.site) > arc.maxLag)
      .map((arc) => this.#at(arc.from).id);
  }

  /** Completion of the order when the run ends at `end`: its later steps keep their length and are pushed only where they must be. */
  #orderDone(o: number, end: number): number {
    const ends = new Map([[o, end]]);
    const open = [...(this.#followers[o] ?? [])];
    const { order } = this.#at(o);
    for (let each = open.shift(); each !== undefined; each = open.shift()) {
      const { start, end: planned, after } = this.#at(each);
      const ready = Math.max(
        ...after.map((arc) => (ends.get(arc.from) ?? 0) - (arc.share < 1 ? this.#at(each).end - start : 0) + arc.minLag),
      );
      const pushed = Math.max(planned, planned + ready - start);
      if (pushed <= (ends.get(each) ?? planned)) continue;
      ends.set(each, pushed);
      open.push(...(this.#followers[each] ?? []));
    }
    const own = this.#model.operations.flatMap((each, i) => (each.order === order ? [i] : []));
    const before = Math.max(...own.map((each) => this.#at(each).end));
    const now = Math.max(...own.map((each) => ends.get(each) ?? this.#at(each).end));
    return (this.#model.orders[order]?.completion ?? before) + now - before;
  }

  #breaks(way: BoardMode, place: { start: number; end: number }): boolean {
    if (way.runCalendar < 0) return false;
    const inside = (this.#calendars[way.runCalendar] ?? [])
      .filter((span) => span.start < place.end && span.end > place.start)
      .map((span) => ({ start: Math.max(span.start, place.start), end: Math.min(span.end, place.end), rate: 0 }));
    return longestStretch(inside) < way.duration && place.end <= this.#model.horizon;
  }

  #opens(calendar: number, from: number): { readonly from?: number } {
    const next = this.#calendars[calendar]?.find((span) => span.start >= from);
    return next === undefined ? {} : { from: this.#instant(next.start) };
  }

  #workEnd(calendar: number, start: number, work: number): number {
    return workEnd(this.#calendars[calendar], start, work, this.#model.horizon);
  }

  #runOf(o: number, way: BoardMode, start: number): FixedRun {
    const { id, flows, batchFamily, batchSize, pinned } = this.#at(o);
    return {
      id,
      input: { ...way, needs: way.needs.map(([pool, amount, phase]) => ({ pool, amount, phase: phase as 0 | 1 | 2 })) },
      runSpans: this.#calendars[way.runCalendar],
      setupSpans: this.#calendars[way.setupCalendar],
      start,
      alreadySetUp: pinned === 'started',
      batchFamily: batchFamily < 0 ? undefined : String(batchFamily),
      batchSize,
      flows: flows.map(([reservoir, quantity]) => ({ reservoir, quantity })),
    };
  }

  /** As the plan has it: what stands before it is known, so its setup is too. Elsewhere than on `machine` nothing else matters. */
  #standing(o: number, machine: number): FixedRun {
    const run = this.#runOf(o, this.#modeOf(o), this.#at(o).start);
    // A machine of its own, where nothing is in its way.
    const input = run.input.machine === machine ? run.input : { ...run.input, machine: -1 - o };
    return { ...run, input, setupFrom: this.#at(o).setupStart, flows: [] };
  }

  /** Of the flows only those of the stocks in question; the others do not move. */
  #plannedRun(o: number, background: Nearby['background']): FixedRun {
    const run = this.#runOf(o, this.#modeOf(o), this.#at(o).start);
    return { ...run, flows: run.flows.filter(({ reservoir }) => background.has(reservoir)) };
  }

  /** @param background flows that are as they are, by reservoir. */
  #around(background: Nearby['background'] = new Map()): FixedSurroundings {
    const { machines, tables, pools, reservoirs, horizon } = this.#model;
    // The same object for the same stock, so that whoever looks at it often can remember what it holds.
    const stocks = new Map<number, (typeof reservoirs)[number]>();
    return {
      horizon,
      capacityOf: (m) => machines[m]?.capacity ?? { kind: 'parallel', units: Number.MAX_SAFE_INTEGER },
      initialState: (m) => machines[m]?.initialState ?? -1,
      changeoverTicks: (m, from, to) => {
        const table = tables[machines[m]?.table ?? -1];
        return table === undefined ? 0 : (table.ticks[from * table.states + to] ?? 0);
      },
      poolOf: (pool) => {
        const found = pools[pool];
        if (found === undefined) throw new Error(`pool ${pool} is unknown`);
        return { capacity: found, holds: found.holds };
      },
      reservoirOf: (reservoir) => {
        const found = reservoirs[reservoir];
        if (found === undefined) throw new Error(`reservoir ${reservoir} is unknown`);
        const others = background.get(reservoir);
        if (others === undefined) return found;
        let stock = stocks.get(reservoir);
        if (stock === undefined) {
          const receiptAt = [...found.receiptAt, ...others.at];
          stocks.set(reservoir, (stock = { ...found, receiptAt, receiptQuantity: [...found.receiptQuantity, ...others.quantity] }));
        }
        return stock;
      },
    };
  }

  #at(o: number): BoardOperation {
    const found = this.#model.operations[o];
    if (found === undefined) throw new Error(`operation ${o} is unknown`);
    return found;
  }

  #modeOf(o: number): BoardMode {
    const found = this.#at(o).modes[this.#at(o).mode];
    if (found === undefined) throw new Error(`operation ${o} has no mode`);
    return found;
  }

  #instant(tick: number): number {
    return this.#model.origin + tick * this.#model.tickSeconds;
  }
}

function refuse(reason: Refused, more: { readonly operation?: string; readonly from?: number } = {}): Verdict {
  return { allowed: false, reason, ...more, ...NOTHING };
}
