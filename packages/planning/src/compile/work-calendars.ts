import type { ProblemBuilder } from '@midstream/engine';
import type { CompleteMachine } from '@midstream/factory';
import type { Crew, Resources } from './resources.ts';
import { PERSON } from './resources.ts';
import type { PricedSpan } from './spans.ts';
import { intersect, joined, longestStretch } from './spans.ts';
import type { TimeAxis } from './time-axis.ts';

/** A crew asked for so many people (may be a fraction). */
export interface CrewNeed {
  readonly crew: Crew;
  readonly people: number;
}

interface LaidOutCalendar {
  readonly index: number;
  readonly spans: readonly PricedSpan[];
  /** Ticks of the longest stretch without a break. */
  readonly longest: number;
  /** Some hours cost extra. */
  readonly isPriced: boolean;
}

/** Calendars of machines together with the crews they need, each laid out once. */
export interface WorkCalendars {
  /** Calendar index; equal machines' hours and crews share one. `open` is false when machine and crews never meet before the horizon. */
  readonly calendarOf: (machine: CompleteMachine, needs: readonly CrewNeed[], overtime: boolean) => LaidOutCalendar;
  /** Spans of a calendar by its index; undefined for -1, always open. */
  readonly spansOf: (index: number) => readonly PricedSpan[] | undefined;
}

export function workCalendars(resources: Resources, axis: TimeAxis, builder: ProblemBuilder): WorkCalendars {
  const byNeed = new Map<string, LaidOutCalendar>();
  const byShape = new Map<string, number>();
  const laidOut = new Map<number, readonly PricedSpan[]>();
  const calendarOf: WorkCalendars['calendarOf'] = (machine, needs, overtime) => {
    const key = `${machine.id}|${overtime}|${needs.map((need) => `${need.crew.index}:${need.people}`).join(',')}`;
    const known = byNeed.get(key);
    if (known !== undefined) return known;
    let spans = resources.openSpans(machine, overtime);
    for (const need of needs) spans = intersect(spans, presentSpans(need, overtime, axis));
    spans = joined(spans);
    const shape = JSON.stringify(spans);
    let index = byShape.get(shape);
    if (index === undefined) {
      index = builder.addCalendar({
        start: Int32Array.from(spans, (span) => span.start),
        end: Int32Array.from(spans, (span) => span.end),
        rate: Float64Array.from(spans, (span) => span.rate),
        tailFrom: axis.horizon,
      });
      byShape.set(shape, index);
      laidOut.set(index, spans);
    }
    const calendar = { index, spans, longest: longestStretch(spans), isPriced: spans.some((span) => span.rate > 0) };
    byNeed.set(key, calendar);
    return calendar;
  };
  return { calendarOf, spansOf: (index) => laidOut.get(index) };
}

/** Spans in which enough of a crew are there, priced where that takes overtime. */
function presentSpans(need: CrewNeed, overtime: boolean, axis: TimeAxis): PricedSpan[] {
  const amount = need.people * PERSON;
  const rate = (need.crew.overtimePerHour * need.people) / axis.ticksPerHour;
  const normal = stepsAtLeast(need.crew.normal, amount, axis.horizon);
  if (!overtime) return normal;
  const all = stepsAtLeast(need.crew.presence, amount, axis.horizon);
  const result: PricedSpan[] = [];
  for (const span of all) {
    let from = span.start;
    for (const regular of normal) {
      if (regular.end <= from || regular.start >= span.end) continue;
      if (regular.start > from) result.push({ start: from, end: regular.start, rate });
      result.push({ start: Math.max(from, regular.start), end: Math.min(span.end, regular.end), rate: 0 });
      from = Math.min(span.end, regular.end);
    }
    if (from < span.end) result.push({ start: from, end: span.end, rate });
  }
  return joined(result);
}

function stepsAtLeast(steps: { readonly at: Int32Array; readonly value: Float64Array }, amount: number, horizon: number): PricedSpan[] {
  const result: PricedSpan[] = [];
  steps.at.forEach((at, i) => {
    const end = Math.min(steps.at[i + 1] ?? horizon, horizon);
    if ((steps.value[i] ?? 0) >= amount - 1e-9 && at < end) result.push({ start: at, end, rate: 0 });
  });
  return joined(result);
}
