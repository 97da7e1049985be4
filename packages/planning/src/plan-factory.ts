import type { Solution, SolverStatus } from '@midstream/engine';
import { createSolver } from '@midstream/engine';
import type { CompleteFactory, Plan } from '@midstream/factory';
import type { CompiledFactory, CompileOptions } from './compile/compile-factory.ts';
import { compileFactory } from './compile/compile-factory.ts';
import { longerHorizonDays } from './compile/horizon.ts';
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

/** Plans in the calling thread with a budget of steps instead of time: for tests, goldens and small what-ifs. */
export function planFactory(
  factory: CompleteFactory,
  options: PlanFactoryOptions,
): { compiled: CompiledFactory; solution: Solution; plan: Plan } {
  let planned = planOnce(factory, options);
  while (options.horizonDays === undefined) {
    const longer = longerHorizonDays(planned.compiled.axis, planned.solution.schedule);
    if (longer === undefined) break;
    planned = planOnce(factory, { ...options, horizonDays: longer });
  }
  return planned;
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
