import type { FormatName } from '@midstream/importers';
import { hasErrors } from '@midstream/units';
import { fieldIn } from '@midstream/words';
import type { Call, Command, OptionSpec } from '../command.ts';
import { countLine, findingLines } from '../console/show-findings.ts';
import { say, styled } from '../console/terminal.ts';
import { ExitCode } from '../exit-code.ts';
import { loadFactory } from '../files/load-factory.ts';
import { checkOutputs, writeOutputs } from '../files/write-output.ts';

const FORMATS: readonly FormatName[] = ['midstream-workbook', 'midstream-csv', 'midstream-json', 'frepple', 'odoo', 'erpnext'];
export const FORMAT_OPTION: OptionSpec = { words: 'help.option-format', kind: 'text', value: 'FORMAT', choices: FORMATS };
export const formatOf = (call: Call): FormatName | undefined => FORMATS.find((name) => name === call.text('format'));

export const check: Command = {
  name: 'check',
  usage: 'FILE…',
  files: { least: 1, most: Number.POSITIVE_INFINITY },
  options: { format: FORMAT_OPTION, json: { words: 'help.option-findings', kind: 'text', value: 'FILE' } },
  examples: ['check my-factory.xlsx', 'check exports/ --format odoo --lang zh-Hans', 'check - < factory.json'],
  run: checkFiles,
};

async function checkFiles(call: Call): Promise<ExitCode> {
  const { terminal } = call;
  const json = call.text('json');
  checkOutputs([json]);
  const { findings, tables } = await loadFactory(call.files, formatOf(call));
  if (!terminal.isQuiet) {
    for (const { file, sheet, recognisedAs, rowsRead } of tables) {
      if (recognisedAs === undefined) continue;
      const params = {
        sheet: sheet === undefined ? file : `${file} / ${sheet}`,
        table: fieldIn(terminal.language, recognisedAs),
        count: rowsRead,
      };
      terminal.err(`${styled(terminal, 'dim', say(terminal, 'summary.recognised', params))}\n`);
    }
  }
  if (json === '-') terminal.err(findingLines(terminal, findings));
  else await terminal.out(findingLines(terminal, findings));
  if (json !== undefined) await writeOutputs(terminal, [{ path: json, bytes: () => `${JSON.stringify(findings, null, 2)}\n` }]);
  const isUsable = !hasErrors(findings);
  const verdict = say(terminal, isUsable ? 'summary.all-good' : 'summary.not-usable');
  const counts = countLine(terminal, findings);
  terminal.err(`${styled(terminal, isUsable ? 'green' : 'red', verdict)}${counts === '' ? '' : ` (${counts})`}\n`);
  return isUsable ? ExitCode.done : ExitCode.errors;
}
