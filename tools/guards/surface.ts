import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync, type Declaration, type ModuleItem } from '@swc/core';
import { builtRooms } from '../floors.mjs';
import type { Guard } from './guard.ts';

const SNAPSHOT = 'tools/guards/snapshots/surface.txt';

function declaredNames(declaration: Declaration): string[] {
  switch (declaration.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [`value ${id.value}`] : []));
    case 'ClassDeclaration':
    case 'FunctionDeclaration':
      return [`value ${declaration.identifier.value}`];
    case 'TsInterfaceDeclaration':
    case 'TsTypeAliasDeclaration':
      return [`type ${declaration.id.value}`];
    default:
      return [`value ? ${declaration.type}`];
  }
}

function exportedNames(item: ModuleItem): string[] {
  switch (item.type) {
    case 'ExportDeclaration':
      return declaredNames(item.declaration);
    case 'ExportNamedDeclaration': {
      const allTypes = (item as { readonly typeOnly?: boolean }).typeOnly === true;
      return item.specifiers.flatMap((specifier) => {
        if (specifier.type !== 'ExportSpecifier') return [`value * as ${specifier.type}`];
        const kind = allTypes || specifier.isTypeOnly ? 'type' : 'value';
        return [`${kind} ${(specifier.exported ?? specifier.orig).value}`];
      });
    }
    case 'ExportAllDeclaration':
      return [`value * from ${item.source.value}`];
    case 'ExportDefaultDeclaration':
    case 'ExportDefaultExpression':
      return ['value default'];
    default:
      return [];
  }
}

/** One line per export of every front door: `@midstream/units value defineCodes`. */
export function listSurface(root: string): string[] {
  return builtRooms
    .flatMap(({ name, folder }) => {
      const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { exports?: Record<string, string> };
      // A door to data (the words of one language) has no names to keep.
      const doors = Object.entries(manifest.exports ?? {}).filter(([, file]) => file.endsWith('.ts'));
      return doors.flatMap(([door, file]) => {
        const { body } = parseSync(readFileSync(join(root, folder, file), 'utf8'), { syntax: 'typescript' });
        const address = `@midstream/${name}${door.slice(1)}`;
        return body.flatMap(exportedNames).map((entry) => `${address} ${entry}`);
      });
    })
    .sort();
}

/** The public surface changes only on purpose: every front door's export list is on record. */
export const surfaceGuard: Guard = {
  name: 'surface',
  async check(root) {
    const recorded = existsSync(join(root, SNAPSHOT)) ? readFileSync(join(root, SNAPSHOT), 'utf8').split('\n').filter(Boolean) : [];
    const actual = listSurface(root);
    const hint = 'if meant, run npm run guards:write';
    return [
      ...(actual.length === 0 ? ['no room exports anything: the front doors were not read'] : []),
      ...actual.filter((line) => !recorded.includes(line)).map((line) => `new on the public surface: ${line} (${hint})`),
      ...recorded.filter((line) => !actual.includes(line)).map((line) => `gone from the public surface: ${line} (${hint})`),
    ];
  },
  async write(root) {
    mkdirSync(dirname(join(root, SNAPSHOT)), { recursive: true });
    writeFileSync(join(root, SNAPSHOT), `${listSurface(root).join('\n')}\n`);
  },
};
