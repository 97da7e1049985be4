import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSchedule, type InstanceFormat, parseInstance, scheduleOfDocument, type SolutionDocument } from '@midstream/engine';
import { parseArguments } from './arguments.ts';

/**
 * Benchmark instances against best-known values, a fresh process a run:
 * `node bench/src/run-instances.ts --folder INSTANCES --known best-known.json --families ft,la,mk --seconds 10 --seeds 1`.
 * `known` is a list of {instance, family, file, lower, upper}. Every answer is judged by the oracle.
 */
const options = parseArguments(process.argv.slice(2), { folder: '', known: '', families: 'ft', seconds: '10', seeds: '1', workers: '2' });
const FORMATS: Readonly<Record<string, InstanceFormat>> = {
  mk: 'fjsp',
  dpp: 'fjsp',
  hurink: 'fjsp',
  barnes: 'fjsp',
  kacem: 'fjsp',
  fattahi: 'fjsp',
  behnke: 'fjsp',
  dafjs: 'fajsp',
  yfjs: 'fajsp',
  'fjsp-sdst': 'fjsp-sdst',
  'jsp-twt': 'jsp-twt',
};
interface Known {
  readonly instance: string;
  readonly family: string;
  readonly file: string;
  readonly lower: number | null;
  readonly upper: number | null;
}
const known = JSON.parse(readFileSync(options.known, 'utf8')) as readonly Known[];
const command = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const rows: {
  family: string;
  instance: string;
  seed: number;
  value: number;
  bound: number;
  known: number | null;
  gap: number | null;
  seconds: number;
}[] = [];
try {
  for (const family of options.families.split(',')) {
    for (const each of known.filter((one) => one.family === family)) {
      for (const seed of options.seeds.split(',').map(Number)) rows.push(run(each, seed));
    }
    report(family);
  }
} finally {
  rmSync(folder, { recursive: true });
}
const result = {
  suite: 'instances',
  machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`,
  node: process.version,
  options: { ...options, folder: '', known: '' },
  rows,
};
writeFileSync(
  new URL(`../history/instances-${options.families.replaceAll(',', '-')}.json`, import.meta.url),
  `${JSON.stringify(result)}\n`,
);

function run(each: Known, seed: number): (typeof rows)[number] {
  const format = FORMATS[each.family] ?? 'jsp';
  const path = join(options.folder, each.file);
  const out = join(folder, `${each.instance}.json`);
  execFileSync(
    process.execPath,
    [
      command,
      'solve',
      path,
      '--format',
      format,
      '--time',
      options.seconds,
      '--workers',
      options.workers,
      '--seed',
      String(seed),
      '--out',
      out,
    ],
    { stdio: 'ignore' },
  );
  const document = JSON.parse(readFileSync(out, 'utf8')) as SolutionDocument;
  const parsed = parseInstance(format, readFileSync(path, 'utf8'));
  const check = checkSchedule(parsed.problem, scheduleOfDocument(parsed, document));
  if (check.violations.length > 0 || check.figures[parsed.objective] !== document.value)
    throw new Error(`${each.instance}: ${check.violations[0]?.detail ?? 'the value is wrong'}`);
  const gap = each.upper === null || each.upper === 0 ? null : 100 * (document.value / each.upper - 1);
  return {
    family: each.family,
    instance: each.instance,
    seed,
    value: document.value,
    bound: document.lowerBound,
    known: each.upper,
    gap,
    seconds: document.seconds,
  };
}

function report(family: string): void {
  const own = rows.filter((row) => row.family === family);
  const gaps = own.flatMap((row) => (row.gap === null ? [] : [row.gap]));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
  const worst = Math.max(...gaps);
  const proven = own.filter((row) => row.bound >= row.value).length;
  console.log(`${family}: ${own.length} runs, mean gap ${mean.toFixed(2)} %, worst ${worst.toFixed(2)} %, proven optimal ${proven}`);
}
