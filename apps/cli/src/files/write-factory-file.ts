import type { FactoryDraft } from '@midstream/factory';
import { exportWorkbook } from '@midstream/importers';
import type { Terminal } from '../console/terminal.ts';
import { say } from '../console/terminal.ts';
import { writeOutputs } from './write-output.ts';

/** Writes a factory as a workbook or as JSON, by the ending of the name; standard output gets JSON. */
export async function writeFactoryFile(terminal: Terminal, draft: FactoryDraft, path: string): Promise<void> {
  const bytes = /\.xlsx$/i.test(path)
    ? (): Promise<Uint8Array> => exportWorkbook(draft, terminal.language)
    : (): string => `${JSON.stringify({ format: 'midstream-factory', version: 1, ...draft }, null, 2)}\n`;
  for (const file of await writeOutputs(terminal, [{ path, bytes }])) {
    if (!terminal.isQuiet) terminal.err(`${say(terminal, 'summary.written')}: ${file}\n`);
  }
}
