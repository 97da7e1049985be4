import type { Plan } from '@midstream/factory';
import { report } from '../codes.ts';
import { ExitCode } from '../exit-code.ts';
import { Refusal } from '../refusal.ts';
import { readText } from './read-input.ts';

/** Lists a plan must have to be one; what is in them is judged by whoever uses it. */
const LISTS = ['orders', 'operations', 'transports', 'resources', 'findings'] as const;

/** Reads a plan written by `midstream plan --json`. @throws Refusal when the file is something else. */
export async function readPlanFile(path: string): Promise<Plan> {
  const text = await readText(path);
  const refusal = new Refusal(ExitCode.errors, report('cli.not-a-plan', { file: path }));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal;
  }
  if (typeof value !== 'object' || value === null) throw refusal;
  const document = value as Record<string, unknown>;
  const isPlan = document.format === 'midstream-plan' && document.version === 1 && LISTS.every((list) => Array.isArray(document[list]));
  if (!isPlan || typeof document.run !== 'object' || typeof document.figures !== 'object') throw refusal;
  return value as Plan;
}
