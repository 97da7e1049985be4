import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { builtRooms, rooms } from '../floors.mjs';
import { floorRuleSet } from './floor-rules.ts';
import type { Guard } from './guard.ts';
import { isTypeScript, listFiles } from './source-files.ts';

async function cruiseRooms(root: string): Promise<ICruiseResult> {
  const folders = builtRooms.map((room) => room.folder);
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      ruleSet: floorRuleSet(),
      validate: true,
      parser: 'swc',
      moduleSystems: ['es6'],
      combinedDependencies: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)\\.types/|^apps/[^/]+/dist/' },
    },
    { extensions: ['.ts', '.mjs', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text where a result was asked for');
  return output;
}

/** The cruiser prints a green tick over nothing when it lacks a parser, so what it saw is held against the disk. */
function unseenFiles(root: string, result: ICruiseResult): string[] {
  const seen = new Set(result.modules.map((module) => module.source));
  const onDisk = builtRooms.flatMap((room) => listFiles(root, room.folder, isTypeScript));
  if (onDisk.length === 0) return ['no TypeScript file was found in any room'];
  const importing = result.modules.filter((module) => module.dependencies.length > 0).length;
  const blind = importing === 0 ? ['not a single import was seen: the cruiser has no parser for TypeScript'] : [];
  return [...blind, ...onDisk.filter((path) => !seen.has(path)).map((path) => `${path} was not looked at`)];
}

function unknownFolders(root: string): string[] {
  const trouble: string[] = [];
  for (const { name, folder, inside } of builtRooms) {
    if (inside === undefined) continue;
    for (const entry of readdirSync(join(root, folder, 'src'), { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== 'testing' && inside[entry.name] === undefined) {
        trouble.push(`${folder}/src/${entry.name} has no import rule: add it to ${name}.inside in tools/floors.mjs`);
      }
    }
    for (const known of Object.keys(inside)) {
      if (!existsSync(join(root, folder, 'src', known)))
        trouble.push(`${name}.inside in tools/floors.mjs names ${known}, which is not there`);
    }
  }
  return trouble;
}

function packageTrouble(root: string): string[] {
  const trouble: string[] = [];
  for (const [name, room] of Object.entries(rooms)) {
    const path = join(root, room.folder, 'package.json');
    if (room.planned === true) {
      if (existsSync(path)) trouble.push(`${room.folder} exists but tools/floors.mjs calls it planned`);
      continue;
    }
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { name: string; dependencies?: Record<string, string> };
    if (manifest.name !== `@midstream/${name}`) trouble.push(`${room.folder}/package.json is named ${manifest.name}`);
    for (const dependency of Object.keys(manifest.dependencies ?? {})) {
      const ours = /^@midstream\/(.+)$/.exec(dependency)?.[1];
      if (ours !== undefined && !room.mayImport.includes(ours))
        trouble.push(`${room.folder}/package.json depends on ${ours}, against the floors`);
    }
  }
  return trouble;
}

/** Imports go downwards only, by package name, and the cruiser has looked at every file. */
export const floorsGuard: Guard = {
  name: 'floors',
  async check(root) {
    const result = await cruiseRooms(root);
    const violations = result.summary.violations.map((violation) => {
      const path = violation.cycle === undefined ? '' : ` (${violation.cycle.map((step) => step.name).join(' → ')})`;
      return `${violation.rule.name}: ${violation.from} → ${violation.to}${path}`;
    });
    return [...packageTrouble(root), ...unknownFolders(root), ...unseenFiles(root, result), ...violations];
  },
};
