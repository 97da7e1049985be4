import { basename } from 'node:path';
import {
  createSolver,
  INSTANCE_FORMATS,
  type InstanceFormat,
  type ParsedInstance,
  parseInstance,
  solutionDocument,
} from '@midstream/engine';
import type { Threads } from '@midstream/engine-host';
import { solve as search, startThreads } from '@midstream/engine-host';
import { report } from '../codes.ts';
import type { Call, Command } from '../command.ts';
import { catchInterrupt } from '../console/interrupt.ts';
import { say } from '../console/terminal.ts';
import { ExitCode } from '../exit-code.ts';
import { readBytes } from '../files/read-input.ts';
import { writeOutputs } from '../files/write-output.ts';
import { Refusal } from '../refusal.ts';
import type { SearchSettings } from '../search-plan.ts';
import { SEED_OPTION, searchSettings, searchShown, TIME_OPTION, WORKERS_OPTION } from '../search-plan.ts';

export const solve: Command = {
  name: 'solve',
  usage: 'INSTANCE',
  files: { least: 1, most: 1 },
  options: {
    format: { words: 'help.option-instance-format', kind: 'text', value: 'FORMAT', choices: INSTANCE_FORMATS, isNeeded: true },
    time: TIME_OPTION,
    workers: WORKERS_OPTION,
    seed: SEED_OPTION,
    out: { words: 'help.option-out-solution', kind: 'text', value: 'FILE.json' },
  },
  examples: ['solve ft10.txt --format jsp --time 10 --workers 1 --seed 1 --out ft10.json'],
  run: solveInstance,
};

async function solveInstance(call: Call): Promise<ExitCode> {
  const settings = searchSettings(call);
  // They load the engine while the file is read.
  const threads = startThreads(settings.workers);
  try {
    return await solveOn(threads, call, settings);
  } finally {
    threads.close();
  }
}

async function solveOn(threads: Threads, call: Call, settings: SearchSettings): Promise<ExitCode> {
  const { terminal } = call;
  const [file = ''] = call.files;
  const format = INSTANCE_FORMATS.find((name) => name === call.text('format')) ?? 'jsp';
  const asked = performance.now();
  const parsed = readInstance(format, await readBytes(file), file);
  const readSeconds = (performance.now() - asked) / 1000;
  const interrupt = catchInterrupt(() => terminal.err(`\n${say(terminal, 'progress.stopping')}\n`));
  try {
    const began = performance.now();
    const searching = searchShown(terminal, settings, interrupt.signal, (options) => search(parsed.problem, { ...options, threads }));
    const first = suitsFirstPlan(parsed, settings) ? firstPlan(parsed, settings.seed, began) : undefined;
    const found = await searching;
    const instance = basename(file).replace(/\.\w+$/, '');
    const document = solutionDocument(parsed, found.solution, {
      instance,
      lowerBound: found.bound,
      seconds: found.seconds,
      readSeconds,
      seed: settings.seed,
      workers: settings.workers,
      trace: traceOf(found.trace, first),
    });
    await writeOutputs(terminal, [{ path: call.text('out') ?? '-', bytes: () => `${JSON.stringify(document)}\n` }]);
    const value = found.solution.value[1] ?? 0;
    if (!terminal.isQuiet)
      terminal.err(`${say(terminal, 'summary.solved', { instance, value, bound: found.bound, seconds: found.seconds })}\n`);
  } finally {
    interrupt.release();
  }
  return interrupt.signal.aborted ? ExitCode.interrupted : ExitCode.done;
}

type Point = readonly [seconds: number, value: number];

/** Large job shops: the first plan is made before threads have loaded the engine and got the problem. */
function suitsFirstPlan({ format, problem }: ParsedInstance, { workers }: SearchSettings): boolean {
  return format === 'jsp' && problem.operations.count > LARGE_FROM && workers > 0;
}
const LARGE_FROM = 4000;

/** The plan that the search begins with, made in this thread while the others get ready. */
function firstPlan({ problem }: ParsedInstance, seed: number, began: number): Point {
  const solver = createSolver(problem, { seed });
  let best = solver.best();
  for (; best === undefined; best = solver.best()) solver.step(1, 0);
  return [(performance.now() - began) / 1000, best.value[1] ?? 0];
}

/** What was better than all before, and when. */
function traceOf(found: readonly (readonly [number, readonly number[]])[], first: Point | undefined): Point[] {
  const points = found.map(([seconds, value]): Point => [seconds, value[1] ?? 0]);
  const before = points[0];
  if (first === undefined || before === undefined || before[0] <= first[0]) return points;
  return [first, ...points.filter(([, value]) => value < first[1])];
}

/** @throws Refusal naming the place in the file that cannot be right. */
export function readInstance(format: InstanceFormat, source: Uint8Array, file: string): ParsedInstance {
  try {
    return parseInstance(format, source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(ExitCode.errors, report('cli.instance-unreadable', { file, format, reason }));
  }
}
