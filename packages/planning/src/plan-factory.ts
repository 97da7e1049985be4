import type { Solution, SolverStatus } from '@midstream/engine';
import { createSolver } from '@midstream/engine';
import type { CompleteFactory, Plan } from '@midstream/factory';
import type { CompiledFactory, CompileOptions } from './compile/compile-factory.ts';
import { compileFactory } from './compile/compile-factory.ts';
import { readPlan } from './read-back/read-plan.ts';
import { publishedWarmStart } from './replan/warm-start.ts';

export interface PlanFactoryOptions extends CompileOptions {
  /** Units of search work; the same factory, seed and steps give the same plan on any machine. */
  readonly steps: number;
  readonly seed: number;
}

const SLICE = 1000;
/** Far more than the first complete plan of the largest factory takes. */
const MOST_SLICES = 10_000;

/** A plan that does not fit is laid out anew for so much longer, at most so often; beyond that every hour would count as open. */
const LONGER = 2;
const MOST_LAYOUTS = 4;

/** Plans in the calling thread with a budget of steps instead of time: for tests, goldens and small what-ifs. */
export function planFactory(
  factory: CompleteFactory,
  options: PlanFactoryOptions,
): { compiled: CompiledFactory; solution: Solution; plan: Plan } {
  let planned = planOnce(factory, options);
  for (let layouts = 1; layouts < MOST_LAYOUTS && options.horizonDays === undefined && !fits(planned.plan); layouts++) {
    const { horizon, ticksPerHour } = planned.compiled.axis;
    planned = planOnce(factory, { ...options, horizonDays: Math.ceil((LONGER * horizon) / ticksPerHour / 24) });
  }
  return planned;
}

function fits(plan: Plan): boolean {
  return plan.findings.every((each) => each.code !== 'plan.beyond-horizon');
}

function planOnce(factory: CompleteFactory, options: PlanFactoryOptions): { compiled: CompiledFactory; solution: Solution; plan: Plan } {
  const compiled = compileFactory(factory, options);
  const warmStart = options.published === undefined ? undefined : publishedWarmStart(compiled, options.published);
  const solver = createSolver(compiled.problem, { seed: options.seed, ...(warmStart === undefined ? {} : { warmStart }) });
  let status: SolverStatus = 'running';
  for (let done = 0; done < options.steps && status === 'running'; done += SLICE)
    status = solver.step(Math.min(SLICE, options.steps - done), done / options.steps);
  for (let extra = 0; solver.best() === undefined && status === 'running' && extra < MOST_SLICES; extra++) status = solver.step(SLICE);
  const solution = solver.best();
  if (solution === undefined) throw new Error('the solver ended without a schedule');
  const bound = solver.bound();
  const plan = readPlan(compiled, solution, {
    status: status === 'optimal' ? 'optimal' : 'feasible',
    bound,
    seed: options.seed,
    workers: 0,
    seconds: 0,
    trace: [],
  });
  return { compiled, solution, plan };
}
