import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'packages/words/src/locales';

/** Key → sentence, nested objects flattened with dots. */
export type Sentences = ReadonlyMap<string, string>;

function flatten(value: unknown, prefix: string, into: Map<string, string>): void {
  if (typeof value === 'string') {
    into.set(prefix, value);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, prefix === '' ? key : `${prefix}.${key}`, into);
  } else {
    into.set(prefix, '');
  }
}

/** Every locale file of the words, by language tag; `en` first. */
export function readLocales(root: string): ReadonlyMap<string, Sentences> {
  if (!existsSync(join(root, FOLDER))) return new Map();
  const tags = readdirSync(join(root, FOLDER))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b));
  return new Map(
    tags.map((tag) => {
      const sentences = new Map<string, string>();
      flatten(JSON.parse(readFileSync(join(root, FOLDER, `${tag}.json`), 'utf8')), '', sentences);
      return [tag, sentences];
    }),
  );
}

/** Names of the placeholders in a sentence: `{name}`, `{count, plural, …}`. */
export function placeholdersIn(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{\s*([A-Za-z_]\w*)\s*[},]/g)].map((match) => match[1] ?? ''))].sort();
}
