import { readFileSync } from 'node:fs';
import type { CompleteFactory, FactoryDraft } from '@midstream/factory';
import { readFactory } from '@midstream/factory';

export const examplePath = (name: string): string =>
  new URL(`../../../../examples/factories/${name}/factory.json`, import.meta.url).pathname;

/** An example factory of the repository, as written. */
export function exampleDraft(name: string): FactoryDraft {
  return JSON.parse(readFileSync(examplePath(name), 'utf8')) as FactoryDraft;
}

/** An example factory, completed; `change` edits the draft before. */
export function exampleFactory(name: string, change: (draft: FactoryDraft) => FactoryDraft = (draft) => draft): CompleteFactory {
  const { factory, findings } = readFactory(change(exampleDraft(name)));
  if (factory === undefined) throw new Error(JSON.stringify(findings.slice(0, 3)));
  return factory;
}
