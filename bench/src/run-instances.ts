import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInstance } from '@midstream/engine';
import { parseArguments } from './arguments.ts';
import { type InstanceRow, writeHistory } from './history.ts';
import { formatOf, groupsOf, type Known, readKnown } from './known.ts';
import { type Budget, SOLVERS, type Task } from './solvers.ts';

/**
 * Benchmark instances against best-known values and peers; every run is a fresh process, every answer is judged by the oracle:
 * `node bench/src/run-instances.ts --folder INSTANCES --known best-known.json --families ft,la,mk --seconds 10 --seeds 1,2,3
 * --solvers midstream,rules,cp-sat,cp-sat-8 --python PYTHON --name ft-la-mk`. `--only a,b` picks instances, `--most 5` the first of
 * each family. `known` is a list of {instance, family, file, lower, upper}. Results go to bench/history/NAME.json, then
 * `node bench/src/write-report.ts` draws them into bench/README.md.
 */
const options = parseArguments(process.argv.slice(2), {
  folder: '',
  known: '',
  families: 'ft',
  only: '',
  most: '100000',
  seconds: '10',
  seeds: '1',
  workers: '2',
  solvers: 'midstream',
  python: 'python3',
  name: '',
});
const seeds = options.seeds.split(',').map(Number);
const only = options.only === '' ? undefined : new Set(options.only.split(','));
const solvers = options.solvers.split(',').map((name) => {
  const solve = SOLVERS[name];
  if (solve === undefined) throw new Error(`${name} is not one of ${Object.keys(SOLVERS).join(', ')}`);
  return { name, solve };
});
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const rows: InstanceRow[] = [];
const wrong: string[] = [];
try {
  for (const family of options.families.split(',')) {
    const known = readKnown(options.known).filter((each) => each.family === family && only?.has(each.instance) !== false);
    for (const each of known.slice(0, Number(options.most))) runAll(each);
  }
} finally {
  rmSync(folder, { recursive: true });
}
const name = options.name === '' ? `instances-${options.families.replaceAll(',', '-')}` : options.name;
writeHistory({ suite: 'instances', name, options: { ...options, folder: '', known: '', python: '' }, rows });
// A wrong answer is a failure, however good the others are.
if (wrong.length > 0) throw new Error(`wrong answers:\n${wrong.join('\n')}`);

/** Every seed of every solver, the order of solvers reversed each round. */
function runAll(known: Known): void {
  const path = join(options.folder, known.file);
  const format = formatOf(known.family);
  const parsed = parseInstance(format, readFileSync(path, 'utf8'));
  const task: Task = { path, name: known.instance, format, parsed, folder };
  seeds.forEach((seed, round) => {
    const budget: Budget = { seconds: Number(options.seconds), seed, workers: Number(options.workers), python: options.python };
    for (const solver of round % 2 === 0 ? solvers : solvers.toReversed()) {
      // Rules know no seed.
      if (solver.name === 'rules' && round > 0) continue;
      rows.push(runOne(known, task, budget, solver));
    }
  });
}

function runOne(known: Known, task: Task, budget: Budget, { name: solver, solve }: (typeof solvers)[number]): InstanceRow {
  const { instance, family, upper, lower } = known;
  const { operations } = task.parsed.problem;
  const about = { instance, family, groups: groupsOf(known), known: upper, lower, operations: operations.count };
  const asked = { objective: task.parsed.objective, solver, seed: budget.seed };
  try {
    const { value, bound, seconds, trace, why } = solve(task, budget);
    console.log(
      `${instance} ${solver} seed ${budget.seed}: ${value ?? why ?? 'no answer'}${upper === null ? '' : ` (best known ${upper})`}`,
    );
    return { ...about, ...asked, value, bound, seconds, trace: thinned(trace), ...(why === undefined ? {} : { why }) };
  } catch (error) {
    const why = `wrong: ${error instanceof Error ? error.message : String(error)}`;
    wrong.push(`${instance} ${solver} seed ${budget.seed} ${why}`);
    console.log(wrong.at(-1));
    return { ...about, ...asked, value: null, bound: 0, seconds: 0, trace: [], why };
  }
}

/** The last improvement of each of 12 steps per decade: what a plot can show. */
function thinned(trace: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const step = ([seconds]: readonly [number, number]): number => Math.floor(Math.log10(Math.max(0.001, seconds)) * 12);
  return trace
    .filter((point, i) => i === trace.length - 1 || step(point) !== step(trace[i + 1] ?? point))
    .map(([seconds, value]) => [Number(seconds.toFixed(3)), value] as const);
}
