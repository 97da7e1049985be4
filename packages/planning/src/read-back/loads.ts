import type { CompleteMachine, LoadDay, ResourceLoad, Site } from '@midstream/factory';
import { localTimeOf, offsetAt, zonedTimeOf } from '@midstream/factory';
import { SECONDS_PER_DAY } from '@midstream/units';
import { groupBy } from '../compile/group-by.ts';
import { closuresOf, PERSON } from '../compile/resources.ts';
import { instantOfTick, tickFrom } from '../compile/time-axis.ts';
import { firstTicks } from './money-and-carbon.ts';
import type { ScheduleView, TickSpan } from './schedule-view.ts';

/** Load against availability by day, changeovers and utilisation of every machine, crew and tool, from the start to the end of the plan. */
export function resourceLoads(view: ScheduleView, endTick: number): ResourceLoad[] {
  return [...machineLoads(view, endTick), ...crewLoads(view, endTick), ...toolLoads(view, endTick)];
}

type Hours = { -readonly [K in keyof Omit<LoadDay, 'date'>]: number };
const NO_HOURS: Hours = { availableHours: 0, runHours: 0, setupHours: 0, overtimeHours: 0 };

/** Days by the clock of a zone, each with hours to be filled. */
class Days {
  readonly #hours = new Map<string, Hours>();
  readonly #view: ScheduleView;
  readonly #zone: string;
  /** Tick at which each day ends, by day. */
  readonly #edges = new Map<number, { end: number; date: string }>();

