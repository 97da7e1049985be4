import { readdir, readFile } from 'node:fs/promises';
import type { Factory } from '@midstream/factory';

/** Example factories stand in the repository; an installation without them offers none. */
const FOLDER = new URL('../../../../examples/factories/', import.meta.url);

export async function exampleNames(): Promise<string[]> {
  const entries = await readdir(FOLDER, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Undefined when there is no such example. */
export async function readExample(name: string): Promise<Factory | undefined> {
  if (!(await exampleNames()).includes(name)) return undefined;
  return JSON.parse(await readFile(new URL(`${name}/factory.json`, FOLDER), 'utf8')) as Factory;
}
