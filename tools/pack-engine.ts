import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the engine's package as it is published, for programs outside this repository: plain JavaScript with types, because Node takes types off its
 * own sources only. `node tools/pack-engine.ts [FOLDER]` writes FOLDER/package and FOLDER/*.tgz; the default is out/engine.
 */
const root = join(import.meta.dirname, '..');
const engine = join(root, 'packages/engine');
const folder = process.argv[2] ?? join(root, 'out/engine');
const target = join(folder, 'package');
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

const compiler = join(root, 'node_modules/.bin/tsc');
execFileSync(compiler, ['-p', join(engine, 'tsconfig.publish.json'), '--outDir', join(target, 'dist')], { stdio: 'inherit' });
// The compiler renames imports in JavaScript only.
for (const file of readdirSync(join(target, 'dist'), { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue;
  const path = join(target, 'dist', file);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"));
}
for (const file of ['README.md', 'SPEC.md']) cpSync(join(engine, file), join(target, file));
cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'));

const { private: _, exports: __, ...about } = JSON.parse(readFileSync(join(engine, 'package.json'), 'utf8')) as Record<string, unknown>;
const published = { ...about, exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } }, files: ['dist', 'SPEC.md'] };
writeFileSync(join(target, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: target, stdio: 'inherit' });
