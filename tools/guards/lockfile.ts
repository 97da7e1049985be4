import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guard } from './guard.ts';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Licences that let anyone use, change and pass on what we build. */
const PERMISSIVE = new Set(
  'MIT MIT-0 ISC Apache-2.0 BSD-2-Clause BSD-3-Clause 0BSD BlueOak-1.0.0 CC0-1.0 Unlicense Python-2.0 MPL-2.0 OFL-1.1'.split(' '),
);

/** Reads an SPDX expression without nesting: every part of an AND, any part of an OR. */
function isPermissive(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => PERMISSIVE.has(licence)));
}

function isFound(packages: Readonly<Record<string, LockedPackage>>, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (!folder.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined;
  }
}

function unpinned(root: string, paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as Manifest;
    return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
      .filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
      .map(([name, range]) => `${path === '' ? 'package.json' : `${path}/package.json`} does not pin ${name} (${range})`);
  });
}

/** What `npm ci` needs on every platform is locked, pinned exactly, and free to use. */
export const lockfileGuard: Guard = {
  name: 'lockfile',
  async check(root) {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };
    const trouble = unpinned(
      root,
      Object.keys(packages).filter((path) => !path.includes('node_modules/')),
    );
    for (const [path, locked] of Object.entries(packages)) {
      // npm ci refuses a lockfile that lost the variants of other platforms, as happens when they were published late.
      for (const name of Object.keys(locked.optionalDependencies ?? {})) {
        if (!isFound(packages, path, name)) trouble.push(`package-lock.json lacks ${name}, which ${path} wants on other platforms`);
      }
      if (!path.includes('node_modules/') || locked.link === true) continue;
      if (locked.license === undefined || !isPermissive(locked.license)) {
        trouble.push(`${path} has the licence ${locked.license ?? 'nobody knows'}`);
      }
      if (locked.integrity === undefined) trouble.push(`${path} has no integrity hash`);
    }
    return trouble;
  },
};
