/**
 * Asks the registry for known holes in what is locked. Exit code 0: asked, nothing high. 1: something high, or the lockfile itself is
 * in trouble. 2: the registry does not answer such questions (a mirror, no network), so that nobody takes silence for a clean answer.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lockfile } from './audit-offline.ts';
import { offlineTrouble } from './audit-offline.ts';

interface Audit {
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
  readonly message?: string;
  readonly statusCode?: number;
}

const root = join(import.meta.dirname, '..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
const lockfile = read('package-lock.json') as Lockfile;
const { allowScripts = {} } = read('package.json') as { readonly allowScripts?: Readonly<Record<string, boolean>> };

const trouble = offlineTrouble(lockfile, allowScripts);
const count = Object.keys(lockfile.packages).filter((path) => path.includes('node_modules/')).length;
console.log(
  trouble.length === 0
    ? `lockfile: ${count} packages, each from the registry with its sha512, none deprecated, no install script unnamed`
    : trouble.join('\n'),
);

const asked = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8' });
let audit: Audit = {};
try {
  audit = JSON.parse(asked.stdout) as Audit;
} catch {
  // No JSON is no answer either.
}
const figures = audit.metadata?.vulnerabilities;
if (figures === undefined) {
  console.log(`advisories: NOT ASKED. The registry answered: ${audit.message ?? asked.stderr.trim().split('\n').at(-1) ?? 'nothing'}`);
  console.log('Run this where registry.npmjs.org can be reached, before a release.');
} else {
  console.log(`advisories: ${JSON.stringify(figures)}`);
  for (const [name, { severity }] of Object.entries(audit.vulnerabilities ?? {})) console.log(`${severity}: ${name}`);
}
const isHigh = (figures?.['high'] ?? 0) + (figures?.['critical'] ?? 0) > 0;
process.exitCode = trouble.length > 0 || isHigh ? 1 : figures === undefined ? 2 : 0;
