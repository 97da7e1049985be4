import { checkSchedule, type ParsedInstance, type Schedule, scheduleOfDocument, type SolutionDocument } from '@midstream/engine';

/** What one solver said to one instance, in one process of its own. */
export interface Answer {
  /** null = no schedule within the time. */
  readonly value: number | null;
  readonly bound: number;
  readonly seconds: number;
  /** [seconds, value] of each improvement. */
  readonly trace: readonly (readonly [number, number])[];
  /** Why there is none. */
  readonly why?: string;
}

/** The answer in a solution document, judged by the oracle. @throws Error when a rule is broken or the value is not what was said. */
export function judgedDocument(parsed: ParsedInstance, document: SolutionDocument): Answer {
  judge(parsed, scheduleOfDocument(parsed, document), document.value);
  return { value: document.value, bound: document.lowerBound, seconds: document.seconds, trace: document.trace };
}

/** What a peer writes: times and modes in the engine's numbers. */
export interface PeerAnswer extends Answer {
  readonly mode?: readonly number[];
  /** [operation] resources chosen, where a peer models these rather than modes. */
  readonly helpers?: readonly (readonly number[])[];
  readonly start?: readonly number[];
  readonly end?: readonly number[];
}

/** The same for a peer. */
export function judgedPeer(parsed: ParsedInstance, answer: PeerAnswer): Answer {
  const { value, bound, seconds, trace } = answer;
  const { mode, helpers, start, end } = answer;
  if (value === null || (mode ?? helpers) === undefined || start === undefined || end === undefined)
    return { value: null, bound, seconds, trace: [], why: answer.why ?? 'no answer' };
  const rows = start.map((at, o) => ({
    job: (parsed.job[o] ?? -1) < 0 ? null : (parsed.job[o] ?? 0),
    operation: parsed.operation[o] ?? 0,
    machine: parsed.problem.modes.machine[mode?.[o] ?? 0] ?? 0,
    ...(helpers === undefined ? {} : { helpers: helpers[o] ?? [] }),
    start: at,
    end: end[o] ?? 0,
  }));
  // The document finds modes by their helpers, and draws setups; modes that are known are taken as they are.
  const names = { machine: helpers === undefined, helpers: helpers !== undefined };
  const drawn = scheduleOfDocument({ ...parsed, names }, { operations: rows });
  judge(parsed, mode === undefined ? drawn : { ...drawn, mode: Int32Array.from(mode) }, value);
  return { value, bound, seconds, trace };
}

function judge(parsed: ParsedInstance, schedule: Schedule, said: number): void {
  const check = checkSchedule(parsed.problem, schedule);
  const first = check.violations[0];
  if (first !== undefined) throw new Error(`${first.rule} broken: ${first.detail}`);
  const value = check.figures[parsed.objective];
  // Peers count in doubles.
  if (Math.abs(value - said) > 1e-6) throw new Error(`the value is ${value}, not ${said}`);
}
