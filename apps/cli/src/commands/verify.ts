import { checkSchedule, INSTANCE_FORMATS, scheduleOfDocument, type SolutionDocument, type Violation } from '@midstream/engine';
import type { Plan } from '@midstream/factory';
import { verifyPlan } from '@midstream/planning';
import type { Finding } from '@midstream/units';
import { hasErrors } from '@midstream/units';
import { report } from '../codes.ts';
import type { Call, Command } from '../command.ts';
import { findingLines } from '../console/show-findings.ts';
import { say, styled } from '../console/terminal.ts';
import { ExitCode } from '../exit-code.ts';
import { loadFactory } from '../files/load-factory.ts';
import type { ProblemDocument } from '../files/problem-document.ts';
import { readProblemDocument, toldOtherwise } from '../files/problem-document.ts';
import { readBytes, readText } from '../files/read-input.ts';
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
  examples: ['verify my-factory.xlsx plan.json', 'verify problem.json plan.json', 'verify ft10.txt ft10.json --format jsp'],
  run: verifyFiles,
};

async function verifyFiles(call: Call): Promise<ExitCode> {
  const { terminal } = call;
  const [problem = '', answer = ''] = call.files;
  if (call.text('format') !== undefined) return verifySolution(call, problem, answer);
  const plan = await readPlanFile(answer);
  const document = problem.endsWith('.json') ? readProblemDocument(await readText(problem)) : undefined;
  if (document !== undefined) return verifyProblem(call, document, plan);
  const { factory, findings } = await loadFactory([problem]);
  if (factory === undefined) throw new Refusal(ExitCode.errors, ...findings.filter(({ severity }) => severity === 'error'));
  const published = call.text('published');
  const verdict = verifyPlan(factory, plan, published === undefined ? undefined : await readPlanFile(published));
  if (hasErrors(verdict)) throw new Refusal(ExitCode.errors, ...verdict);
  if (!terminal.isQuiet)
    await terminal.out(findingLines(terminal, verdict) + `${styled(terminal, 'green', say(terminal, 'summary.verified'))}\n`);
  return ExitCode.done;
}

/** The problem the search saw: the oracle judges its schedule, and the plan has to tell that very schedule. */
async function verifyProblem({ terminal }: Call, document: ProblemDocument, plan: Plan): Promise<ExitCode> {
  const broken = brokenRules(checkSchedule(document.problem, document.schedule).violations, document.names.operations);
  const otherwise = toldOtherwise(document, plan).map((operation) => report('cli.told-otherwise', { operation }));
  if (broken.length + otherwise.length > 0) throw new Refusal(ExitCode.errors, ...broken, ...otherwise);
  if (!terminal.isQuiet) await terminal.out(`${styled(terminal, 'green', say(terminal, 'summary.verified'))}\n`);
  return ExitCode.done;
}

function brokenRules(violations: readonly Violation[], names?: readonly string[]): Finding[] {
  return violations.map(({ rule, operations, detail }) =>
    report('cli.rule-broken', { rule, operations: operations.map((o) => names?.[o] ?? o).join(', '), detail }),
  );
}

/** The answer to a benchmark instance, judged by the oracle. */
async function verifySolution(call: Call, instance: string, answer: string): Promise<ExitCode> {
  const { terminal } = call;
  const format = INSTANCE_FORMATS.find((name) => name === call.text('format')) ?? 'jsp';
  const parsed = readInstance(format, await readBytes(instance), instance);
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
  const broken = brokenRules(check.violations);
  const found = check.figures[parsed.objective];
  const wrong = found === document.value ? [] : [report('cli.value-differs', { said: document.value, actual: found })];
  if (broken.length + wrong.length > 0) throw new Refusal(ExitCode.errors, ...broken, ...wrong);
  if (!terminal.isQuiet) await terminal.out(`${styled(terminal, 'green', say(terminal, 'summary.verified'))}\n`);
  return ExitCode.done;
}
