import { templateWorkbook } from '@midstream/importers';
import type { Call, Command } from '../command.ts';
import { say } from '../console/terminal.ts';
import { ExitCode } from '../exit-code.ts';
import { writeOutputs } from '../files/write-output.ts';

export const template: Command = {
  name: 'template',
  usage: '[--out FILE]',
  files: { least: 0, most: 0 },
  options: { out: { words: 'help.option-out-template', kind: 'text', value: 'FILE' } },
  examples: ['template --lang zh-Hant --out my-factory.xlsx'],
  run: writeTemplate,
};

async function writeTemplate({ text, terminal }: Call): Promise<ExitCode> {
  const path = text('out') ?? 'midstream-template.xlsx';
  const written = await writeOutputs(terminal, [{ path, bytes: () => templateWorkbook(terminal.language) }]);
  for (const file of written) terminal.err(`${say(terminal, 'summary.written')}: ${file}\n`);
  return ExitCode.done;
}
