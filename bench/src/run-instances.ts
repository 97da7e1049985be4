import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInstance } from '@midstream/engine';
import { parseArguments } from './arguments.ts';
import { type InstanceRow, readHistory, writeHistory } from './history.ts';
import { formatOf, groupsOf, type Known, readKnown } from './known.ts';
import { sampleOf } from './sample.ts';
import { type Budget, SOLVERS, type Task } from './solvers.ts';

/**
 * Benchmark instances against best-known values and peers; every run is a fresh process, every answer is judged by the oracle:
 * `node bench/src/run-instances.ts --folder INSTANCES --known best-known.json --families ft,la,mk --seconds 10 --seeds 1,2,3
 * --solvers midstream,rules,cp-sat,cp-sat-8 --python PYTHON --name ft-la-mk`. `--families all` takes every family of the list; `--only
 * a,b` picks instances, `--most 5` the first of each family, `--sample 5` as many of each group spread over their sizes. `known` is a
 * list of {instance, family, file, lower, upper}. Results go to bench/history/NAME.json after every instance, and with `--resume yes`
 * what stands there is not run again. `--dry yes` only says what would run and for how long. With `--report yes` the results are drawn
 * into bench/README.md, as `node bench/src/write-report.ts` does.
 */
const options = parseArguments(process.argv.slice(2), {
  folder: '',
  known: '',
  families: 'ft',
  only: '',
  most: '100000',
  sample: '0',
  seconds: '10',
  seeds: '1',
  workers: '2',
  solvers: 'midstream',
  python: 'python3',
  name: '',
  resume: 'no',
  report: 'no',
  dry: 'no',
});
const seeds = options.seeds.split(',').map(Number);
const only = options.only === '' ? undefined : new Set(options.only.split(','));
const solvers = options.solvers.split(',').map((name) => {
  const solve = SOLVERS[name];
  if (solve === undefined) throw new Error(`${name} is not one of ${Object.keys(SOLVERS).join(', ')}`);
  return { name, solve };
});
const name = options.name === '' ? `instances-${options.families.replaceAll(',', '-')}` : options.name;
const chosen = chosenInstances();
const rows: InstanceRow[] = options.resume === 'yes' ? earlierRows() : [];
const wrong: string[] = [];
const slow = solvers.filter((solver) => solver.name !== 'rules').length;
const minutes = (chosen.length * seeds.length * slow * (Number(options.seconds) + 1)) / 60;
console.log(
  `${chosen.length} instances, at most ${Math.ceil(minutes)} minutes, and what very large models take to be built beyond their time`,
);
if (options.dry === 'yes') for (const { instance, family } of chosen) console.log(`${family} ${instance}`);
else {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    for (const each of chosen) runAll(each, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  // A wrong answer is a failure, however good the others are.
  if (wrong.length > 0) throw new Error(`wrong answers:\n${wrong.join('\n')}`);
  if (options.report === 'yes') await import('./write-report.ts');
}

function chosenInstances(): Known[] {
  const all = readKnown(options.known);
  const families = options.families === 'all' ? [...new Set(all.map(({ family }) => family))] : options.families.split(',');
  const known = families.flatMap((family) =>
    all.filter((each) => each.family === family && only?.has(each.instance) !== false).slice(0, Number(options.most)),
  );
  const sizeOf = ({ file }: Known): number => statSync(join(options.folder, file)).size;
  return Number(options.sample) > 0 ? sampleOf(known, Number(options.sample), sizeOf) : known;
}

/** What was run before under this name, with as many seconds and workers. */
function earlierRows(): InstanceRow[] {
  const earlier = readHistory('instances').find((results) => results.name === name);
  if (earlier === undefined || earlier.options['seconds'] !== options.seconds || earlier.options['workers'] !== options.workers) return [];
  return [...earlier.rows];
}

/** Every seed of every solver, the order of solvers reversed each round. */
function runAll(known: Known, folder: string): void {
  const isDone = (solver: string, seed: number): boolean =>
    rows.some((row) => row.instance === known.instance && row.family === known.family && row.solver === solver && row.seed === seed);
  const open = seeds.flatMap((seed, round) =>
    // Rules know no seed.
    (round % 2 === 0 ? solvers : solvers.toReversed())
      .filter((solver) => !(solver.name === 'rules' && round > 0) && !isDone(solver.name, seed))
      .map((solver) => ({ solver, seed })),
  );
  if (open.length === 0) return;
  const path = join(options.folder, known.file);
  const format = formatOf(known.family);
  const parsed = parseInstance(format, readFileSync(path, 'utf8'));
  const task: Task = { path, name: known.instance, format, parsed, folder };
  for (const { solver, seed } of open) {
    const budget: Budget = { seconds: Number(options.seconds), seed, workers: Number(options.workers), python: options.python };
    rows.push(runOne(known, task, budget, solver));
  }
  writeHistory({ suite: 'instances', name, options: { ...options, folder: '', known: '', python: '' }, rows });
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
