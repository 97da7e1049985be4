import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InstanceFormat, ParsedInstance, SolutionDocument } from '@midstream/engine';
import { type Answer, judgedDocument, judgedPeer, type PeerAnswer } from './answer.ts';
import { problemAsJson } from './problem-as-json.ts';

/** An instance on disk, and a folder for what solvers write about it. */
export interface Task {
  readonly path: string;
  readonly name: string;
  readonly format: InstanceFormat;
  readonly parsed: ParsedInstance;
  readonly folder: string;
}
export interface Budget {
  readonly seconds: number;
  readonly seed: number;
  readonly workers: number;
  /** Interpreter with the `ortools` package. */
  readonly python: string;
}

/** Each runs in a fresh process, and its answer is judged by the oracle. */
export const SOLVERS: Readonly<Record<string, (task: Task, budget: Budget) => Answer>> = {
  midstream: runMidstream,
  rules: runRules,
  'cp-sat': (task, budget) => runCpSat(task, budget, budget.workers),
  // Its documented portfolio wants eight workers, however many cores there are.
  'cp-sat-8': (task, budget) => runCpSat(task, budget, 8),
  // Probing can take all the seconds of a model with many choices.
  'cp-sat-no-probing': (task, budget) => runCpSat(task, budget, budget.workers, ['cp_model_probing_level=0']),
};

const COMMAND = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const RULES = fileURLToPath(new URL('run-rules.ts', import.meta.url));
const CP_SAT = fileURLToPath(new URL('../peers/cp_sat.py', import.meta.url));
/** Building a large model and stopping may take longer than the time asked for; beyond this a process is ended. */
const PATIENCE_MS = 600_000;

function runMidstream({ path, format, parsed, folder, name }: Task, { seconds, seed, workers }: Budget): Answer {
  const out = join(folder, `${name}.json`);
  const limits = ['--time', String(seconds), '--workers', String(workers), '--seed', String(seed)];
  const failed = run(process.execPath, [COMMAND, 'solve', path, '--format', format, ...limits, '--out', out]);
  if (failed !== undefined) return noAnswer(failed);
  return judgedDocument(parsed, JSON.parse(readFileSync(out, 'utf8')) as SolutionDocument);
}

/** The best of the baseline rules: what a planner gets without any search. */
function runRules({ path, format, parsed, folder, name }: Task): Answer {
  const out = join(folder, `${name}.rules.json`);
  const failed = run(process.execPath, [RULES, path, format, out]);
  return failed === undefined ? judgedDocument(parsed, JSON.parse(readFileSync(out, 'utf8')) as SolutionDocument) : noAnswer(failed);
}

/** `parameters` are further ones of the peer, `name=value` each. */
function runCpSat(
  { path, format, parsed, folder, name }: Task,
  { seconds, seed, python }: Budget,
  workers: number,
  parameters: readonly string[] = [],
): Answer {
  const problem = join(folder, `${name}.problem.json`);
  const out = join(folder, `${name}.cp-sat.json`);
  if (!existsSync(problem)) writeFileSync(problem, format === 'mrfjssp' ? readFileSync(path) : problemAsJson(parsed));
  const failed = run(python, [CP_SAT, problem, out, String(seconds), String(seed), String(workers), ...parameters]);
  return failed === undefined ? judgedPeer(parsed, JSON.parse(readFileSync(out, 'utf8')) as PeerAnswer) : noAnswer(failed);
}

/** What went wrong, undefined = nothing. */
function run(command: string, words: readonly string[]): string | undefined {
  try {
    execFileSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'], timeout: PATIENCE_MS, maxBuffer: 1 << 26 });
    return undefined;
  } catch (error) {
    const lines = String((error as { stderr?: unknown }).stderr ?? error)
      .trim()
      .split('\n');
    return lines.at(-1) ?? 'failed';
  }
}

function noAnswer(why: string): Answer {
  return { value: null, bound: 0, seconds: 0, trace: [], why };
}
