import type { ProblemBuilder } from '@midstream/engine';
import type { CompleteMachine } from '@midstream/factory';
import type { CrewNeed, CrewNeeds } from './crew-choices.ts';
import type { Resources } from './resources.ts';
import { PERSON } from './resources.ts';
import type { PricedSpan } from './spans.ts';
import { intersect, joined, longestStretch } from './spans.ts';
import type { TimeAxis } from './time-axis.ts';

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
  readonly calendarOf: (machine: CompleteMachine, needs: CrewNeeds, overtime: boolean) => LaidOutCalendar;
  /** Spans of a calendar by its index; undefined for -1, always open. */
  readonly spansOf: (index: number) => readonly PricedSpan[] | undefined;
}

export function workCalendars(resources: Resources, axis: TimeAxis, builder: ProblemBuilder): WorkCalendars {
  // By identity: machines with the same hours share their spans, operations with the same crews their needs.
  const byNeeds = new Map<CrewNeeds, Map<readonly PricedSpan[], LaidOutCalendar>>();
  const withOvertime: typeof byNeeds = new Map();
  const byShape = new Map<string, number>();
  const laidOut = new Map<number, readonly PricedSpan[]>();
  const calendarOf: WorkCalendars['calendarOf'] = (machine, needs, overtime) => {
    const memo = overtime ? withOvertime : byNeeds;
    const open = resources.openSpans(machine, overtime);
    let byHours = memo.get(needs);
    if (byHours === undefined) memo.set(needs, (byHours = new Map()));
    let calendar = byHours.get(open);
    if (calendar === undefined) byHours.set(open, (calendar = layOut(open, needs, overtime)));
    return calendar;
  };
  const layOut = (open: readonly PricedSpan[], { needs }: CrewNeeds, overtime: boolean): LaidOutCalendar => {
    let spans = open;
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
    return { index, spans, longest: longestStretch(spans), isPriced: spans.some((span) => span.rate > 0) };
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
  let next = 0;
  for (const span of all) {
    let from = span.start;
    while ((normal[next]?.end ?? axis.horizon) <= from && next < normal.length) next++;
    for (let i = next; i < normal.length; i++) {
      const regular = normal[i];
      if (regular === undefined || regular.start >= span.end) break;
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
