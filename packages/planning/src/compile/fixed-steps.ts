import type { Plan, PlannedOperation } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { FixedBook } from './fixed-book.ts';
import type { CompiledMode, ModeMeaning } from './placed-way.ts';
import { placesOf } from './plan-places.ts';
import type { PlannedStep } from './operations.ts';
import type { PricedSpan } from './spans.ts';
import type { TimeAxis } from './time-axis.ts';
import { tickFrom } from './time-axis.ts';

const report = reporterOf(PLANNING_CODES);

/** Where a step must stay: its only mode and its start in ticks. */
export interface Fixing {
  readonly mode: number;
  readonly start: number;
  readonly alreadySetUp: boolean;
  readonly reason: 'started' | 'locked' | 'frozen' | 'held';
}

/** Where operations are to stay: their places in `plan`. Those of `first` go before the others where both cannot stay. */
export interface Hold {
  readonly plan: Plan;
  readonly operations: ReadonlySet<string>;
  readonly first?: ReadonlySet<string>;
}

export interface FixingInput {
  readonly step: PlannedStep;
  readonly modes: readonly CompiledMode[];
  readonly batch: { readonly family: string | undefined; readonly size: number };
  readonly flows: readonly { readonly reservoir: number; readonly quantity: number }[];
  /** Tick before which it may not start unless it has. */
  readonly earliest: number;
}

export interface FixingWishes {
  readonly axis: TimeAxis;
  readonly timeZone: string;
  readonly published: Plan | undefined;
  readonly fenceHours: number;
  /** Steps whose wish is known not to be possible, with what stands in the way. */
  readonly released: ReadonlyMap<string, string>;
  readonly hold: Hold | undefined;
  /** Open spans of a calendar; undefined = always open. */
  readonly spansOf: (calendar: number) => readonly PricedSpan[] | undefined;
}

interface Wish {
  readonly item: FixingInput;
  readonly reason: Fixing['reason'];
  readonly machine: string | undefined;
  /** undefined = as soon as its hours open. */
  readonly start: number | undefined;
  readonly before: PlannedOperation | undefined;
}

/**
 * Decides what may not move: what has started (from the first open instant, set up already), what was locked by hand, and what a
 * published plan has inside the frozen fence. Earlier kinds go first; what cannot be kept beside them is released and reported.
 */
export function fixSteps(
  items: readonly FixingInput[],
  book: FixedBook,
  wishes: FixingWishes,
): { fixings: ReadonlyMap<string, Fixing>; findings: Finding[] } {
  const findings: Finding[] = [];
  const fixings = new Map<string, Fixing>();
  for (const wish of listWishes(items, wishes)) {
    const { step } = wish.item;
    const standsInTheWay = wishes.released.get(step.id);
    const kept = standsInTheWay === undefined ? place(wish, book, wishes) : { refused: standsInTheWay };
    if ('mode' in kept) fixings.set(step.id, kept);
    // What the fence cannot hold shows as moved against the published plan; that is said there.
    else if (wish.reason === 'started' || wish.reason === 'locked') {
      const reason = kept.refused ?? wish.machine ?? '';
      findings.push(report('plan.lock-released', { order: step.line.id, operation: step.operation.id, reason }));
    }
  }
  return { fixings, findings };
}

function listWishes(items: readonly FixingInput[], { axis, timeZone, published, fenceHours, hold }: FixingWishes): Wish[] {
  const before = placesOf(published, timeZone);
  const heldAt = placesOf(hold?.plan, timeZone);
  const tick = (instant: number | undefined): number | undefined => (instant === undefined ? undefined : tickFrom(axis, instant));
  const started: Wish[] = [];
  const locked: Wish[] = [];
  const frozen: (Wish & { readonly start: number })[] = [];
  const held: (Wish & { readonly start: number })[] = [];
  for (const item of items) {
    const { progress } = item.step;
    const place = before.get(item.step.id);
    const was = place?.operation;
    const machine = progress?.machine;
    if (progress?.state === 'started') {
      started.push({ item, reason: 'started', machine, start: undefined, before: was });
      continue;
    }
    const wanted =
      progress?.locked === true && progress.start !== undefined ? tick(instantOf(progress.start, timeZone, 'start')) : undefined;
    if (wanted !== undefined) {
      locked.push({ item, reason: 'locked', machine, start: Math.max(0, wanted), before: was });
      continue;
    }
    const start = tick(place?.start);
    if (was !== undefined && start !== undefined && start >= 0 && start < fenceHours * axis.ticksPerHour)
      frozen.push({ item, reason: 'frozen', machine: was.machine, start, before: was });
    else {
      const wished = hold?.operations.has(item.step.id) === true ? heldAt.get(item.step.id) : undefined;
      const at = tick(wished?.start);
      if (wished !== undefined && at !== undefined && at >= item.earliest)
        held.push({ item, reason: 'held', machine: wished.operation.machine, start: at, before: wished.operation });
    }
  }
  const isFirst = (wish: Wish): number => (hold?.first?.has(wish.item.step.id) === true ? 0 : 1);
  const byStart = (a: { readonly start: number }, b: { readonly start: number }): number => a.start - b.start;
  return [...started, ...locked, ...frozen.sort(byStart), ...held.sort((a, b) => isFirst(a) - isFirst(b) || byStart(a, b))];
}

/** Tries the modes on the wished machine, those most like the published plan first. `refused` undefined = it cannot run there at all. */
function place(wish: Wish, book: FixedBook, { spansOf }: FixingWishes): Fixing | { readonly refused: string | undefined } {
  const { item, before, reason } = wish;
  const candidates = item.modes
    .map(({ meaning }, index) => ({ machine: meaning.machine, unlike: unlikeness(meaning, before), index }))
    .filter(({ machine }) => wish.machine === undefined || machine === wish.machine)
    .sort((a, b) => a.unlike - b.unlike || a.index - b.index);
  let refused: string | undefined;
  for (const { machine, index } of candidates) {
    // Told when asked, so asked once.
    const input = item.modes[index]?.input;
    if (input === undefined) continue;
    const runSpans = spansOf(input.runCalendar ?? -1);
    const start = wish.start ?? runSpans?.find((span) => span.end > 0)?.start ?? 0;
    const answer = book.admit({
      id: item.step.id,
      input,
      runSpans,
      setupSpans: spansOf(input.setupCalendar ?? -1),
      start: Math.max(0, start),
      alreadySetUp: reason === 'started',
      batchFamily: item.batch.family,
      batchSize: item.batch.size,
      flows: item.flows,
    });
    if (!('refused' in answer)) return { mode: index, start: Math.max(0, start), alreadySetUp: answer.alreadySetUp, reason };
    refused ??= answer.refused === 'material' ? answer.refused : machine;
  }
  return { refused };
}

/** How far a mode is from what the published plan says: other people count more than other hours. */
export function unlikeness(meaning: ModeMeaning, before: PlannedOperation | undefined): number {
  if (before === undefined) return 0;
  const strangers = meaning.crews.filter(({ crew }, i) =>
    (before.operators[i]?.people ?? []).some((person) => !crew.operators.some((operator) => operator.id === person)),
  ).length;
  return 2 * strangers + Number(meaning.overtime !== before.overtimeMinutes > 0);
}
