import { afterEach, describe, expect, it } from 'vitest';
import { kernelsGuard } from './kernels.ts';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';

const SOURCE = 'packages/engine/kernels/sum.ts';
let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

async function written(source: string): Promise<PlantedRepository> {
  planted = plantRepository({ [SOURCE]: source });
  await kernelsGuard.write?.(planted.root);
  return planted;
}

describe('the kernels guard', () => {
  it('is content when the bytes are those of the source', async () => {
    const { root } = await written('export function sum(a: i32, b: i32): i32 {\n  return a + b;\n}\n');
    expect(await kernelsGuard.check(root)).toEqual([]);
  });
  it('catches a source that was changed without compiling it', async () => {
    const { root, plant } = await written('export function sum(a: i32, b: i32): i32 {\n  return a + b;\n}\n');
    plant(SOURCE, 'export function sum(a: i32, b: i32): i32 {\n  return a - b;\n}\n');
    expect((await kernelsGuard.check(root)).join()).toContain('is not what packages/engine/kernels/sum.ts compiles to');
  });
  it('catches a part that was changed without compiling the kernel made of it', async () => {
    const part = 'packages/engine/kernels/parts/one.ts';
    planted = plantRepository({
      [SOURCE]: "import { one } from './parts/one';\nexport function sum(a: i32): i32 {\n  return a + one();\n}\n",
      [part]: 'export function one(): i32 {\n  return 1;\n}\n',
    });
    const { root, plant } = planted;
    await kernelsGuard.write?.(root);
    expect(await kernelsGuard.check(root)).toEqual([]);
    plant(part, 'export function one(): i32 {\n  return 2;\n}\n');
    expect((await kernelsGuard.check(root)).join()).toContain('is not what packages/engine/kernels/sum.ts compiles to');
  });
  it('catches bytes whose source is gone', async () => {
    const { root, plant } = await written('export function sum(a: i32, b: i32): i32 {\n  return a + b;\n}\n');
    plant('packages/engine/src/kernels/generated/lost.ts', "export const bytes = '';\n");
    expect((await kernelsGuard.check(root)).join()).toContain('lost.ts has no source');
  });
  it('repeats what the compiler says of a source that does not compile', async () => {
    await expect(written('export function sum(): i32 {\n  return missing;\n}\n')).rejects.toThrow('missing');
  });
});
