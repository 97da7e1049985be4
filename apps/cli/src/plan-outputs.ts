import { resolve } from 'node:path';
import type { Schedule } from '@midstream/engine';
import type { CompleteFactory, FactoryDraft, Plan } from '@midstream/factory';
import type { CompiledFactory } from '@midstream/planning';
import type { Call, OptionSpec } from './command.ts';
import { planSummary } from './console/plan-summary.ts';
import { say } from './console/terminal.ts';
import { writeProblemDocument } from './files/problem-document.ts';
import type { Output } from './files/write-output.ts';
import { writeOutputs } from './files/write-output.ts';
import { renderPlanPage } from './plan-page/render-page.ts';
import { writePlanWorkbook } from './plan-workbook/write-plan-workbook.ts';

/** Options of every command that writes a plan. */
export const PLAN_OUTPUT_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  out: { words: 'help.option-out-plan', kind: 'text', value: 'FILE.xlsx' },
  html: { words: 'help.option-html', kind: 'text', value: 'FILE.html' },
  json: { words: 'help.option-json', kind: 'text', value: 'FILE.json' },
  problem: { words: 'help.option-problem', kind: 'text', value: 'FILE.json' },
};

const PATHS = ['out', 'html', 'json', 'problem'] as const;
export const planPaths = (call: Call): (string | undefined)[] => PATHS.map((name) => call.text(name));

/** Where the page goes when no output was named: beside the input. */
function pageBeside(input: string | undefined): string {
  if (input === undefined || input === '-') return 'midstream.plan.html';
  return `${input.replace(/[\\/]+$/, '').replace(/\.(xlsx|xlsm|json|csv|tsv|txt)$/i, '')}.plan.html`;
}

interface Written {
  readonly plan: Plan;
  readonly factory: CompleteFactory;
  /** As it was read, so that the workbook holds the planner's own sheets and not our defaults. */
  readonly draft: FactoryDraft;
  readonly compiled: CompiledFactory;
  readonly schedule: Schedule;
}

/** Writes what was asked for and says in a few lines what the plan is like and where it is. */
export async function writePlan(call: Call, { plan, factory, draft, compiled, schedule }: Written): Promise<void> {
  const { terminal } = call;
  const [out, html, json, problem] = planPaths(call);
  const outputs: Output[] = [];
  if (out !== undefined) outputs.push({ path: out, bytes: () => writePlanWorkbook(plan, factory, draft, terminal.language) });
  const page = html ?? (planPaths(call).every((path) => path === undefined) ? pageBeside(call.files[0]) : undefined);
  if (page !== undefined) outputs.push({ path: page, bytes: () => renderPlanPage(plan, factory, terminal.language) });
  if (json !== undefined) outputs.push({ path: json, bytes: () => `${JSON.stringify(plan, null, 1)}\n` });
  if (problem !== undefined) outputs.push({ path: problem, bytes: () => writeProblemDocument(compiled, schedule) });
  const written = await writeOutputs(terminal, outputs);
  if (terminal.isQuiet) return;
  const lines = written.map((path) => `  ${resolve(path)}\n`).join('');
  const text = `${planSummary(terminal, plan, factory)}${lines === '' ? '' : `\n${say(terminal, 'summary.written')}\n${lines}`}`;
  // Standard output belongs to the plan when it was asked to go there.
  if (outputs.some(({ path }) => path === '-')) terminal.err(text);
  else await terminal.out(text);
}
