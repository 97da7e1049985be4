import type { CompleteOperator } from '@midstream/factory';
import { openPeriods } from '@midstream/factory';
import { closuresOf, PERSON } from '../compile/resources.ts';
import type { TimeAxis } from '../compile/time-axis.ts';
import { instantOfTick, tickFrom, tickUntil } from '../compile/time-axis.ts';
import { firstTicks } from './money-and-carbon.ts';
import type { ScheduleView, TickSpan } from './schedule-view.ts';

/** Names people for every skill an operation needs: [operation] → need index → operator ids, in the order they take over. */
export type Roster = ReadonlyMap<number, readonly (readonly string[])[]>;

/** One person at one operation for a while. */
interface Stint extends TickSpan {
  readonly operation: number;
  /** Index of the need among those of the operation's mode. */
  readonly need: number;
  readonly operator: CompleteOperator;
  /** 1 … headcount: which of the people an operator record stands for. */
  readonly copy: number;
  /** Thousandths of the person. */
  readonly amount: number;
}

/** Work of people by the name. */
export interface SharedWork {
  readonly stints: readonly Stint[];
  /** Operations a whole person's share of which had to be put together from the shares of several. */
  readonly pieced: ReadonlySet<number>;
}

interface Demand {
  readonly operation: number;
  readonly need: number;
  readonly amount: number;
  readonly spans: readonly TickSpan[];
}

/**
 * Shares the work of each crew out among its people: whoever is there and free, the one already on the job first; at the end of a
 * shift the job is handed over. Nobody is given more than one person's work at any time.
 */
export function shareWork(view: ScheduleView): SharedWork {
  const demands = demandsByCrew(view);
  const stints: Stint[] = [];
  const pieced = new Set<number>();
  for (const crew of view.compiled.resources.crews) {
    const own = demands.get(crew.index) ?? [];
    if (own.length > 0) shareOut(crew.operators, own, view.compiled.axis, view, { stints, pieced });
  }
  return { stints, pieced };
}

export function rosterOf(view: ScheduleView, { stints }: SharedWork): Roster {
  const roster = new Map<number, string[][]>();
  for (let o = 0; o < view.problem.operations.count; o++)
    roster.set(
      o,
      (view.compiled.meanings[view.schedule.mode[o] ?? 0]?.crews ?? []).map(() => []),
    );
  for (const { operation, need, operator } of stints) {
    const names = roster.get(operation)?.[need];
    if (names !== undefined && !names.includes(operator.id)) names.push(operator.id);
  }
  return roster;
}

/** [crew index] what operations need of it and when. */
export function demandsByCrew(view: ScheduleView): Map<number, Demand[]> {
  const { compiled, schedule, problem } = view;
  const demands = new Map<number, Demand[]>();
  for (let o = 0; o < problem.operations.count; o++) {
    const mode = schedule.mode[o] ?? 0;
    if (view.leads[o] === 0) continue;
    for (const [index, { need, crew, people }] of (compiled.meanings[mode]?.crews ?? []).entries()) {
      const phase = need.phase ?? 'all';
      const setup =
        phase === 'run'
          ? []
          : firstTicks(
              view.workSpans(problem.modes.setupCalendar[mode] ?? -1, schedule.setupStart[o] ?? 0, schedule.start[o] ?? 0),
              view.setupTicks[o] ?? 0,
            );
      const run =
        phase === 'setup' ? [] : view.workSpans(problem.modes.runCalendar[mode] ?? -1, schedule.start[o] ?? 0, schedule.end[o] ?? 0);
      const list = demands.get(crew.index) ?? [];
      list.push({ operation: o, need: index, amount: Math.round(people * PERSON), spans: [...setup, ...run] });
      demands.set(crew.index, list);
    }
  }
  return demands;
}

interface Slot {
  readonly operator: CompleteOperator;
  readonly copy: number;
  readonly present: readonly TickSpan[];
  /** Stints that are not over yet. */
  taken: Stint[];
  /** Ticks of work given so far. */
  worked: number;
}

interface Piece extends TickSpan {
  readonly demand: Demand;
}

