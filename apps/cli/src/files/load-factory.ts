import type { CompleteFactory, FactoryDraft } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import type { FormatName, ImportResult } from '@midstream/importers';
import { importFactory, placeFindings } from '@midstream/importers';
import type { Finding } from '@midstream/units';
import { readInput } from './read-input.ts';

export interface LoadedFactory {
  /** Absent where anything is an error. */
  readonly factory: CompleteFactory | undefined;
  /** As it was read, before defaults. */
  readonly draft: FactoryDraft | undefined;
  readonly findings: readonly Finding[];
  readonly tables: ImportResult['tables'];
  readonly sampleHours: ImportResult['sampleHours'];
}

/** Reads files into a factory: bytes → draft → checked and completed, every finding told in terms of the files. */
export async function loadFactory(paths: readonly string[], format?: FormatName): Promise<LoadedFactory> {
  const files = await readInput(paths);
  const read = await importFactory(files, format === undefined ? {} : { format });
  const { tables, sampleHours } = read;
  if (read.draft === undefined) return { factory: undefined, draft: undefined, findings: read.findings, tables, sampleHours };
  const checked = readFactory(read.draft, todayHere());
  const findings = [...read.findings, ...placeFindings(checked.findings, read.origins)];
  return { factory: checked.factory, draft: read.draft, findings, tables, sampleHours };
}

/** Today on this machine's clock: where a plan begins when the sheet does not say. */
function todayHere(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
