import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { report } from '../codes.ts';
import type { Terminal } from '../console/terminal.ts';
import { ExitCode } from '../exit-code.ts';
import { Refusal } from '../refusal.ts';

export interface Output {
  /** A path, or `-` for standard output. */
  readonly path: string;
  readonly bytes: () => Promise<Uint8Array | string> | Uint8Array | string;
}

/** Refuses two outputs on one standard output, before any work is done. */
export function checkOutputs(paths: readonly (string | undefined)[]): void {
  if (paths.filter((path) => path === '-').length > 1) throw new Refusal(ExitCode.usage, report('cli.several-to-stdout'));
}

/** Writes outputs whole or not at all: each under a passing name beside its place, then moved there. */
export async function writeOutputs(terminal: Terminal, outputs: readonly Output[]): Promise<string[]> {
  const made: { path: string; bytes: Uint8Array | string }[] = [];
  // All are made before any is written: a fault in one must not leave half a set.
  for (const { path, bytes } of outputs) made.push({ path, bytes: await bytes() });
  const written: string[] = [];
  for (const { path, bytes } of made) {
    if (path === '-') await terminal.out(bytes);
    else {
      await writeWhole(path, bytes);
      written.push(path);
    }
  }
  return written;
}

/** Makes a folder and those above it. `mkdir` with `recursive` never comes back where a file system refuses to make folders (`/proc`). */
async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let each = resolve(folder); !existsSync(each) && each !== dirname(each); each = dirname(each)) missing.push(each);
  for (const each of missing.toReversed()) await mkdir(each).catch(unlessThere);
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
}

async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const passing = `${path}.${process.pid}.part`;
  try {
    await makeFolder(dirname(path));
    await writeFile(passing, bytes);
    await rename(passing, path);
  } catch (error) {
    await rm(passing, { force: true }).catch(() => undefined);
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new Refusal(ExitCode.errors, report('cli.file-unwritable', { file: path, reason: String(error.code) }));
  }
}
