import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const REPOSITORY = join(import.meta.dirname, '..', '..');

interface Report {
  readonly diagnostics: readonly { readonly code?: string; readonly filename: string }[];
}

const longFunction = (lines: number): string =>
  `export function long(): number {\n  let n = 0;\n${'  n += 1;\n'.repeat(lines)}  return n;\n}\n`;

const planted: Readonly<Record<string, string>> = {
  'packages/engine/src/clock.ts': 'export const now = (): number => Date.now();\n',
  'packages/engine/src/clock-by-construction.ts': 'export const now = (): Date => new Date();\n',
  'packages/engine/src/clock-by-call.ts': 'export const now = (): string => Date();\n',
  'packages/engine/src/stopwatch.ts': "export const now = (): number => performance['now']();\n",
  'packages/planning/src/dice.ts': 'export const roll = (): number => Math.random();\n',
  'packages/units/src/dated.ts': "export const day = new Date('2026-01-01');\n",
  'packages/units/src/clock.test.ts': 'export const now = (): number => Date.now();\n',
  'apps/cli/src/clock.ts': 'export const now = (): number => Date.now();\n',
  'packages/engine/src/door.ts': "export * from './clock.ts';\n",
  'packages/engine/src/utils.ts': 'export const one = 1;\n',
  'packages/engine/src/CamelCase.ts': 'export const one = 1;\n',
  'packages/engine/src/any-thing.ts': 'export const one: any = 1;\n',
  'packages/engine/src/long-function.ts': longFunction(60),
  'packages/engine/src/fair-function.ts': longFunction(40),
  'packages/engine/src/long-file.ts': 'export let n = 0;\n'.replace('n', 'start') + 'start += 1;\n'.repeat(401),
  'packages/engine/src/focused.test.ts': "import { it, expect } from 'vitest';\nit.only('a', () => expect(1).toBe(1));\n",
};

let root: string;
let report: Report;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'midstream-lint-'));
  copyFileSync(join(REPOSITORY, 'oxlint.config.ts'), join(root, 'oxlint.config.ts'));
  copyFileSync(join(REPOSITORY, 'package.json'), join(root, 'package.json'));
  for (const folder of ['node_modules', 'tools']) symlinkSync(join(REPOSITORY, folder), join(root, folder));
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const run = spawnSync(process.execPath, [join(REPOSITORY, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', 'packages', 'apps'], {
    cwd: root,
    encoding: 'utf8',
  });
  report = JSON.parse(run.stdout) as Report;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const codesIn = (file: string): string[] =>
  report.diagnostics.filter((diagnostic) => diagnostic.filename.endsWith(file)).map((diagnostic) => diagnostic.code ?? '');

describe('the lint rules', () => {
  it.each([
    ['packages/engine/src/clock.ts', 'house(no-hidden-input)'],
    ['packages/engine/src/clock-by-construction.ts', 'house(no-hidden-input)'],
    ['packages/engine/src/clock-by-call.ts', 'house(no-hidden-input)'],
    ['packages/engine/src/stopwatch.ts', 'house(no-hidden-input)'],
    ['packages/planning/src/dice.ts', 'house(no-hidden-input)'],
    ['packages/engine/src/door.ts', 'house(no-export-star)'],
    ['packages/engine/src/utils.ts', 'house(no-vague-file-name)'],
    ['packages/engine/src/CamelCase.ts', 'unicorn(filename-case)'],
    ['packages/engine/src/any-thing.ts', 'typescript(no-explicit-any)'],
    ['packages/engine/src/long-function.ts', 'eslint(max-lines-per-function)'],
    ['packages/engine/src/long-file.ts', 'eslint(max-lines)'],
    ['packages/engine/src/focused.test.ts', 'vitest(no-focused-tests)'],
  ])('stop %s with %s', (file, code) => {
    expect(codesIn(file)).toContain(code);
  });

  it.each([
    ['a date made from a given instant', 'packages/units/src/dated.ts'],
    ['a clock in a test', 'packages/units/src/clock.test.ts'],
    ['a clock in an app', 'apps/cli/src/clock.ts'],
    ['a function of fair length', 'packages/engine/src/fair-function.ts'],
  ])('let %s pass', (_, file) => {
    expect(codesIn(file).filter((code) => code.startsWith('house') || code.includes('max-lines'))).toEqual([]);
  });
});
