import { availableParallelism } from 'node:os';
import type { Schedule } from '@midstream/engine';
import type { Threads } from '@midstream/engine-host';
import { solve, startThreads } from '@midstream/engine-host';
import type { CompleteFactory, Plan } from '@midstream/factory';
import type { CompiledFactory, ObjectiveName, PlanObjective } from '@midstream/planning';
import { compileFactory, longerHorizonDays, parseObjective, publishedWarmStart, readPlan } from '@midstream/planning';
import { hasErrors } from '@midstream/units';
import { report } from './codes.ts';
import type { Call, OptionSpec } from './command.ts';
import { catchInterrupt } from './console/interrupt.ts';
import { ProgressLine } from './console/progress-line.ts';
import { showTrouble } from './console/show-findings.ts';
import { say } from './console/terminal.ts';
import type { Terminal } from './console/terminal.ts';
import { ExitCode } from './exit-code.ts';
import { Refusal } from './refusal.ts';

const A_WEEK = 604_800;
/** Seeds are 32 bits. */
export const SEED_OPTION: OptionSpec = { words: 'help.option-seed', kind: 'number', value: 'N', most: 4_294_967_295, isWhole: true };
export const TIME_OPTION: OptionSpec = { words: 'help.option-time', kind: 'number', value: 'SECONDS', least: 0.05, most: A_WEEK };
/** Each has a copy of the problem; beyond this they are in each other's way on any machine. */
export const WORKERS_OPTION: OptionSpec = { words: 'help.option-workers', kind: 'number', value: 'N', least: 1, most: 64, isWhole: true };

/** Options of every command that searches. */
export const SEARCH_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  time: TIME_OPTION,
  seed: SEED_OPTION,
  workers: WORKERS_OPTION,
  objective: { words: 'help.option-objective', kind: 'text', value: 'GOALS' },
};
const DEFAULT_SECONDS = 10;
const MOST_WORKERS = 8;
const PROGRESS_MILLISECONDS = 100;

export interface SearchSettings {
  readonly seconds: number;
  readonly seed: number;
  readonly workers: number;
}
export function searchSettings(call: Call): SearchSettings {
  return {
    seconds: call.number('time') ?? DEFAULT_SECONDS,
    seed: call.number('seed') ?? 1,
    workers: call.number('workers') ?? Math.min(MOST_WORKERS, Math.max(1, availableParallelism() - 1)),
  };
}

/** The objective asked for. @throws Refusal when it cannot be read. */
export function objectiveOf(call: Call, preset: ObjectiveName = 'on-time'): PlanObjective {
  const { objective, findings } = parseObjective(call.text('objective') ?? preset);
  if (objective === undefined || hasErrors(findings)) throw new Refusal(ExitCode.usage, ...findings);
  return objective;
}

export interface SearchedPlan {
  readonly plan: Plan;
  readonly compiled: CompiledFactory;
  readonly schedule: Schedule;
  readonly wasInterrupted: boolean;
}

/** Compiles a factory, searches a plan for it and reads it back, with progress on the error stream and Ctrl-C heeded. */
export async function searchPlan(call: Call, factory: CompleteFactory, objective: PlanObjective, published?: Plan): Promise<SearchedPlan> {
  const settings = searchSettings(call);
  const threads = startThreads(settings.workers);
  try {
    return await searchOn(threads, call, settings, factory, objective, published);
  } finally {
    threads.close();
  }
}

async function searchOn(
  threads: Threads,
  { terminal }: Call,
  settings: SearchSettings,
  factory: CompleteFactory,
  objective: PlanObjective,
  published: Plan | undefined,
): Promise<SearchedPlan> {
  let compiled = compileFactory(factory, { objective, ...(published === undefined ? {} : { published }) });
  showTrouble(terminal, compiled.findings, factory);
  if (compiled.problem.operations.count === 0)
    throw new Refusal(
      ExitCode.errors,
      ...compiled.findings.filter(({ severity }) => severity === 'error'),
      report('cli.no-plan-found', { seconds: settings.seconds }),
    );
  const interrupt = catchInterrupt(() => {
    if (!terminal.isQuiet) terminal.err(`\n${say(terminal, 'progress.stopping')}\n`);
  });
  const search = (): Promise<SolveResult> => {
    const warmStart = published === undefined ? undefined : publishedWarmStart(compiled, published);
    return searchShown(terminal, settings, interrupt.signal, (options) =>
      solve(compiled.problem, { ...options, threads, ...(warmStart === undefined ? {} : { warmStart }) }),
    );
  };
  try {
    let found = await search();
    for (;;) {
      const horizonDays = longerHorizonDays(compiled.axis, found.solution.schedule);
      if (horizonDays === undefined || interrupt.signal.aborted) break;
      compiled = compileFactory(factory, { objective, horizonDays, ...(published === undefined ? {} : { published }) });
      found = await search();
    }
    const plan = readPlan(compiled, found.solution, {
      status: found.status,
      bound: found.bound,
      seed: settings.seed,
      workers: settings.workers,
      seconds: found.seconds,
      trace: found.trace.map(([seconds, value]) => [seconds, value[1] ?? 0] as const),
    });
    return { plan, compiled, schedule: found.solution.schedule, wasInterrupted: interrupt.signal.aborted };
  } finally {
    interrupt.release();
  }
}

type SolveOptions = NonNullable<Parameters<typeof solve>[1]>;
type SolveResult = Awaited<ReturnType<typeof solve>>;

/** Runs a search and shows how it goes. @throws Refusal when it ends without a schedule. */
export async function searchShown(
  terminal: Terminal,
  settings: SearchSettings,
  signal: AbortSignal,
  run: (options: SolveOptions) => Promise<SolveResult>,
): Promise<SolveResult> {
  const line = new ProgressLine(terminal);
  const began = performance.now();
  let best: { value: number; bound: number } | undefined;
  const show = (): void => line.show({ seconds: (performance.now() - began) / 1000, budget: settings.seconds, ...best });
  const timer = setInterval(show, PROGRESS_MILLISECONDS);
  try {
    const found = await run({
      ...settings,
      signal,
      onImprove: (solution, bound) => {
        best = { value: solution.value[1] ?? 0, bound };
      },
    });
    best = { value: found.solution.value[1] ?? 0, bound: found.bound };
    show();
    return found;
  } catch (error) {
    const isEmptyHanded = best === undefined && error instanceof Error && error.message.includes('first complete schedule');
    if (!isEmptyHanded) throw error;
    if (signal.aborted) {
      terminal.err(`${say(terminal, 'progress.nothing-kept')}\n`);
      throw new Refusal(ExitCode.interrupted);
    }
    throw new Refusal(ExitCode.errors, report('cli.no-plan-found', { seconds: settings.seconds }));
  } finally {
    clearInterval(timer);
    line.close();
  }
}
