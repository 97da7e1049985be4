import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtRooms, rooms } from '../floors.mjs';

const REPOSITORY = join(import.meta.dirname, '..', '..');

/** A throw-away repository with every room in place and nothing wrong in it: tests plant one violation and look. */
export interface PlantedRepository {
  readonly root: string;
  plant(path: string, text: string): void;
  remove(): void;
}

export function plantRepository(files: Readonly<Record<string, string>> = {}): PlantedRepository {
  const root = mkdtempSync(join(tmpdir(), 'midstream-planted-'));
  const plant = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  plant('package.json', JSON.stringify({ name: 'planted', workspaces: ['packages/*', 'apps/*', 'bench', 'examples'] }));
  mkdirSync(join(root, 'node_modules', '@midstream'), { recursive: true });
  symlinkSync(join(REPOSITORY, 'node_modules', 'vitest'), join(root, 'node_modules', 'vitest'));
  for (const { name, folder, mayImport, inside } of builtRooms) {
    const dependencies = Object.fromEntries(
      mayImport.filter((other) => rooms[other]?.planned !== true).map((other) => [`@midstream/${other}`, '0.1.0']),
    );
    plant(
      `${folder}/package.json`,
      JSON.stringify({ name: `@midstream/${name}`, type: 'module', exports: { '.': './src/index.ts' }, dependencies }),
    );
    plant(`${folder}/src/index.ts`, `import type { Seed } from './seed.ts';\nexport const ${name.replace('-', '_')}: Seed = 1;\n`);
    plant(`${folder}/src/seed.ts`, 'export type Seed = number;\n');
    for (const known of Object.keys(inside ?? {})) mkdirSync(join(root, folder, 'src', known), { recursive: true });
    symlinkSync(join(root, folder), join(root, 'node_modules', '@midstream', name));
  }
  for (const [path, text] of Object.entries(files)) plant(path, text);
  return { root, plant, remove: () => rmSync(root, { recursive: true, force: true }) };
}
