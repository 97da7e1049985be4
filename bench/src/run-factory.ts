import { writeFileSync } from 'node:fs';
import { baseline, BASELINES, checkSchedule, type Problem } from '@midstream/engine';
import { solve, startThreads } from '@midstream/engine-host';
import { generateFactory, readFactory } from '@midstream/factory';
import { compileFactory } from '@midstream/planning';
import { parseArguments } from './arguments.ts';
import type { FactoryRow } from './history.ts';

/** One solver on one generated factory, in this process alone; `run-factories.ts` starts it and reads what it writes to `--out`. */
const options = parseArguments(process.argv.slice(2), {
  orders: '50',
  seed: '1',
  solver: 'midstream',
  seconds: '10',
  workers: '2',
  out: '',
});
const [orders, seed, workers] = [Number(options.orders), Number(options.seed), Number(options.workers)];
const document = generateFactory({ orders, seed });
const began = performance.now();
const threads = startThreads(options.solver === 'midstream' ? workers : 0);
const { factory } = readFactory(document);
if (factory === undefined) throw new Error(`generated factory ${orders}/${seed} cannot be read`);
const { problem } = compileFactory(factory);
// Reading and compiling is part of the time until a planner sees a plan.
const compiled = (performance.now() - began) / 1000;
const { schedule, trace } = await planned(problem);
const { violations, figures, value } = checkSchedule(problem, schedule);
if (violations[0] !== undefined) throw new Error(`${options.solver}: ${violations[0].detail}`);
const row: FactoryRow = {
  orders,
  seed,
  solver: options.solver,
  operations: problem.operations.count,
  value: Math.round(value.at(-1) ?? 0),
  late: figures.lateJobs,
  lagExcess: figures.lagExcess,
  seconds: Number(((performance.now() - began) / 1000).toFixed(2)),
  compiled: Number(compiled.toFixed(2)),
  trace: trace.map(([at, reached]) => [Number((compiled + at).toFixed(2)), Math.round(reached)] as const),
};
writeFileSync(options.out, JSON.stringify(row));

async function planned(of: Problem) {
  const rule = BASELINES.find((name) => name === options.solver);
  if (rule === undefined) {
    const found = await solve(of, { seconds: Number(options.seconds), workers, seed, threads });
    return { schedule: found.solution.schedule, trace: found.trace.map(([at, levels]) => [at, levels.at(-1) ?? 0] as const) };
  }
  const start = performance.now();
  const solution = baseline(of, rule);
  return { schedule: solution.schedule, trace: [[(performance.now() - start) / 1000, solution.value.at(-1) ?? 0] as const] };
}
