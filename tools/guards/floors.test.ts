import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtRooms } from '../floors.mjs';
import { floorsGuard } from './floors.ts';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

async function troubleWith(files: Readonly<Record<string, string>>): Promise<string> {
  planted = plantRepository(files);
  return (await floorsGuard.check(planted.root)).join('\n');
}

describe('the floors guard', () => {
  it('is content with a repository where nothing is wrong', async () => {
    expect(
      await troubleWith({
        'packages/planning/src/plan.ts': "import { engine } from '@midstream/engine';\nexport const plan = engine;\n",
        'packages/engine/src/plan.test.ts':
          "import { expect } from 'vitest';\nimport { readFileSync } from 'node:fs';\nexpect(readFileSync);\n",
      }),
    ).toBe('');
  });

  const violations: readonly { readonly what: string; readonly path: string; readonly text: string; readonly rule: string }[] = [
    {
      what: 'a core that imports another core',
      path: 'packages/engine/src/leak.ts',
      text: "import { factory } from '@midstream/factory';\nexport const leak = factory;\n",
      rule: 'floors:engine: packages/engine/src/leak.ts → packages/factory/src/index.ts',
    },
    {
      what: 'an import upwards, even of a type only',
      path: 'packages/units/src/leak.ts',
      text: "import type { planning } from '@midstream/planning';\nexport type Leak = typeof planning;\n",
      rule: 'floors:units',
    },
    {
      what: 'a room that imports an app',
      path: 'bench/src/leak.ts',
      text: "export { cli } from '@midstream/cli';\n",
      rule: 'floors:bench',
    },
    {
      what: 'a relative path into another room',
      path: 'packages/planning/src/leak.ts',
      text: "export type { Seed } from '../../engine/src/seed.ts';\n",
      rule: 'front-door',
    },
    {
      what: "a path past another room's exports",
      path: 'packages/planning/src/leak.ts',
      text: "export type { Seed } from '@midstream/engine/src/seed.ts';\n",
      rule: 'resolvable',
    },
    {
      what: 'a pure room that does I/O',
      path: 'packages/engine/src/leak.ts',
      text: "export { readFileSync } from 'node:fs';\n",
      rule: 'pure',
    },
    {
      what: 'a library nobody declared',
      path: 'packages/engine/src/leak.ts',
      text: "export { expect } from 'vitest';\n",
      rule: 'declared',
    },
    {
      what: 'two modules in a cycle',
      path: 'packages/engine/src/seed.ts',
      text: "import { engine } from './index.ts';\nexport type Seed = number | typeof engine;\n",
      rule: 'no-cycle',
    },
    {
      what: 'an oracle that reads the search',
      path: 'packages/engine/src/oracle/leak.ts',
      text: "export type { Seed } from '../search/seed.ts';\n",
      rule: 'inside:engine/oracle',
    },
    {
      what: 'a schedule that knows the search',
      path: 'packages/engine/src/schedule/leak.ts',
      text: "export type { Seed } from '../search/seed.ts';\n",
      rule: 'inside:engine/schedule',
    },
    {
      what: 'an oracle that leans on the fast evaluation of a constraint',
      path: 'packages/engine/src/oracle/rules/leak.ts',
      text: "export type { Seed } from '../../constraints/precedence/evaluate.ts';\n",
      rule: 'inside:engine/oracle',
    },
    {
      what: 'a folder nobody gave a rule',
      path: 'packages/engine/src/attic/leak.ts',
      text: 'export const attic = 1;\n',
      rule: 'packages/engine/src/attic has no import rule',
    },
    {
      what: 'a dependency declared against the floors',
      path: 'packages/engine/package.json',
      text: JSON.stringify({
        name: '@midstream/engine',
        exports: { '.': './src/index.ts' },
        dependencies: { '@midstream/factory': '0.1.0' },
      }),
      rule: 'packages/engine/package.json depends on factory',
    },
  ];

  it.each(violations)('catches $what', async ({ path, text, rule }) => {
    const seeds = {
      'packages/engine/src/search/seed.ts': 'export type Seed = number;\n',
      'packages/engine/src/constraints/precedence/evaluate.ts': 'export type Seed = number;\n',
    };
    expect(await troubleWith({ ...seeds, [path]: text })).toContain(rule);
  });

  it('catches a rule for a folder that is gone', async () => {
    planted = plantRepository();
    rmSync(join(planted.root, 'packages/engine/src/bounds'), { recursive: true });
    expect((await floorsGuard.check(planted.root)).join()).toContain('names bounds, which is not there');
  });

  it('catches a cruiser that saw no import at all', async () => {
    planted = plantRepository();
    for (const { folder } of builtRooms) planted.plant(`${folder}/src/index.ts`, 'export const nothing = 1;\n');
    expect(await floorsGuard.check(planted.root)).toContain('not a single import was seen: the cruiser has no parser for TypeScript');
  });
});
