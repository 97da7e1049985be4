// Non-null assertions index arrays sized by the problem.
import { NEVER } from '../../constraints/calendar/work-clock.ts';
import type { Problem } from '../../problem/problem.ts';
import { NONE } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import type { Derived } from './derived.ts';
import { latestEnds } from './latest-ends.ts';

/** What a dispatching rule may look at when a machine chooses among waiting operations. */
export interface RuleView {
  /** [operation] when it should end for all behind it to be in time: work and transport taken off the due ticks */
  readonly due: Float64Array;
  /** [operation] elapsed time its job still needs, its own run included */
  readonly remaining: Float64Array;
  /** [operation] weight of its job */
  readonly weight: Float64Array;
  readonly meanWork: number;
}
/** A priority; the smallest goes first. `setup` is what the machine would need now, in ticks. */
export type Rule = (view: RuleView, o: number, work: number, setup: number, ready: number, now: number) => number;

/** Dispatching rules by name; see Pinedo, Scheduling (ATCS: Lee, Bhaskaran & Pinedo 1997). */
export const RULES = {
  earliestDue: (view, o, _work, setup) => view.due[o]! + setup,
  leastSlack: (view, o, work, setup, _ready, now) => (view.due[o]! - now - work) / Math.max(1, view.remaining[o]!) + 1e-6 * setup,
  criticalRatio: (view, o, _work, _setup, _ready, now) => {
    const left = view.due[o]! + view.remaining[o]! - now;
    return left > 0 ? left / Math.max(1, view.remaining[o]!) : left;
  },
  apparentCost: (view, o, work, setup, _ready, now) => apparentCost(view, o, work, setup, now, 2),
  apparentCostWide: (view, o, work, setup, _ready, now) => apparentCost(view, o, work, setup, now, 6),
  mostWorkRemaining: (view, o, _work, setup) => setup - view.remaining[o]!,
  mostWorkBehind: (view, o, work, setup) => work + setup - view.remaining[o]!,
  shortest: (_view, _o, work, setup) => work + setup,
  weightedShortest: (view, o, work, setup) => (work + setup) / Math.max(1e-9, view.weight[o]!),
  leastRemaining: (view, o, _work, setup) => view.remaining[o]! + setup,
  firstCome: (_view, _o, _work, _setup, ready) => ready,
  leastSetup: (view, o, _work, setup) => setup * 1e6 + view.due[o]! * 1e-3,
} as const satisfies Record<string, Rule>;
export type RuleName = keyof typeof RULES;

/** What `tunedRule` can be tuned with. */
export interface Tuning {
  /** How many mean works ahead of its latest start an operation begins to press. */
  readonly reach: number;
  /** Setup, in mean works, that costs a factor e of priority. */
  readonly setup: number;
  /** 0: the work of the operation counts; 1: all work its job still needs. */
  readonly far: number;
  /** Share of its slack that an operation waits for others to fill its batch with. */
  readonly patience: number;
  /** Price of a tick that presses nobody's due date, beside the usual one: what modes that end earlier may cost more. */
  readonly haste: number;
}

/** ATCS with its look-aheads as parameters; by work it prefers much work behind instead of much worth now. */
export function tunedRule({ reach, setup, far }: Omit<Tuning, 'patience' | 'haste'>, byWork: boolean): Rule {
  if (byWork) return (view, o, work, set) => set / setup - view.remaining[o]! + reach * 0.1 * work * far;
  return (view, o, work, set, _ready, now) => {
    const slack = Math.max(0, view.due[o]! - work - now);
    const size = (1 - far) * Math.log(Math.max(1, work)) + far * Math.log(Math.max(1, view.remaining[o]!));
    return size - Math.log(view.weight[o]! + 1e-9) + (slack / reach + set / setup) / view.meanWork;
  };
}

/** Weight per work, falling with slack and with setup (ATCS). */
function apparentCost(view: RuleView, o: number, work: number, setup: number, now: number, reach: number): number {
  const slack = Math.max(0, view.due[o]! - work - now);
  const worth = (view.weight[o]! + 1e-9) / Math.max(1, work);
  return -Math.log(worth) + slack / (reach * view.meanWork) + setup / (0.5 * view.meanWork);
}

export function ruleView(problem: Problem, derived: Derived): RuleView {
  const { operations, jobs } = problem;
  const n = operations.count;
  const stretch = elapsedPerOpenTick(problem);
  const due = latestEnds(problem, derived, stretch);
  const remaining = new Float64Array(n);
  const weight = new Float64Array(n);
  let sum = 0;
  for (let o = 0; o < n; o++) {
    const j = operations.job[o]!;
    // What is due nowhere is as urgent as the work behind it is long.
    const behind = due[o] === NEVER ? derived.tail[o]! * stretch : Math.max(0, (jobs.due[j] === NONE ? due[o]! : jobs.due[j]!) - due[o]!);
    if (due[o] === NEVER) due[o] = NEVER - behind;
    remaining[o] = behind + derived.leastWork[o]! * stretch;
    weight[o] = jobs.weight[j]!;
    sum += derived.leastWork[o]! * stretch;
  }
  return { due, remaining, weight, meanWork: Math.max(1, sum / Math.max(1, n)) };
}

/** Share of what a plan took behind an operation in what the next simulation expects. */
const LEARNT = 0.3;

/** The view with the time behind an operation as a plan had it, waiting included, in part (lead time iteration: Vepsalainen & Morton 1988). */
export function learntView({ operations, jobs }: Problem, view: RuleView, { end }: Schedule): RuleView {
  const due = view.due.slice();
  const remaining = view.remaining.slice();
  const jobEnd = new Int32Array(jobs.count);
  for (let o = 0; o < end.length; o++) jobEnd[operations.job[o]!] = Math.max(jobEnd[operations.job[o]!]!, end[o]!);
  for (let o = 0; o < end.length; o++) {
    const j = operations.job[o]!;
    if (jobs.due[j] === NONE) continue;
    const behind = jobs.due[j]! - view.due[o]!;
    const more = LEARNT * (jobEnd[j]! - end[o]! - behind);
    due[o] = view.due[o]! - more;
    remaining[o] = view.remaining[o]! + more;
  }
  return { ...view, due, remaining };
}

/** How much longer work takes on the clock than on the calendars, on average. */
export function elapsedPerOpenTick({ calendars }: Problem): number {
  let elapsed = 0;
  let open = 0;
  for (const { start, end } of calendars) {
    if (start.length === 0) continue;
    elapsed += end[end.length - 1]! - start[0]!;
    start.forEach((from, i) => {
      open += end[i]! - from;
    });
  }
  return open > 0 ? Math.max(1, elapsed / open) : 1;
}
