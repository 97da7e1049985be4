import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('the published engine', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pack-'));
    execFileSync(process.execPath, [join(import.meta.dirname, 'pack-engine.ts'), folder], { stdio: 'ignore' });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is one archive of JavaScript with types, and needs no other package', () => {
    expect(readdirSync(folder).filter((file) => file.endsWith('.tgz'))).toEqual(['midstream-engine-0.1.0.tgz']);
    const files = readdirSync(join(folder, 'package'), { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(expect.arrayContaining(['README.md', 'SPEC.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']));
    expect(files.filter((file) => /(^|[./-])test(ing)?[./-]|(?<!\.d)\.ts$/.test(file))).toEqual([]);
    const about = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8'));
    expect(about.dependencies).toBeUndefined();
    expect(about.private).toBeUndefined();
  });
  it('runs the example of its README', () => {
    const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(folder, 'package/README.md'), 'utf8')) ?? [];
    const file = join(folder, 'example.mjs');
    writeFileSync(file, example.replace('@midstream/engine', './package/dist/index.js'));
    expect(execFileSync(process.execPath, [file], { encoding: 'utf8' }).trim()).toBe(/\/\/ (.*)/.exec(example)?.[1]);
  });
  it('is installed from its archive into an empty folder and solves there', () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
    const archive = join(folder, 'midstream-engine-0.1.0.tgz');
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--silent', archive], { cwd: empty, stdio: 'ignore' });
    expect(readdirSync(join(empty, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['@midstream']);
    const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(folder, 'package/README.md'), 'utf8')) ?? [];
    writeFileSync(join(empty, 'example.js'), example);
    expect(execFileSync(process.execPath, ['example.js'], { cwd: empty, encoding: 'utf8' }).trim()).toBe(/\/\/ (.*)/.exec(example)?.[1]);
  });
});