function shareOut(
  operators: readonly CompleteOperator[],
  demands: readonly Demand[],
  axis: TimeAxis,
  view: ScheduleView,
  result: { readonly stints: Stint[]; readonly pieced: Set<number> },
): void {
  const slots: Slot[] = operators.flatMap((operator) => {
    const present = presence(operator, axis, view);
    return Array.from({ length: operator.headcount }, (_, i) => ({ operator, copy: i + 1, present, taken: [], worked: 0 }));
  });
  const last = new Map<Demand, Slot[]>();
  for (const piece of piecesOf(demands, slots)) {
    const { demand, start, end } = piece;
    for (const slot of slots) slot.taken = slot.taken.filter((each) => each.end > start);
    const before = last.get(demand) ?? [];
    const chosen: Slot[] = [];
    for (let left = demand.amount; left > 0;) {
      const wanted = Math.min(left, PERSON);
      const slot = nextSlot(slots, piece, wanted, before, chosen);
      if (slot === undefined) break;
      const amount = Math.min(wanted, roomOf(slot));
      if (amount < wanted) result.pieced.add(demand.operation);
      const stint = { operation: demand.operation, need: demand.need, operator: slot.operator, copy: slot.copy, start, end, amount };
      slot.taken.push(stint);
      slot.worked += end - start;
      result.stints.push(stint);
      chosen.push(slot);
      left -= amount;
    }
    last.set(demand, chosen);
  }
}

/**
 * Spans cut where somebody comes or goes, and, where people tend several machines at once, where any work begins: so each piece has
 * the same people there throughout. By start; whoever wants most of a person first.
 */
function piecesOf(demands: readonly Demand[], slots: readonly Slot[]): Piece[] {
  const cuts = new Set(slots.flatMap(({ present }) => present.flatMap((each) => [each.start, each.end])));
  const shares = demands.some(({ amount }) => amount % PERSON !== 0);
  if (shares) for (const { spans } of demands) for (const span of spans) cuts.add(span.start);
  const edges = Int32Array.from(cuts).sort();
  const pieces = demands.flatMap((demand) => demand.spans.flatMap((span) => cutAt(span, edges).map((each) => ({ ...each, demand }))));
  return pieces.sort((a, b) => a.start - b.start || b.demand.amount - a.demand.amount);
}

function cutAt({ start, end }: TickSpan, edges: Int32Array): TickSpan[] {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const result: TickSpan[] = [];
  let from = start;
  for (let i = low; i < edges.length && (edges[i] ?? 0) < end; i++) {
    result.push({ start: from, end: edges[i] ?? 0 });
    from = edges[i] ?? 0;
  }
  if (from < end || start === end) result.push({ start: from, end });
  return result;
}

function roomOf(slot: Slot): number {
  return slot.taken.reduce((room, each) => room - each.amount, PERSON);
}

/** Who has room for the whole share: who was on it before, then the fullest, then who worked least; else who has most room. */
function nextSlot(
  slots: readonly Slot[],
  piece: Piece,
  wanted: number,
  before: readonly Slot[],
  chosen: readonly Slot[],
): Slot | undefined {
  let best: Slot | undefined;
  let least: readonly number[] = [];
  for (const slot of slots) {
    const room = roomOf(slot);
    if (room <= 0 || chosen.includes(slot)) continue;
    if (!slot.present.some((each) => each.start <= piece.start && piece.start < each.end)) continue;
    const rank = room >= wanted ? [0, before.includes(slot) ? 0 : 1, room, slot.worked] : [1, -room, 0, slot.worked];
    if (best !== undefined && !isBefore(rank, least)) continue;
    best = slot;
    least = rank;
  }
  return best;
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((each, i) => each !== b[i]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

/** When an operator is there: hours of the calendar, overtime where the factory allows it, absences taken out. */
export function presence(operator: CompleteOperator, axis: TimeAxis, view: ScheduleView): TickSpan[] {
  const { factory } = view.compiled;
  const calendar = factory.calendars.find((each) => each.id === operator.calendar);
  const site = factory.sites.find((each) => each.id === operator.site);
  if (calendar === undefined || site === undefined) return [];
  const periods = openPeriods(
    calendar,
    site,
    instantOfTick(axis, 0),
    instantOfTick(axis, axis.horizon),
    closuresOf(operator.absences, site),
  );
  return periods
    .filter((period) => factory.allowOvertime || period.overtimeCostPerHour === 0)
    .map((period) => ({ start: tickFrom(axis, period.start), end: tickUntil(axis, period.end) }));
}
