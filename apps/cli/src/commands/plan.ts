import type { CompleteFactory } from '@midstream/factory';
import type { Call, Command } from '../command.ts';
import { showTrouble } from '../console/show-findings.ts';
import { ExitCode } from '../exit-code.ts';
import type { LoadedFactory } from '../files/load-factory.ts';
import { loadFactory } from '../files/load-factory.ts';
import { checkOutputs } from '../files/write-output.ts';
import { PLAN_OUTPUT_OPTIONS, planPaths, writePlan } from '../plan-outputs.ts';
import { Refusal } from '../refusal.ts';
import type { SearchedPlan } from '../search-plan.ts';
import { objectiveOf, SEARCH_OPTIONS, searchPlan } from '../search-plan.ts';
import { FORMAT_OPTION, formatOf } from './check.ts';

export const plan: Command = {
  name: 'plan',
  usage: 'FILE…',
  files: { least: 1, most: Number.POSITIVE_INFINITY },
  options: {
    ...SEARCH_OPTIONS,
    'no-overtime': { words: 'help.option-no-overtime', kind: 'flag' },
    ...PLAN_OUTPUT_OPTIONS,
    format: FORMAT_OPTION,
  },
  examples: [
    'plan my-factory.xlsx',
    'plan my-factory.xlsx --time 30 --objective lean-changeovers --out plan.xlsx --html plan.html --json plan.json',
    'plan - --json - --quiet < factory.json > plan.json',
  ],
  run: planFiles,
};

async function planFiles(call: Call): Promise<ExitCode> {
  checkOutputs(planPaths(call));
  const objective = objectiveOf(call);
  const { factory, draft, findings } = await usableFactory(call);
  const searched = await searchPlan(call, withOvertimeChoice(call, factory), objective);
  const whole = { ...searched.plan, findings: [...findings, ...searched.plan.findings] };
  await writePlan(call, { ...searched, plan: whole, factory, draft });
  return endOf(searched);
}

/** The factory of the files. @throws Refusal when anything in them is an error. */
export async function usableFactory(
  call: Call,
): Promise<LoadedFactory & { factory: CompleteFactory; draft: NonNullable<LoadedFactory['draft']> }> {
  const loaded = await loadFactory(call.files, formatOf(call));
  const { factory, draft, findings } = loaded;
  if (factory === undefined || draft === undefined)
    throw new Refusal(ExitCode.errors, ...findings.filter(({ severity }) => severity !== 'info'));
  showTrouble(call.terminal, findings);
  return { ...loaded, factory, draft };
}

export const withOvertimeChoice = (call: Call, factory: CompleteFactory): CompleteFactory =>
  call.flag('no-overtime') ? { ...factory, allowOvertime: false } : factory;

/** How a command that planned ends. */
export function endOf({ wasInterrupted, compiled }: SearchedPlan): ExitCode {
  if (wasInterrupted) return ExitCode.interrupted;
  return compiled.leftOut.length > 0 ? ExitCode.leftOut : ExitCode.done;
}
