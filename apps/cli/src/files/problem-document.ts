import type { Problem, Schedule } from '@midstream/engine';
import type { Plan } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import type { CompiledFactory } from '@midstream/planning';

/** The problem as the search sees it, what its rows are called, and the schedule that the plan tells in words. */
export interface ProblemDocument {
  readonly problem: Problem;
  readonly names: {
    /** Seconds since the epoch of tick 0, and seconds of a tick. */
    readonly origin: number;
    readonly tickSeconds: number;
    /** [operation] the id it has in the plan. */
    readonly operations: readonly string[];
    /** [mode] the machine it is on in the plan. */
    readonly machines: readonly string[];
  };
  readonly schedule: Schedule;
}

export function writeProblemDocument({ problem, axis, steps, meanings }: CompiledFactory, schedule: Schedule): string {
  const names: ProblemDocument['names'] = {
    origin: axis.origin,
    tickSeconds: axis.tickSeconds,
    operations: steps.map((step) => step.id),
    machines: meanings.map((meaning) => meaning.machine),
  };
  return `${JSON.stringify({ ...problem, names, schedule }, plainArrays)}\n`;
}

/** Undefined where a text is no such document. */
export function readProblemDocument(text: string): ProblemDocument | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text, (_, each: unknown) => (isNumbers(each) ? Float64Array.from(each) : each));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !['jobs', 'operations', 'modes', 'names', 'schedule'].every((key) => key in value))
    return undefined;
  // Whole numbers are as good in the oracle's eyes whatever kind of array holds them.
  const { names, schedule, ...problem } = value as unknown as Problem & Pick<ProblemDocument, 'names' | 'schedule'>;
  return { problem, names, schedule };
}

/** Operations that a plan tells otherwise than the schedule has them: elsewhere, at another time, or not at all. */
export function toldOtherwise({ names, schedule }: ProblemDocument, plan: Plan): string[] {
  const told = new Map(plan.operations.map((operation) => [operation.id, operation]));
  const at = (tick: number | undefined): number => names.origin + (tick ?? Number.NaN) * names.tickSeconds;
  return names.operations.filter((id, o) => {
    const operation = told.get(id);
    return (
      operation === undefined ||
      operation.machine !== names.machines[schedule.mode[o] ?? -1] ||
      instantOf(operation.start, plan.timeZone, 'start') !== at(schedule.start[o]) ||
      instantOf(operation.end, plan.timeZone, 'start') !== at(schedule.end[o])
    );
  });
}

/** Typed arrays as lists; JSON would make objects of them. */
const plainArrays = (_: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as unknown as ArrayLike<number>) : value;

const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every((each) => typeof each === 'number');
