import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
/** Name and file of everything that the front door hands on. */
const exported = [...read('index.ts').matchAll(/export (?:type )?\{([^}]*)\} from '\.\/([^']+)'/g)].flatMap(([, names = '', file = '']) =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => [name, file] as const),
);

describe('what the front door hands on', () => {
  it.each(exported)('says what it is: %s of %s', (name, file) => {
    const documented = new RegExp(`\\*/\\nexport (?:const|function|class|interface|type) ${name}\\b`);
    expect(read(file)).toMatch(documented);
  });
  it('is found by this test', () => {
    expect(exported.length).toBeGreaterThan(40);
  });
});
