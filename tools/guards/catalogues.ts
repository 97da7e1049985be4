import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { builtRooms } from '../floors.mjs';
import { isTypeScript, listFiles } from './source-files.ts';

export interface DeclaredCode {
  readonly code: string;
  readonly severity: string;
  readonly params: readonly string[];
  readonly file: string;
}

function isDeclaration(value: unknown): value is { severity: string; params: readonly string[] } {
  if (typeof value !== 'object' || value === null) return false;
  const { severity, params } = value as { severity?: unknown; params?: unknown };
  return typeof severity === 'string' && Array.isArray(params);
}

function isCatalogue(value: unknown): value is Record<string, { severity: string; params: readonly string[] }> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.values(value);
  return entries.length > 0 && entries.every(isDeclaration);
}

const declaresCodes = (source: string): boolean => /=\s*defineCodes\s*\(/.test(source);

/** Every code declared with `defineCodes` in any room; a catalogue must be exported from the file that declares it. */
export async function readCatalogues(
  root: string,
): Promise<{ readonly codes: readonly DeclaredCode[]; readonly trouble: readonly string[] }> {
  const codes: DeclaredCode[] = [];
  const trouble: string[] = [];
  for (const { folder } of builtRooms) {
    const files = listFiles(root, folder, (path) => isTypeScript(path) && !path.endsWith('.test.ts'));
    for (const file of files.filter((path) => declaresCodes(readFileSync(join(root, path), 'utf8')))) {
      const exported = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
      const catalogues = Object.values(exported).filter(isCatalogue);
      if (catalogues.length === 0) trouble.push(`${file} declares codes but exports no catalogue`);
      for (const catalogue of catalogues) {
        for (const [code, { severity, params }] of Object.entries(catalogue)) codes.push({ code, severity, params, file });
      }
    }
  }
  return { codes, trouble };
}
