import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...README.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');

/** What an example prints, run as a program of its own. */
function printed(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    const file = join(folder, 'example.ts');
    writeFileSync(file, code.replace(`'@midstream/engine'`, `'${new URL('index.ts', import.meta.url).href}'`));
    return execFileSync(process.execPath, [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('an example of the README', () => {
  it('prints what it says', () => {
    expect(examples).toHaveLength(2);
    for (const code of examples) {
      const said = /console\.log\(.*\); \/\/ (.*)/.exec(code)?.[1];
      expect(printed(code)).toBe(said);
    }
  });
  it('of the front has five lines', () => {
    expect(examples[0]?.trim().split('\n')).toHaveLength(5);
  });
});
