import { templateWorkbook } from '@midstream/importers';
import type { Call, Command } from '../command.ts';
import { say } from '../console/terminal.ts';
import { ExitCode } from '../exit-code.ts';
import { writeOutputs } from '../files/write-output.ts';

export const template: Command = {
  name: 'template',
  usage: '[FILE]',
  files: { least: 0, most: 1 },
  options: { out: { words: 'help.option-out-template', kind: 'text', value: 'FILE' } },
  examples: ['template my-factory.xlsx', 'template --lang zh-Hant --out my-factory.xlsx'],
  run: writeTemplate,
};

async function writeTemplate({ text, files, terminal }: Call): Promise<ExitCode> {
  const path = text('out') ?? files[0] ?? 'midstream-template.xlsx';
  const written = await writeOutputs(terminal, [{ path, bytes: () => templateWorkbook(terminal.language) }]);
  for (const file of written) terminal.err(`${say(terminal, 'summary.written')}: ${file}\n`);
  return ExitCode.done;
}
