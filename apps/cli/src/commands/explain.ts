import type { CompleteFactory, Plan } from '@midstream/factory';
import type { WhyLate } from '@midstream/planning';
import { repairs, whyLate } from '@midstream/planning';
import type { Call, Command } from '../command.ts';
import { explanationText } from '../console/explanation-text.ts';
import { repairsText } from '../console/repairs-text.ts';
import { say } from '../console/terminal.ts';
import { ExitCode } from '../exit-code.ts';
import { readPlanFile } from '../files/read-plan-file.ts';
import { checkOutputs, writeOutputs } from '../files/write-output.ts';
import { Refusal } from '../refusal.ts';
import { objectiveOf, SEARCH_OPTIONS, searchPlan, searchSettings } from '../search-plan.ts';
import { FORMAT_OPTION } from './check.ts';
import { usableFactory } from './plan.ts';

export const explain: Command = {
  name: 'explain',
  usage: 'FILE…',
  files: { least: 1, most: Number.POSITIVE_INFINITY },
  options: {
    order: { words: 'help.option-order-late', kind: 'list', value: 'ORDER' },
    plan: { words: 'help.option-plan', kind: 'text', value: 'PLAN.json' },
    json: { words: 'help.option-explanation', kind: 'text', value: 'FILE' },
    repairs: { words: 'help.option-repairs', kind: 'flag' },
    ...SEARCH_OPTIONS,
    format: FORMAT_OPTION,
  },
  examples: ['explain my-factory.xlsx --plan plan.json --order SO-1042 --repairs', 'explain my-factory.xlsx --lang zh-Hant'],
  run: explainFiles,
};

async function explainFiles(call: Call): Promise<ExitCode> {
  const { terminal } = call;
  const json = call.text('json');
  checkOutputs([json]);
  const { factory } = await usableFactory(call);
  const path = call.text('plan');
  const plan = path === undefined ? (await searchPlan(call, factory, objectiveOf(call))).plan : await readPlanFile(path);
  const orders = call.list('order').length > 0 ? call.list('order') : lateOrders(plan);
  const reasons = orders.map((order) => explained(factory, plan, order));
  if (json !== undefined)
    await writeOutputs(terminal, [{ path: json, bytes: () => `${JSON.stringify(reasons.map(asDocument), null, 2)}\n` }]);
  if (json === '-') return ExitCode.done;
  if (reasons.length === 0) await terminal.out(`${say(terminal, 'summary.none-late')}\n`);
  for (const why of reasons) {
    await terminal.out(explanationText(terminal, why, plan, factory));
    if (call.flag('repairs') && why.latenessMinutes > 0) await terminal.out(await triedRepairs(call, factory, plan, why.order));
  }
  return ExitCode.done;
}

function lateOrders(plan: Plan): string[] {
  return plan.orders
    .filter(({ latenessMinutes }) => (latenessMinutes ?? 0) > 0)
    .toSorted((a, b) => (b.latenessMinutes ?? 0) - (a.latenessMinutes ?? 0))
    .map(({ order }) => order);
}

/** Tries repairs for as long as `--time` allows, each order by itself. */
async function triedRepairs(call: Call, factory: CompleteFactory, plan: Plan, order: string): Promise<string> {
  const { seconds, seed } = searchSettings(call);
  const began = performance.now();
  const shouldStop = (): boolean => performance.now() - began > seconds * 1000;
  const found = await repairs(factory, plan, order, { seed, shouldStop });
  return repairsText(call.terminal, found.repairs, plan, factory);
}

/** The explanation with what makes it late beside it. */
function asDocument({ explanation, causes, sufficient, earliestAlone, possibleAlone }: WhyLate) {
  return { ...explanation, lateBecause: causes, sufficient, earliestAlone, possibleAlone };
}

function explained(factory: CompleteFactory, plan: Plan, order: string): WhyLate {
  const { why, findings } = whyLate(factory, plan, order);
  if (why === undefined) throw new Refusal(ExitCode.errors, ...findings);
  return why;
}
