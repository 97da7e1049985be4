import { readFileSync } from 'node:fs';
import type { CompleteFactory } from '@midstream/factory';
import { readFactory } from '@midstream/factory';

export const EXAMPLES = ['mould-and-injection', 'precision-machining', 'toy-and-electronics'] as const;

/** One of the example factories, read and checked. */
export function exampleFactory(name: (typeof EXAMPLES)[number]): CompleteFactory {
  const text = readFileSync(new URL(`../../../../examples/factories/${name}/factory.json`, import.meta.url), 'utf8');
  const { factory } = readFactory(JSON.parse(text));
  if (factory === undefined) throw new Error(`${name} is no factory`);
  return factory;
}
