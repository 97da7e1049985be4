import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SolutionDocument } from '@midstream/engine';
import { parseArguments } from './arguments.ts';
import type { FirstRow } from './history.ts';
import { writeHistory } from './history.ts';
import { jobShopText } from './job-shop-text.ts';

/**
 * How long the first schedule takes and how much memory: `node bench/src/run-first.ts --sizes 100x100,1000x100,1000x1000 --repeats 5`.
 * Random job shops are written to files. Each time a fresh process is asked to read one, make a schedule, and then the same for a second
 * one; and `midstream solve` is started on it. Medians over the repeats.
 */
const options = parseArguments(process.argv.slice(2), {
  sizes: '100x100,1000x100,1000x1000',
  repeats: '5',
  seconds: '1',
  workers: '1',
  // What else the machine was doing, for the report.
  load: '',
  name: 'first',
});

const OWN_PROCESS = fileURLToPath(new URL('first-plan.ts', import.meta.url));
const COMMAND = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
/** As `/usr/bin/time` would have it, for what cannot be asked itself. */
const PEAK = `process.on('exit', () => require('node:fs').writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS / 1024)))`;

interface OwnProcess {
  readonly plans: readonly (Pick<FirstRow['first'], 'readMs' | 'clockMs' | 'threadMs'> & { operations: number; sinceStartMs: number })[];
  readonly peakMb: number;
}

const folder = mkdtempSync(join(tmpdir(), 'first-'));
try {
  const rows = options.sizes.split(',').map((size) => rowOf(size));
  writeHistory({ suite: 'first', name: options.name, options, rows });
} finally {
  rmSync(folder, { recursive: true });
}

function rowOf(size: string): FirstRow {
  const [jobs = 1, machines = 1] = size.split('x').map(Number);
  const files = [1, 2].map((seed) => {
    const file = join(folder, `${size}-${seed}.txt`);
    writeFileSync(file, jobShopText(jobs, machines, seed));
    return file;
  });
  const runs = Array.from({ length: Number(options.repeats) }, () => ownProcess(files));
  const commands = Array.from({ length: Number(options.repeats) }, () => command(files[0] ?? ''));
  const of = (plan: number, pick: (plan: OwnProcess['plans'][number]) => number): number =>
    median(runs.flatMap(({ plans }) => plans.slice(plan, plan + 1).map(pick)));
  const timesOf = (plan: number) => ({
    readMs: of(plan, ({ readMs }) => readMs),
    clockMs: of(plan, ({ clockMs }) => clockMs),
    threadMs: of(plan, ({ threadMs }) => threadMs),
  });
  const row: FirstRow = {
    size,
    operations: jobs * machines,
    first: timesOf(0),
    sinceStartMs: of(0, ({ sinceStartMs }) => sinceStartMs),
    second: timesOf(1),
    peakMb: median(runs.map(({ peakMb }) => peakMb)),
    solveMs: median(commands.map(({ firstMs }) => firstMs)),
    solvePeakMb: median(commands.map(({ peakMb }) => peakMb)),
  };
  console.log(JSON.stringify(row));
  return row;
}

function ownProcess(files: readonly string[]): OwnProcess {
  return JSON.parse(execFileSync(process.execPath, [OWN_PROCESS, ...files], { encoding: 'utf8' })) as OwnProcess;
}

/** The command as people start it. Its first schedule, from when it is asked to read the file. */
function command(file: string): { firstMs: number; peakMb: number } {
  const [out, peak, preload] = ['out.json', 'peak', 'peak.cjs'].map((name) => join(folder, name)) as [string, string, string];
  writeFileSync(preload, PEAK);
  const words = ['solve', file, '--format', 'jsp', '--time', options.seconds, '--workers', options.workers, '--out', out];
  execFileSync(process.execPath, ['--require', preload, COMMAND, ...words], { stdio: 'ignore', env: { ...process.env, PEAK_FILE: peak } });
  const { readSeconds = 0, trace } = JSON.parse(readFileSync(out, 'utf8')) as SolutionDocument;
  return { firstMs: 1000 * (readSeconds + (trace[0]?.[0] ?? Number.NaN)), peakMb: Number(readFileSync(peak, 'utf8')) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(10 * (sorted[sorted.length >> 1] ?? Number.NaN)) / 10;
}
