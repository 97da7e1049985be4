import { afterEach, describe, expect, it } from 'vitest';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';
import { listSurface, surfaceGuard } from './surface.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

async function recorded(files: Readonly<Record<string, string>> = {}): Promise<PlantedRepository> {
  planted = plantRepository(files);
  await surfaceGuard.write?.(planted.root);
  return planted;
}

describe('the public surface guard', () => {
  it('is content when nothing changed since it was recorded', async () => {
    const { root } = await recorded();
    expect(await surfaceGuard.check(root)).toEqual([]);
  });

  it('tells values from types, and reads every way of exporting', async () => {
    const { root } = await recorded({
      'packages/units/src/index.ts': [
        "export type { A, B as Bee } from './seed.ts';",
        "export { c, type D } from './seed.ts';",
        'export const e = 1;',
        'export function f(): void {}',
        'export interface G {}',
        'export type H = 1;',
        'export class I {}',
      ].join('\n'),
    });
    expect(listSurface(root).filter((line) => line.startsWith('@midstream/units'))).toEqual(
      ['type A', 'type Bee', 'type D', 'type G', 'type H', 'value I', 'value c', 'value e', 'value f'].map((x) => `@midstream/units ${x}`),
    );
  });

  it('catches an export that slipped in', async () => {
    const { root, plant } = await recorded();
    plant('packages/units/src/index.ts', 'export const units = 1;\nexport const inner = 1;\n');
    expect((await surfaceGuard.check(root)).join()).toContain('new on the public surface: @midstream/units value inner');
  });

  it('catches an export that went missing', async () => {
    const { root, plant } = await recorded();
    plant('packages/units/src/index.ts', 'const units = 1;\nunits;\n');
    expect((await surfaceGuard.check(root)).join()).toContain('gone from the public surface: @midstream/units value units');
  });
});
