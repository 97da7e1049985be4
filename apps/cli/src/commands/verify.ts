import { verifyPlan } from '@midstream/planning';
import { hasErrors } from '@midstream/units';
import type { Call, Command } from '../command.ts';
import { findingLines } from '../console/show-findings.ts';
import { say, styled } from '../console/terminal.ts';
import { ExitCode } from '../exit-code.ts';
import { loadFactory } from '../files/load-factory.ts';
import { readPlanFile } from '../files/read-plan-file.ts';
import { Refusal } from '../refusal.ts';

export const verify: Command = {
  name: 'verify',
  usage: 'PROBLEM PLAN',
  files: { least: 2, most: 2 },
  options: { published: { words: 'help.option-published-check', kind: 'text', value: 'PLAN.json' } },
  examples: ['verify my-factory.xlsx plan.json'],
  run: verifyFiles,
};

async function verifyFiles(call: Call): Promise<ExitCode> {
  const { terminal } = call;
  const [problem = '', answer = ''] = call.files;
  const plan = await readPlanFile(answer);
  const { factory, findings } = await loadFactory([problem]);
  if (factory === undefined) throw new Refusal(ExitCode.errors, ...findings.filter(({ severity }) => severity === 'error'));
  const published = call.text('published');
  const verdict = verifyPlan(factory, plan, published === undefined ? undefined : await readPlanFile(published));
  if (hasErrors(verdict)) throw new Refusal(ExitCode.errors, ...verdict);
  if (!terminal.isQuiet)
    await terminal.out(findingLines(terminal, verdict) + `${styled(terminal, 'green', say(terminal, 'summary.verified'))}\n`);
  return ExitCode.done;
}
