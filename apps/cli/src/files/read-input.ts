import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { InputFile } from '@midstream/importers';
import { report } from '../codes.ts';
import { ExitCode } from '../exit-code.ts';
import { Refusal } from '../refusal.ts';

const WANTED = /\.(csv|tsv|txt|xlsx|xlsm|json)$/i;

/** Reads files, folders of files, or `-` for standard input. */
export async function readInput(paths: readonly string[]): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const path of paths) files.push(...(path === '-' ? [await readStandardInput()] : await readPath(path)));
  return files;
}

async function readPath(path: string): Promise<InputFile[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [{ name: basename(path), bytes: await readFile(path) }];
    // Names beginning with a dot or ~$ are what editors leave beside a file that is open.
    const names = (await readdir(path)).filter((name) => WANTED.test(name) && !/^(\.|~\$)/.test(name)).sort();
    if (names.length === 0) throw new Refusal(ExitCode.errors, report('cli.folder-empty', { file: path }));
    return await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(path, name)) })));
  } catch (error) {
    throw readRefusal(path, error);
  }
}

function readRefusal(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ENOENT') return new Refusal(ExitCode.errors, report('cli.file-not-found', { file: path }));
  return new Refusal(ExitCode.errors, report('cli.file-unreadable', { file: path, reason: String(error.code) }));
}

/** Standard input has no name: what it begins with tells what it is. */
async function readStandardInput(): Promise<InputFile> {
  const bytes = new Uint8Array(await buffer(process.stdin));
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const first = bytes.find((byte) => byte > 0x20 && byte < 0x80);
  const kind = isZip ? 'xlsx' : first === 0x7b || first === 0x5b ? 'json' : 'csv';
  return { name: `stdin.${kind}`, bytes };
}

/** One input as text. */
export async function readText(path: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(path));
}

/** One input as it is. */
export async function readBytes(path: string): Promise<Uint8Array> {
  const [file] = await readInput([path]);
  if (file === undefined) throw new Refusal(ExitCode.errors, report('cli.file-not-found', { file: path }));
  return file.bytes;
}
