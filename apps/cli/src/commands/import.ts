import type { Call, Command } from '../command.ts';
import { showTrouble } from '../console/show-findings.ts';
import { sampleHoursText } from '../console/sample-hours-text.ts';
import { ExitCode } from '../exit-code.ts';
import { loadFactory } from '../files/load-factory.ts';
import { writeFactoryFile } from '../files/write-factory-file.ts';
import { Refusal } from '../refusal.ts';

const SYSTEMS = ['frepple', 'odoo', 'erpnext'] as const;

export const importFrom: Command = {
  name: 'import',
  usage: 'FILE…',
  files: { least: 1, most: Number.POSITIVE_INFINITY },
  options: {
    from: { words: 'help.option-from', kind: 'text', value: 'SYSTEM', choices: SYSTEMS, isNeeded: true },
    out: { words: 'help.option-out-factory', kind: 'text', value: 'FILE' },
  },
  examples: ['import export.xlsx --from frepple --out factory.xlsx', 'import odoo-export/ --from odoo --out factory.json'],
  run: importFiles,
};

async function importFiles(call: Call): Promise<ExitCode> {
  const from = SYSTEMS.find((system) => system === call.text('from'));
  const { draft, factory, findings, sampleHours } = await loadFactory(call.files, from);
  if (draft === undefined || factory === undefined) throw new Refusal(ExitCode.errors, ...findings);
  showTrouble(call.terminal, findings);
  if (!call.terminal.isQuiet) call.terminal.err(sampleHoursText(call.terminal, sampleHours));
  await writeFactoryFile(call.terminal, draft, call.text('out') ?? '-');
  return ExitCode.done;
}
