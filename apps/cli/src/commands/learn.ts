import { readFactory } from '@midstream/factory';
import { learnFactory, readTables } from '@midstream/importers';
import { hasErrors } from '@midstream/units';
import { numberIn } from '@midstream/words';
import { report } from '../codes.ts';
import type { Call, Command } from '../command.ts';
import { besideReality } from '../console/beside-reality.ts';
import { findingLines } from '../console/show-findings.ts';
import { say } from '../console/terminal.ts';
import { ExitCode } from '../exit-code.ts';
import { readInput } from '../files/read-input.ts';
import { writeFactoryFile } from '../files/write-factory-file.ts';
import { Refusal } from '../refusal.ts';
import { objectiveOf, SEARCH_OPTIONS, searchPlan } from '../search-plan.ts';

export const learn: Command = {
  name: 'learn',
  usage: 'LOG',
  files: { least: 1, most: 1 },
  options: {
    out: { words: 'help.option-out-factory', kind: 'text', value: 'FILE' },
    zone: { words: 'help.option-zone', kind: 'text', value: 'ZONE' },
    currency: { words: 'help.option-currency', kind: 'text', value: 'CODE' },
    plan: { words: 'help.option-learn-plan', kind: 'flag' },
    ...SEARCH_OPTIONS,
  },
  examples: ['learn production-log.csv --zone Asia/Shanghai --out learnt.json --plan', 'plan learnt.json'],
  run: learnLog,
};

async function learnLog(call: Call): Promise<ExitCode> {
  const { terminal, text } = call;
  const [file] = await readInput(call.files);
  if (file === undefined) throw new Refusal(ExitCode.errors, report('cli.file-not-found', { file: call.files[0] ?? '' }));
  const { tables, findings: reading } = await readTables(file.bytes, file.name);
  const [table] = tables.toSorted((a, b) => b.rows.length - a.rows.length);
  if (table === undefined) throw new Refusal(ExitCode.errors, ...reading);
  const zone = text('zone');
  const currency = text('currency');
  const options = { ...(zone === undefined ? {} : { timeZone: zone }), ...(currency === undefined ? {} : { currency }) };
  const learnt = learnFactory(table, options);
  const read = learnt.draft === undefined ? undefined : readFactory(learnt.draft);
  const checked = (read?.findings ?? []).filter(({ severity }) => severity === 'error');
  const findings = [...reading, ...learnt.findings, ...checked];
  if (learnt.draft === undefined || hasErrors(findings)) throw new Refusal(ExitCode.errors, ...findings);
  // What was inferred, and how sure it is, is the point of learning: it is said in full.
  if (!terminal.isQuiet) terminal.err(findingLines(terminal, findings));
  if (learnt.summary !== undefined && !terminal.isQuiet) {
    const { orders, rows, resources, ordersPerWeek, meanLeadDays } = learnt.summary;
    terminal.err(`${say(terminal, 'summary.what-happened', { orders, rows, resources })}\n`);
    const real = { throughput: numberIn(terminal.language, ordersPerWeek, 1), lead: numberIn(terminal.language, meanLeadDays, 1) };
    terminal.err(`${say(terminal, 'summary.what-happened-lead', real)}\n`);
  }
  const out = text('out');
  // Whoever asked only for the comparison does not want a document on the screen.
  if (out !== undefined || !call.flag('plan')) await writeFactoryFile(terminal, learnt.draft, out ?? '-');
  if (call.flag('plan') && read?.factory !== undefined && learnt.summary !== undefined) {
    const { plan, wasInterrupted } = await searchPlan(call, read.factory, objectiveOf(call));
    const beside = besideReality(terminal, learnt.summary, plan);
    if (out === '-') terminal.err(beside);
    else await terminal.out(beside);
    if (wasInterrupted) return ExitCode.interrupted;
  }
  return ExitCode.done;
}
