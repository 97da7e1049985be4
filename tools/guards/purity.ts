import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtRooms, HIGHEST_PURE_FLOOR } from '../floors.mjs';
import type { Guard } from './guard.ts';

interface TsConfig {
  readonly extends?: string;
  readonly include?: readonly string[];
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

/** Options that would let the outside world back into a room. */
const WIDENING = ['types', 'lib', 'skipLibCheck', 'allowJs', 'strict', 'noUncheckedIndexedAccess', 'exactOptionalPropertyTypes'];

/** Every pure room compiles its own sources under the bare configuration: no Node, no DOM, nothing but ES2023. */
export const purityGuard: Guard = {
  name: 'purity',
  async check(root) {
    const trouble: string[] = [];
    const base = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8')) as TsConfig;
    if (JSON.stringify(base.compilerOptions?.['types']) !== '[]') trouble.push('tsconfig.base.json lets ambient types in');
    if (JSON.stringify(base.compilerOptions?.['lib']) !== '["ES2023"]') trouble.push('tsconfig.base.json has more than the ES2023 library');
    for (const { name, folder, floor } of builtRooms) {
      const config = JSON.parse(readFileSync(join(root, folder, 'tsconfig.json'), 'utf8')) as TsConfig;
      if (floor > HIGHEST_PURE_FLOOR) continue;
      if (config.extends !== '../../tsconfig.base.json') trouble.push(`${name} is pure but does not extend tsconfig.base.json`);
      if (config.include?.[0] !== 'src/**/*.ts') trouble.push(`${name} does not compile all of its sources`);
      for (const option of Object.keys(config.compilerOptions ?? {})) {
        if (WIDENING.includes(option)) trouble.push(`${name} is pure but sets ${option} itself`);
      }
    }
    return trouble;
  },
};
