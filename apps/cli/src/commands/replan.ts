import type { CompleteFactory } from '@midstream/factory';
import { writeFactory } from '@midstream/factory';
import { applyEvent, comparePlans, parseEvent } from '@midstream/planning';
import type { Finding } from '@midstream/units';
import { report } from '../codes.ts';
import type { Call, Command } from '../command.ts';
import { comparisonText } from '../console/comparison-text.ts';
import { showTrouble } from '../console/show-findings.ts';
import { ExitCode } from '../exit-code.ts';
import { readPlanFile } from '../files/read-plan-file.ts';
import { checkOutputs, writeOutputs } from '../files/write-output.ts';
import { PLAN_OUTPUT_OPTIONS, planPaths, writePlan } from '../plan-outputs.ts';
import { Refusal } from '../refusal.ts';
import { objectiveOf, SEARCH_OPTIONS, searchPlan } from '../search-plan.ts';
import { FORMAT_OPTION } from './check.ts';
import { endOf, usableFactory, withOvertimeChoice } from './plan.ts';

export const replan: Command = {
  name: 'replan',
  usage: 'FILE… --published PLAN.json --event EVENT…',
  files: { least: 1, most: Number.POSITIVE_INFINITY },
  options: {
    published: { words: 'help.option-published', kind: 'text', value: 'PLAN.json', isNeeded: true },
    event: { words: 'help.option-event', kind: 'list', value: 'EVENT' },
    ...SEARCH_OPTIONS,
    'no-overtime': { words: 'help.option-no-overtime', kind: 'flag' },
    ...PLAN_OUTPUT_OPTIONS,
    factory: { words: 'help.option-factory-changed', kind: 'text', value: 'FILE.json' },
    format: FORMAT_OPTION,
  },
  notes: ['help.events'],
  examples: [
    'replan my-factory.xlsx --published plan.json --event breakdown,M3,2026-11-24T08:00,2026-11-25T12:00 --json new.json',
    'replan my-factory.xlsx --published plan.json --event rush-order,SO-99,P-7,40,2026-11-27 --event cancel,SO-12',
  ],
  run: replanFiles,
};

async function replanFiles(call: Call): Promise<ExitCode> {
  const { terminal } = call;
  const changedPath = call.text('factory');
  checkOutputs([...planPaths(call), changedPath]);
  const objective = objectiveOf(call, 'calm');
  const events = call.list('event').map(readEvent);
  const published = await readPlanFile(call.text('published') ?? '');
  const loaded = await usableFactory(call);
  let factory: CompleteFactory = loaded.factory;
  for (const event of events) factory = after(call, factory, event);
  const searched = await searchPlan(call, withOvertimeChoice(call, factory), objective, published);
  const plan = { ...searched.plan, findings: [...loaded.findings, ...searched.plan.findings] };
  // After an event the sheets as they were would no longer give this plan; the changed factory would.
  const draft = events.length > 0 ? factory : loaded.draft;
  await writePlan(call, { ...searched, plan, factory, draft });
  if (changedPath !== undefined) await writeOutputs(terminal, [{ path: changedPath, bytes: () => writeFactory(factory) }]);
  const text = comparisonText(terminal, comparePlans(published, plan), plan, factory);
  if (planPaths(call).includes('-') || changedPath === '-') terminal.err(text);
  else if (!terminal.isQuiet) await terminal.out(text);
  return endOf(searched);
}

type Event = NonNullable<ReturnType<typeof parseEvent>['event']>;

function readEvent(text: string): Event {
  const { event, findings } = parseEvent(text);
  if (event === undefined) throw new Refusal(ExitCode.usage, ...whole(findings, text));
  return event;
}
const whole = (findings: readonly Finding[], text: string): readonly Finding[] =>
  findings.length > 0 ? findings : [report('cli.option-value-wrong', { option: '--event', value: text, known: 'EVENT' })];

function after(call: Call, factory: CompleteFactory, event: Event): CompleteFactory {
  const changed = applyEvent(factory, event);
  if (changed.factory === undefined) throw new Refusal(ExitCode.errors, ...changed.findings);
  showTrouble(call.terminal, changed.findings, factory);
  return changed.factory;
}
