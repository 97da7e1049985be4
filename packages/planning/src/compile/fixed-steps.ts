import type { Plan } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { ModeMeaning } from './modes.ts';
import type { PlannedStep } from './operations.ts';
import type { TimeAxis } from './time-axis.ts';
import { tickFrom } from './time-axis.ts';

const report = reporterOf(PLANNING_CODES);

/** Where a step must stay: its only mode and its start in ticks. */
export interface Fixing {
  readonly mode: number;
  readonly start: number;
  readonly alreadySetUp: boolean;
  readonly reason: 'started' | 'locked' | 'frozen';
}

export interface FixingInput {
  readonly step: PlannedStep;
  readonly modes: readonly { readonly meaning: ModeMeaning; readonly input: { readonly duration: number } }[];
}

/**
 * Decides what may not move: what has started (at tick 0, set up already), what was locked by hand, and what a published plan has
 * inside the frozen fence. Of two that want one machine at once the second is released and reported.
 */
export function fixSteps(
  items: readonly FixingInput[],
  axis: TimeAxis,
  timeZone: string,
  published: Plan | undefined,
  fenceHours: number,
): { fixings: ReadonlyMap<string, Fixing>; findings: Finding[] } {
  const findings: Finding[] = [];
  const fixings = new Map<string, Fixing>();
  const taken = new Map<string, { start: number; end: number }[]>();
  const before = new Map((published?.operations ?? []).map((operation) => [operation.id, operation]));
  const place = (item: FixingInput, machine: string | undefined, start: number, reason: Fixing['reason']): void => {
    const { step, modes } = item;
    const mode = modes.findIndex(({ meaning }) => machine === undefined || meaning.machine === machine);
    const chosen = modes[mode];
    if (chosen === undefined) {
      if (reason !== 'frozen')
        findings.push(report('plan.started-elsewhere', { order: step.line.id, operation: step.operation.id, machine: machine ?? '' }));
      return;
    }
    const single = step.places.find((each) => each.machine.id === chosen.meaning.machine)?.machine.capacity.kind === 'single';
    const busy = taken.get(chosen.meaning.machine) ?? [];
    const end = start + Math.max(1, chosen.input.duration);
    if (single && busy.some((span) => span.start < end && start < span.end)) {
      if (reason !== 'frozen')
        findings.push(report('plan.lock-released', { order: step.line.id, operation: step.operation.id, reason: chosen.meaning.machine }));
      return;
    }
    taken.set(chosen.meaning.machine, [...busy, { start, end }]);
    fixings.set(step.id, { mode, start, alreadySetUp: reason === 'started', reason });
  };
  for (const item of items) if (item.step.progress?.state === 'started') place(item, item.step.progress.machine, 0, 'started');
  for (const item of items) {
    const { progress } = item.step;
    if (progress?.locked !== true || progress.state !== 'waiting' || progress.start === undefined) continue;
    const instant = instantOf(progress.start, timeZone, 'start');
    if (instant !== undefined) place(item, progress.machine, Math.max(0, tickFrom(axis, instant)), 'locked');
  }
  const fence = fenceHours * axis.ticksPerHour;
  for (const item of items) {
    const published = before.get(item.step.id);
    if (published === undefined || fixings.has(item.step.id) || fence <= 0) continue;
    const instant = instantOf(published.start, timeZone, 'start');
    const start = instant === undefined ? -1 : tickFrom(axis, instant);
    if (start >= 0 && start < fence) place(item, published.machine, start, 'frozen');
  }
  return { fixings, findings };
}
