import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createSolver, parseInstance } from './index.ts';

describe("the package's page", () => {
  it('shows an example that prints what it says', () => {
    const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const example = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const [line = '', ...rest] = example.split('\n');
    const names = /\{ (.*) \} from '@midstream\/engine'/.exec(line)?.[1]?.split(', ') ?? [];
    const printed: unknown[][] = [];
    runInNewContext(rest.join('\n'), { createSolver, parseInstance, console: { log: (...what: unknown[]) => printed.push(what) } });
    expect(names).toEqual(['createSolver', 'parseInstance']);
    expect(printed).toEqual([/\/\/ (.*)$/m.exec(example)?.[1]?.split(' ').map(Number)]);
  });
});
