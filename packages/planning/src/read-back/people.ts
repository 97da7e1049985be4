import type { CompleteOperator } from '@midstream/factory';
import { openPeriods } from '@midstream/factory';
import { closuresOf, PERSON } from '../compile/resources.ts';
import type { TimeAxis } from '../compile/time-axis.ts';
import { instantOfTick, tickFrom, tickUntil } from '../compile/time-axis.ts';
import { firstTicks } from './money-and-carbon.ts';
import type { ScheduleView, TickSpan } from './schedule-view.ts';

/** Names people for every skill an operation needs: [operation] → need index → operator ids, in the order they take over. */
export type Roster = ReadonlyMap<number, readonly (readonly string[])[]>;

interface Demand {
  readonly operation: number;
  readonly need: number;
  readonly amount: number;
  readonly spans: readonly TickSpan[];
}

/**
 * Shares the work of each crew out among its people, span by span: whoever is there and has the most room, the one already on the
 * job first; a job longer than a shift is handed over at the shift's end.
 */
export function assignPeople(view: ScheduleView): Roster {
  const { compiled, schedule, problem } = view;
  const roster = new Map<number, string[][]>();
  const demands = new Map<number, Demand[]>();
  for (let o = 0; o < problem.operations.count; o++) {
    const mode = schedule.mode[o] ?? 0;
    const crews = compiled.meanings[mode]?.crews ?? [];
    roster.set(
      o,
      crews.map(() => []),
    );
    if (view.leads[o] === 0) continue;
    crews.forEach(({ need, crew, people }, index) => {
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
    });
  }
  for (const crew of compiled.resources.crews) shareOut(crew.operators, demands.get(crew.index) ?? [], compiled.axis, view, roster);
  return roster;
}

interface Slot {
  readonly operator: CompleteOperator;
  readonly present: readonly TickSpan[];
  /** Spans taken so far with their amounts; old ones are dropped as time goes on. */
  taken: { start: number; end: number; amount: number }[];
}

function shareOut(
  operators: readonly CompleteOperator[],
  demands: readonly Demand[],
  axis: TimeAxis,
  view: ScheduleView,
  roster: Map<number, string[][]>,
): void {
  if (demands.length === 0) return;
  const slots: Slot[] = operators.flatMap((operator) => {
    const present = presence(operator, axis, view);
    return Array.from({ length: operator.headcount }, () => ({ operator, present, taken: [] }));
  });
  const pieces = demands.flatMap((demand) => demand.spans.map((span) => ({ demand, span }))).sort((a, b) => a.span.start - b.span.start);
  const last = new Map<Demand, Slot[]>();
  for (const { demand, span } of pieces) {
    let left = demand.amount;
    const there = slots.filter((slot) => slot.present.some((each) => each.start <= span.start && span.start < each.end));
    for (const slot of slots) slot.taken = slot.taken.filter((each) => each.end > span.start);
    const loadOf = (slot: Slot): number => slot.taken.reduce((sum, each) => sum + (each.start < span.end ? each.amount : 0), 0);
    const before = last.get(demand) ?? [];
    const order = there.sort((a, b) => Number(before.includes(b)) - Number(before.includes(a)) || loadOf(a) - loadOf(b));
    const chosen: Slot[] = [];
    for (const slot of order) {
      if (left <= 0) break;
      const take = Math.min(left, PERSON - loadOf(slot));
      if (take <= 0) continue;
      slot.taken.push({ ...span, amount: take });
      chosen.push(slot);
      left -= take;
    }
    last.set(demand, chosen);
    const names = roster.get(demand.operation)?.[demand.need];
    for (const slot of chosen) if (names !== undefined && !names.includes(slot.operator.id)) names.push(slot.operator.id);
  }
}

function presence(operator: CompleteOperator, axis: TimeAxis, view: ScheduleView): TickSpan[] {
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
