import { readdirSync, readFileSync } from 'node:fs';
import type { FormatName } from '../formats/format.ts';
import type { InputFile } from '../sheets/open-files.ts';

/** The sample files of a format. */
export function samplesOf(format: FormatName): InputFile[] {
  const folder = new URL(`../formats/${format}/samples/`, import.meta.url);
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) }));
}

/** Text as a UTF-8 CSV file. */
export function csvFile(name: string, text: string): InputFile {
  return { name, bytes: new TextEncoder().encode(text) };
}
