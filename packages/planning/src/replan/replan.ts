import type { Problem, Schedule, Solution, Violation } from '@midstream/engine';
import { checkSchedule, lowerBound } from '@midstream/engine';
import type { CompleteFactory, Plan, PlannedOperation } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { CompiledFactory, CompileOptions } from '../compile/compile-factory.ts';
import { compileFactory, recompile } from '../compile/compile-factory.ts';
import { longerHorizonDays } from '../compile/horizon.ts';
import type { Hold } from '../compile/fixed-steps.ts';
import type { PlannedStep } from '../compile/operations.ts';
import type { ModeMeaning } from '../compile/placed-way.ts';
import { tickFrom } from '../compile/time-axis.ts';
import type { RunFacts } from '../read-back/read-plan.ts';
import { readOperations, readPlan } from '../read-back/read-plan.ts';
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
  /** What was to be held and is not: the judge found it in its own way. */
  readonly letGo: readonly string[];
}

/** A hold may turn out to be in its own way a few times, no more. */
const MOST_ROUNDS = 5;

/**
 * Plans a factory again, from a plan, holding what is to stay. What comes back has been checked by the independent oracle against the
 * whole factory, without the holds, so it can be published as it is.
 */
export async function replan(factory: CompleteFactory, options: ReplanOptions): Promise<Replanned> {
  const narrowed = options.hold !== undefined || options.allow !== undefined;
  for (let laidOut = options; ;) {
    const trial = compileFactory(factory, laidOut);
    const whole = narrowed ? recompile(trial, {}) : trial;
    const replanned = await replanWithin(whole, trial, laidOut);
    const { plan } = replanned;
    const longer = plan === undefined || options.horizonDays !== undefined ? undefined : longerHorizonDays(whole.axis, endsOf(whole, plan));
    if (longer === undefined) return replanned;
    laidOut = { ...laidOut, horizonDays: longer };
  }
}

/**
 * The same, where the whole factory and the one with holds are compiled already. A free operation put before a held one may lengthen
 * its setup, so that two held setups ask for one person: what the judge finds so is let go, and planned anew.
 */
export async function replanWithin(
  whole: CompiledFactory,
  trial: CompiledFactory,
  options: ReplanOptions,
  holding: (hold: Hold) => CompiledFactory = (hold) => recompile(whole, { ...options, hold }),
): Promise<Replanned> {
  let hold = options.hold;
  let held = trial;
  const letGo: string[] = [];
  for (let round = 1; ; round++) {
    // What was forbidden may leave an order no way at all; then there is nothing to compare.
    if (held.steps.length === 0 || held.steps.length !== whole.steps.length) return { plan: undefined, findings: held.findings, letGo };
    const { found, schedule } = await searchFrom(whole, held, options);
    const check = checkSchedule(whole.problem, schedule);
    if (check.violations.length === 0) {
      const solution: Solution = { schedule, figures: check.figures, value: check.value };
      return { plan: readPlan(whole, solution, runFacts(whole, found, options.seed ?? 1)), findings: [], letGo };
    }
    const inTheWay = check.violations.flatMap((each) => each.operations.map((o) => held.steps[o]?.id ?? ''));
    letGo.push(...inTheWay.filter((id) => hold?.operations.has(id) === true));
    const operations = new Set([...(hold?.operations ?? [])].filter((id) => !inTheWay.includes(id)));
    if (hold === undefined || operations.size === hold.operations.size || round >= MOST_ROUNDS)
      return { plan: undefined, findings: brokenRules(whole, check.violations), letGo };
    hold = { ...hold, operations };
    held = holding(hold);
  }
}

/** Where a search puts these operations: a wish for a hold, not judged, as what is planned around them will be. */
export async function placesWithin(
  whole: CompiledFactory,
  trial: CompiledFactory,
  options: ReplanOptions,
  isWanted: (operation: PlannedStep) => boolean,
): Promise<readonly PlannedOperation[]> {
  if (trial.steps.length === 0 || trial.steps.length !== whole.steps.length) return [];
  const { schedule } = await searchFrom(whole, trial, options);
  return readOperations(
    whole,
    schedule,
    whole.steps.flatMap((step, o) => (isWanted(step) ? [o] : [])),
  );
}

/** What a search of the trial finds, with the schedule in the modes of the whole. */
async function searchFrom(
  whole: CompiledFactory,
  trial: CompiledFactory,
  options: ReplanOptions,
): Promise<{ readonly found: SearchResult; readonly schedule: Schedule }> {
  const from = options.from ?? options.hold?.plan ?? options.published;
  const found = await searchBy(options, trial.problem, from === undefined ? undefined : publishedWarmStart(trial, from));
  const { schedule } = found.solution;
  return { found, schedule: trial === whole ? schedule : inModesOf(trial, whole, schedule) };
}

function endsOf({ axis, factory }: CompiledFactory, plan: Plan): { readonly end: Int32Array } {
  return { end: Int32Array.from(plan.operations, (each) => tickFrom(axis, instantOf(each.end, factory.timeZone) ?? 0)) };
}

function brokenRules(compiled: CompiledFactory, violations: readonly Violation[]): Finding[] {
  return violations.map(({ rule, operations, detail }) =>
    report('plan.rule-broken', { rule, operations: operations.map((o) => compiled.steps[o]?.id ?? String(o)).join(', '), detail }),
  );
}

function runFacts(compiled: CompiledFactory, found: SearchResult, seed: number): RunFacts {
  return {
    status: 'feasible',
    bound: boundOf(compiled.problem),
    seed,
    workers: 0,
    seconds: found.seconds,
    trace: found.trace.map(([seconds, value]) => [seconds, value[1] ?? 0]),
  };
}

/** Several plans are made of one problem, and its bound takes as long to find as a plan to judge. */
const bounds = new WeakMap<Problem, number>();

function boundOf(problem: Problem): number {
  const known = bounds.get(problem) ?? lowerBound(problem);
  bounds.set(problem, known);
  return known;
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