  constructor(view: ScheduleView, zone: string, endTick: number) {
    this.#view = view;
    this.#zone = zone;
    for (let tick = 0; tick < endTick; tick = this.#dayAt(tick).end) this.#hours.set(this.#dayAt(tick).date, { ...NO_HOURS });
  }

  #dayAt(tick: number): { end: number; date: string } {
    const { axis } = this.#view.compiled;
    const instant = instantOfTick(axis, tick);
    const offset = offsetAt(instant, this.#zone);
    const day = Math.floor((instant + offset) / SECONDS_PER_DAY);
    let known = this.#edges.get(day);
    if (known === undefined) {
      const end = Math.max(tick + 1, tickFrom(axis, (day + 1) * SECONDS_PER_DAY - offset));
      known = { end, date: localTimeOf(instant, this.#zone).slice(0, 10) };
      this.#edges.set(day, known);
    }
    return known;
  }

  add(spans: readonly TickSpan[], field: keyof Hours, weight = 1): void {
    for (const span of spans) {
      let at = span.start;
      while (at < span.end) {
        const { end, date } = this.#dayAt(at);
        const until = Math.min(span.end, end);
        const hours = this.#hours.get(date);
        if (hours !== undefined) hours[field] += (weight * (until - at)) / this.#view.compiled.axis.ticksPerHour;
        at = until;
      }
    }
  }

  list(): LoadDay[] {
    return [...this.#hours].map(([date, hours]) => ({ date, ...hours }));
  }
}

function machineLoads(view: ScheduleView, endTick: number): ResourceLoad[] {
  const { compiled, schedule, problem } = view;
  return compiled.factory.machines.map((machine, m) => {
    const site = compiled.resources.siteOf.get(machine.id);
    const days = new Days(view, site?.timeZone ?? compiled.factory.timeZone, endTick);
    const units = machine.capacity.kind === 'parallel' ? machine.capacity.units : 1;
    const open = compiled.resources.openSpans(machine, false).filter((span) => span.start < endTick);
    days.add(
      open.map((span) => ({ start: span.start, end: Math.min(span.end, endTick) })),
      'availableHours',
      units,
    );
    let changeovers = 0;
    for (const o of view.sequences[m] ?? []) {
      if (view.leads[o] === 0) continue;
      const mode = schedule.mode[o] ?? 0;
      const run = view.workSpans(problem.modes.runCalendar[mode] ?? -1, schedule.start[o] ?? 0, schedule.end[o] ?? 0);
      const setup = firstTicks(
        view.workSpans(problem.modes.setupCalendar[mode] ?? -1, schedule.setupStart[o] ?? 0, schedule.start[o] ?? 0),
        view.setupTicks[o] ?? 0,
      );
      days.add(run, 'runHours');
      days.add(setup, 'setupHours');
      days.add(
        [...run, ...setup].filter((span) => span.rate > 0),
        'overtimeHours',
      );
      if ((view.changeoverTicks[o] ?? 0) > 0) changeovers++;
    }
    const list = days.list();
    return {
      kind: 'machine' as const,
      resource: machine.id,
      ...(site === undefined ? {} : { site: site.id }),
      utilisationPercent: utilisation(list),
      changeovers,
      days: list,
      closed: closedSpans(view, machine, site, endTick),
    };
  });
}

function crewLoads(view: ScheduleView, endTick: number): ResourceLoad[] {
  const { compiled, schedule, problem } = view;
  const users = groupBy(
    Array.from({ length: problem.operations.count }, (_, o) => o).flatMap((o) =>
      view.leads[o] === 0 ? [] : (compiled.meanings[schedule.mode[o] ?? 0]?.crews ?? []).map((each) => ({ o, each })),
    ),
    ({ each }) => each.crew,
  );
  return compiled.resources.crews.map((crew) => {
    const site = compiled.factory.sites.find((each) => each.id === crew.site);
    const days = new Days(view, site?.timeZone ?? compiled.factory.timeZone, endTick);
    crew.normal.at.forEach((at, i) => {
      const span = { start: at, end: Math.min(endTick, crew.normal.at[i + 1] ?? endTick) };
      if (span.start < span.end) days.add([span], 'availableHours', (crew.normal.value[i] ?? 0) / PERSON);
    });
    for (const { o, each } of users.get(crew) ?? []) {
      const mode = schedule.mode[o] ?? 0;
      const phase = each.need.phase ?? 'all';
      const setupHours = view.workSpans(problem.modes.setupCalendar[mode] ?? -1, schedule.setupStart[o] ?? 0, schedule.start[o] ?? 0);
      const run = view.workSpans(problem.modes.runCalendar[mode] ?? -1, schedule.start[o] ?? 0, schedule.end[o] ?? 0);
      if (phase !== 'run') days.add(firstTicks(setupHours, view.setupTicks[o] ?? 0), 'setupHours', each.people);
      if (phase !== 'setup') days.add(run, 'runHours', each.people);
    }
    const list = days.list();
    return {
      kind: 'operators' as const,
      resource: `${crew.site}: ${crew.operators.map((operator) => operator.id).join(' + ')}`,
      site: crew.site,
      utilisationPercent: utilisation(list),
      changeovers: 0,
      days: list,
    };
  });
}

function toolLoads(view: ScheduleView, endTick: number): ResourceLoad[] {
  const { compiled, schedule } = view;
  const users = groupBy(
    compiled.steps.flatMap((step, o) => (step.operation.tools ?? []).map((need) => ({ o, tool: need.tool, count: need.count ?? 1 }))),
    ({ tool }) => tool,
  );
  return compiled.factory.tools.map((tool) => {
    const days = new Days(view, compiled.factory.timeZone, endTick);
    days.add([{ start: 0, end: endTick }], 'availableHours', tool.count);
    for (const { o, count } of users.get(tool.id) ?? []) {
      days.add([{ start: schedule.setupStart[o] ?? 0, end: schedule.end[o] ?? 0 }], 'runHours', count);
    }
    const list = days.list();
    return {
      kind: 'tool' as const,
      resource: tool.id,
      ...(tool.site === undefined ? {} : { site: tool.site }),
      utilisationPercent: utilisation(list),
      changeovers: 0,
      days: list,
    };
  });
}

function utilisation(days: readonly LoadDay[]): number {
  const available = days.reduce((sum, day) => sum + day.availableHours + day.overtimeHours, 0);
  const used = days.reduce((sum, day) => sum + day.runHours + day.setupHours, 0);
  return available === 0 ? 0 : (100 * used) / available;
}

function closedSpans(
  view: ScheduleView,
  machine: CompleteMachine,
  site: Site | undefined,
  endTick: number,
): NonNullable<ResourceLoad['closed']> {
  const { compiled } = view;
  const zone = site?.timeZone ?? compiled.factory.timeZone;
  const open = compiled.resources.openSpans(machine, compiled.factory.allowOvertime);
  const holidays = new Set((site?.holidays ?? []).map((holiday) => holiday.date));
  const downtimes = site === undefined ? [] : closuresOf(machine.downtimes, site).toSorted((a, b) => a.start - b.start);
  const result: { from: string; to: string; reason: 'shift' | 'downtime' | 'holiday' }[] = [];
  const say = (from: number, to: number, reason: 'shift' | 'downtime' | 'holiday'): void => {
    if (from < to) result.push({ from: zonedTimeOf(from, zone), to: zonedTimeOf(to, zone), reason });
  };
  /** Closed by its calendar: on a holiday, or between shifts. */
  const unmanned = (from: number, to: number): void =>
    say(from, to, holidays.has(localTimeOf(from + 43_200, zone).slice(0, 10)) ? 'holiday' : 'shift');
  const close = (from: number, to: number): void => {
    if (from >= to) return;
    let start = instantOfTick(compiled.axis, from);
    const end = instantOfTick(compiled.axis, to);
    // Maintenance may begin or end in hours that are closed anyway.
    for (const downtime of downtimes) {
      if (downtime.end <= start || downtime.start >= end) continue;
      unmanned(start, downtime.start);
      say(Math.max(start, downtime.start), Math.min(end, downtime.end), 'downtime');
      start = Math.min(end, downtime.end);
    }
    unmanned(start, end);
  };
  let at = 0;
  for (const span of open) {
    if (span.start >= endTick) break;
    close(at, Math.min(span.start, endTick));
    at = Math.max(at, span.end);
  }
  close(at, endTick);
  return result;
}
