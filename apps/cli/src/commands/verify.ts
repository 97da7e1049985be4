import { checkSchedule, INSTANCE_FORMATS, scheduleOfDocument, type SolutionDocument } from '@midstream/engine';
import { verifyPlan } from '@midstream/planning';
import { hasErrors } from '@midstream/units';
import { report } from '../codes.ts';
import type { Call, Command } from '../command.ts';
import { findingLines } from '../console/show-findings.ts';
import { say, styled } from '../console/terminal.ts';
import { ExitCode } from '../exit-code.ts';
import { loadFactory } from '../files/load-factory.ts';
import { readText } from '../files/read-input.ts';
import { readPlanFile } from '../files/read-plan-file.ts';
import { Refusal } from '../refusal.ts';
import { readInstance } from './solve.ts';

export const verify: Command = {
  name: 'verify',
  usage: 'PROBLEM PLAN',
  files: { least: 2, most: 2 },
  options: {
    published: { words: 'help.option-published-check', kind: 'text', value: 'PLAN.json' },
    format: { words: 'help.option-instance-format', kind: 'text', value: 'FORMAT', choices: INSTANCE_FORMATS },
  },
  examples: ['verify my-factory.xlsx plan.json', 'verify ft10.txt ft10.json --format jsp'],
  run: verifyFiles,
};

async function verifyFiles(call: Call): Promise<ExitCode> {
  const { terminal } = call;
  const [problem = '', answer = ''] = call.files;
  if (call.text('format') !== undefined) return verifySolution(call, problem, answer);
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

/** The answer to a benchmark instance, judged by the oracle. */
async function verifySolution(call: Call, instance: string, answer: string): Promise<ExitCode> {
  const { terminal } = call;
  const format = INSTANCE_FORMATS.find((name) => name === call.text('format')) ?? 'jsp';
  const parsed = readInstance(format, await readText(instance), instance);
  let document: SolutionDocument;
  let schedule: ReturnType<typeof scheduleOfDocument>;
  try {
    // Checked row by row against the instance below.
    document = JSON.parse(await readText(answer)) as SolutionDocument;
    schedule = scheduleOfDocument(parsed, document);
  } catch (error) {
    throw new Refusal(
      ExitCode.errors,
      report('cli.not-a-solution', { file: answer, reason: error instanceof Error ? error.message : String(error) }),
    );
  }
  const check = checkSchedule(parsed.problem, schedule);
  const broken = check.violations.map(({ rule, operations, detail }) =>
    report('cli.rule-broken', { rule, operations: operations.join(', '), detail }),
  );
  const found = check.figures[parsed.objective];
  const wrong = found === document.value ? [] : [report('cli.value-differs', { said: document.value, actual: found })];
  if (broken.length + wrong.length > 0) throw new Refusal(ExitCode.errors, ...broken, ...wrong);
  if (!terminal.isQuiet) await terminal.out(`${styled(terminal, 'green', say(terminal, 'summary.verified'))}\n`);
  return ExitCode.done;
}
