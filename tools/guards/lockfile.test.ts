import { afterEach, describe, expect, it } from 'vitest';
import { lockfileGuard } from './lockfile.ts';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

const fine = { version: '1.0.0', license: 'MIT', integrity: 'sha512-x' };

async function troubleWith(
  packages: Readonly<Record<string, unknown>>,
  manifest: unknown = { devDependencies: { tool: '1.0.0' } },
): Promise<string> {
  planted = plantRepository({
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({ packages: { '': {}, 'node_modules/tool': fine, ...packages } }),
  });
  return (await lockfileGuard.check(planted.root)).join('\n');
}

describe('the lockfile guard', () => {
  it('is content with pinned, permissive packages whose variants are all locked', async () => {
    const tool = { ...fine, optionalDependencies: { 'tool-linux': '1.0.0', 'tool-darwin': '1.0.0' } };
    const variants = {
      'node_modules/tool-linux': { ...fine, license: '(GPL-3.0 OR MIT)' },
      'node_modules/tool/node_modules/tool-darwin': fine,
    };
    expect(await troubleWith({ 'node_modules/tool': tool, ...variants })).toBe('');
  });

  it.each([
    [
      'a variant for another platform that was not locked',
      { 'node_modules/tool': { ...fine, optionalDependencies: { 'tool-darwin': '1.0.0' } } },
      'package-lock.json lacks tool-darwin',
    ],
    ['a licence that binds our users', { 'node_modules/tool': { ...fine, license: 'AGPL-3.0' } }, 'has the licence AGPL-3.0'],
    ['a licence that adds a burden to a free one', { 'node_modules/tool': { ...fine, license: 'MIT AND GPL-3.0' } }, 'MIT AND GPL-3.0'],
    ['a package without a licence', { 'node_modules/tool': { version: '1.0.0', integrity: 'x' } }, 'has the licence nobody knows'],
    ['a package without an integrity hash', { 'node_modules/tool': { version: '1.0.0', license: 'MIT' } }, 'has no integrity hash'],
  ])('catches %s', async (_, packages, complaint) => {
    expect(await troubleWith(packages)).toContain(complaint);
  });

  it('catches a dependency that floats', async () => {
    expect(await troubleWith({}, { devDependencies: { tool: '^1.0.0' } })).toBe('package.json does not pin tool (^1.0.0)');
  });
});
