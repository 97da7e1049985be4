import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';

const MAIN = new URL('../main.ts', import.meta.url).pathname;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly bytes: Uint8Array;
  readonly err: string;
}
export interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Resolves when the error stream has said something that matches. */
  readonly said: (pattern: RegExp) => Promise<void>;
}

/** Starts the real command in a process of its own, in English unless the words ask otherwise. */
export function startMidstream(
  words: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Running {
  const { LANG: _, LC_ALL: __, ...env } = process.env;
  const child = spawn(process.execPath, [MAIN, ...words], { cwd: options.cwd, env: { ...env, NO_COLOR: '1', ...options.env } });
  const out: Buffer[] = [];
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  // A command that reads nothing may be gone before its input is written.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out: Buffer.concat(out).toString(), bytes: Buffer.concat(out), err }));
  });
  const said = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(err)) {
      if (child.exitCode !== null) throw new Error(`ended without saying ${pattern}: ${err}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { process: child, ended, said };
}

export async function midstream(
  words: readonly string[],
  options: Parameters<typeof startMidstream>[1] & { readonly input?: string | Uint8Array } = {},
): Promise<Ended> {
  const running = startMidstream(words, options);
  running.process.stdin.end(options.input ?? '');
  return await running.ended;
}
