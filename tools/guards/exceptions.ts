import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LengthException, lengthExceptions } from '../lint/exceptions.mjs';
import type { Guard } from './guard.ts';

const LIMIT = 400;

function countCodeLines(text: string): number {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;
}

/** What is wrong with a list of excuses: gone files, missing reasons, excuses no longer needed. */
export function troubleWithExceptions(root: string, exceptions: readonly LengthException[]): string[] {
  const trouble: string[] = [];
  for (const { file, rule, max, reason } of exceptions) {
    const path = join(root, file);
    if (reason.trim().length < 20) trouble.push(`${file}: say why it may pass ${rule}`);
    if (!existsSync(path)) {
      trouble.push(`${file} is excused from ${rule} but does not exist`);
    } else if (rule === 'max-lines' && countCodeLines(readFileSync(path, 'utf8')) <= LIMIT) {
      trouble.push(`${file} is back under ${LIMIT} lines: take it off the list`);
    } else if (max > 3 * LIMIT) {
      trouble.push(`${file}: a limit of ${max} is no limit`);
    }
  }
  return trouble;
}

/** Length limits have excuses only by name, with a reason, and only while they are needed. */
export const exceptionsGuard: Guard = {
  name: 'exceptions',
  check: async (root) => troubleWithExceptions(root, lengthExceptions),
};
