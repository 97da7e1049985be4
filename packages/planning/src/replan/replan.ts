import type { Schedule, Solution } from '@midstream/engine';
import { checkSchedule, lowerBound } from '@midstream/engine';
import type { CompleteFactory, Plan } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { CompiledFactory, CompileOptions } from '../compile/compile-factory.ts';
import { compileFactory } from '../compile/compile-factory.ts';
import type { ModeMeaning } from '../compile/modes.ts';
import { readPlan } from '../read-back/read-plan.ts';
import type { Effort, SearchResult } from '../search/search-port.ts';
import { searchBy } from '../search/search-port.ts';
import { publishedWarmStart } from './warm-start.ts';

const report = reporterOf(PLANNING_CODES);

export interface ReplanOptions extends Effort, CompileOptions {
  /** Where the search begins; default: the plan held to, else the published one. */
  readonly from?: Plan;
}

export interface Replanned {
  /** undefined when the judge refused what was found; findings say why. */
  readonly plan: Plan | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Plans a factory again, from a plan, holding what is to stay. What comes back has been checked by the independent oracle against the
 * whole factory, without the holds, so it can be published as it is.
 */
export async function replan(factory: CompleteFactory, options: ReplanOptions): Promise<Replanned> {
  const trial = compileFactory(factory, options);
  const narrowed = options.hold !== undefined || options.allow !== undefined;
  const whole = narrowed ? compileFactory(factory, withoutWishes(options, trial)) : trial;
  return searchAndRead(trial, whole, options);
}

/** The same factory with nothing held or forbidden, laid out for as many days. */
function withoutWishes({ objective, published }: CompileOptions, { axis }: CompiledFactory): CompileOptions {
  return {
    horizonDays: axis.horizon / axis.ticksPerHour / 24,
    ...(objective === undefined ? {} : { objective }),
    ...(published === undefined ? {} : { published }),
  };
}

/** Searches `trial` and reads the result back as a plan of `whole`, which has the same steps and at least its modes. */
export async function searchAndRead(trial: CompiledFactory, whole: CompiledFactory, options: ReplanOptions): Promise<Replanned> {
  // What was forbidden may leave an order no way at all; then there is nothing to compare.
  if (trial.steps.length === 0 || trial.steps.length !== whole.steps.length) return { plan: undefined, findings: trial.findings };
  const from = options.from ?? options.hold?.plan ?? options.published;
  const found = await searchBy(options, trial.problem, from === undefined ? undefined : publishedWarmStart(trial, from));
  const schedule = trial === whole ? found.solution.schedule : inModesOf(trial, whole, found.solution.schedule);
  return checkedPlan(whole, schedule, found, options.seed ?? 1);
}

/** Reads a schedule back once the oracle has found nothing against it. */
function checkedPlan(compiled: CompiledFactory, schedule: Schedule, found: SearchResult, seed: number): Replanned {
  const check = checkSchedule(compiled.problem, schedule);
  if (check.violations.length > 0) {
    const findings = check.violations.map(({ rule, operations, detail }) =>
      report('plan.rule-broken', { rule, operations: operations.map((o) => compiled.steps[o]?.id ?? String(o)).join(', '), detail }),
    );
    return { plan: undefined, findings };
  }
  const solution: Solution = { schedule, figures: check.figures, value: check.value };
  const plan = readPlan(compiled, solution, {
    status: 'feasible',
    bound: lowerBound(compiled.problem),
    seed,
    workers: 0,
    seconds: found.seconds,
    trace: found.trace.map(([seconds, value]) => [seconds, value[1] ?? 0]),
  });
  return { plan, findings: [] };
}

/** The schedule with each mode replaced by the one of `whole` that means the same. */
function inModesOf(trial: CompiledFactory, whole: CompiledFactory, schedule: Schedule): Schedule {
  const { modeStart } = whole.problem.operations;
  const mode = schedule.mode.map((chosen, o) => {
    const meaning = trial.meanings[chosen];
    for (let each = modeStart[o] ?? 0; each < (modeStart[o + 1] ?? 0); each++)
      if (meaning !== undefined && isSameWay(meaning, whole.meanings[each])) return each;
    throw new Error(`${trial.steps[o]?.id ?? o} has no such way`);
  });
  return { ...schedule, mode };
}

function isSameWay(a: ModeMeaning, b: ModeMeaning | undefined): boolean {
  if (b === undefined || a.machine !== b.machine || a.overtime !== b.overtime || a.crews.length !== b.crews.length) return false;
  return a.crews.every(({ crew }, i) => crew.index === b.crews[i]?.crew.index);
}
