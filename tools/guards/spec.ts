import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtRooms } from '../floors.mjs';
import type { Guard } from './guard.ts';
import { listFiles } from './source-files.ts';
import { testTitles } from './test-titles.ts';

const DECLARED = /\*\*([A-Z]\d+)\b/g;

function numbersNamed(titles: readonly string[], letters: string): Set<string> {
  const pattern = new RegExp(`\\b[${letters}]\\d+\\b`, 'g');
  return new Set(titles.flatMap((title) => title.match(pattern) ?? []));
}

function troubleInRoom(root: string, folder: string): string[] {
  const specPath = join(root, folder, 'SPEC.md');
  if (!existsSync(specPath)) return [];
  const found = [...readFileSync(specPath, 'utf8').matchAll(DECLARED)].map((match) => match[1] ?? '');
  const declared = new Set(found);
  if (declared.size === 0) return [`${folder}/SPEC.md declares no numbered rule`];
  const twice = found
    .filter((number, index) => found.indexOf(number) !== index)
    .map((number) => `${folder}/SPEC.md declares ${number} twice`);

  const letters = [...new Set([...declared].map((number) => number.charAt(0)))].join('');
  const tests = listFiles(root, `${folder}/src`, (path) => path.endsWith('.test.ts'));
  const named = numbersNamed(
    tests.flatMap((path) => testTitles(readFileSync(join(root, path), 'utf8'))),
    letters,
  );
  return [
    ...twice,
    ...[...declared].filter((number) => !named.has(number)).map((number) => `${folder}/SPEC.md: no test is titled with ${number}`),
    ...[...named]
      .filter((number) => !declared.has(number))
      .map((number) => `${folder}: a test names ${number}, which SPEC.md does not declare`),
  ];
}

/** Every numbered rule of a room's SPEC.md has a test that names it, and tests name no rule that is not there. */
export const specGuard: Guard = {
  name: 'spec',
  check: async (root) => builtRooms.flatMap((room) => troubleInRoom(root, room.folder)),
};
