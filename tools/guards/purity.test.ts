import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtRooms } from '../floors.mjs';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';
import { purityGuard } from './purity.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..');

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

function plantWithConfigs(files: Readonly<Record<string, string>> = {}): PlantedRepository {
  const configs = Object.fromEntries(
    ['tsconfig.base.json', ...builtRooms.map((room) => `${room.folder}/tsconfig.json`)].map((path) => [
      path,
      readFileSync(join(REPOSITORY, path), 'utf8'),
    ]),
  );
  planted = plantRepository({ ...configs, ...files });
  return planted;
}

function compileErrors(text: string): string {
  const { root } = plantWithConfigs({ 'packages/units/src/leak.ts': text });
  return spawnSync(process.execPath, [join(REPOSITORY, 'node_modules/typescript/bin/tsc'), '-p', 'packages/units'], {
    cwd: root,
    encoding: 'utf8',
  }).stdout;
}

describe('the purity guard', () => {
  it('is content with the rooms as they are', async () => {
    expect(await purityGuard.check(plantWithConfigs().root)).toEqual([]);
  });

  it('catches a pure room that takes the Node configuration', async () => {
    const { root } = plantWithConfigs({
      'packages/engine/tsconfig.json': JSON.stringify({ extends: '../../tsconfig.node.json', include: ['src/**/*.ts'] }),
    });
    expect(await purityGuard.check(root)).toEqual(['engine is pure but does not extend tsconfig.base.json']);
  });

  it('catches a pure room that lets ambient types in by itself', async () => {
    const { root } = plantWithConfigs({
      'packages/engine/tsconfig.json': JSON.stringify({
        extends: '../../tsconfig.base.json',
        include: ['src/**/*.ts'],
        compilerOptions: { types: ['node'] },
      }),
    });
    expect(await purityGuard.check(root)).toEqual(['engine is pure but sets types itself']);
  });

  it.each(['console.log(1)', 'setTimeout(() => {}, 1)', 'process.exit(1)', 'fetch("x")', 'Buffer.alloc(1)'])(
    'is backed by a compiler that refuses %s in a pure room',
    (expression) => {
      expect(compileErrors(`export const leak = ${expression};\n`)).toMatch(/TS(2304|2580|2584|2591)/);
    },
  );

  it('is backed by a compiler that accepts plain ES2023', () => {
    expect(compileErrors('export const sorted = [2, 1].toSorted();\n')).toBe('');
  });
});
