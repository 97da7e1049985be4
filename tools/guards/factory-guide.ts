import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guard } from './guard.ts';
import { readMarkedBlock, replaceMarkedBlock } from './marked-block.ts';

const SCHEMA = 'packages/factory/schema/factory.schema.json';
const GUIDE = 'docs/guides/factory-document.md';
const BLOCK = 'fields';

interface Shape {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** What may stand in a field, in a few words. */
function kindOf(shape: Shape): string {
  if (shape.const !== undefined) return `\`${JSON.stringify(shape.const)}\``;
  if (shape.enum !== undefined) return shape.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (shape.title !== undefined) return shape.title;
  if (shape.type === 'array') return `list of ${shape.items?.properties === undefined ? kindOf(shape.items ?? {}) : 'the below'}`;
  if (shape.properties !== undefined || shape.oneOf !== undefined) return 'the below';
  if (shape.type === 'object') return 'key → value';
  return `${shape.type === 'integer' ? 'whole number' : (shape.type ?? '?')}${rangeOf(shape)}`;
}

function rangeOf(shape: Shape): string {
  const low =
    shape.exclusiveMinimum === undefined ? (shape.minimum === undefined ? '' : ` ≥ ${shape.minimum}`) : ` > ${shape.exclusiveMinimum}`;
  const high = shape.maximum === undefined || shape.maximum === Number.MAX_SAFE_INTEGER ? '' : ` ≤ ${shape.maximum}`;
  return low + high;
}

/** The objects a field holds, each with the path under which it is described. */
function insideOf(path: string, shape: Shape): [string, Shape][] {
  const item = shape.type === 'array' ? (shape.items ?? {}) : shape;
  const below = shape.type === 'array' ? `${path}[]` : path;
  if (item.title !== undefined) return [];
  if (item.properties !== undefined) return [[below, item]];
  return (item.oneOf ?? []).map((each) => [`${below} (${String(each.properties?.kind?.const)})`, each]);
}

function tables(path: string, shape: Shape): string[] {
  const fields = Object.entries(shape.properties ?? {});
  const rows = fields.map(([name, field]) => {
    const need = shape.required?.includes(name) === true ? '' : 'optional';
    return `| \`${name}\` | ${kindOf(field)} | ${need} | ${field.description ?? ''} |`;
  });
  const own = [`### \`${path === '' ? '/' : path}\``, '', '| field | what it is | | meaning |', '|---|---|---|---|', ...rows, ''];
  const below = fields.flatMap(([name, field]) => insideOf(path === '' ? name : `${path}.${name}`, field));
  return [...own, ...below.flatMap(([at, each]) => tables(at, each))];
}

/** Paths of fields that say nothing of themselves. */
function undescribed(path: string, shape: Shape): string[] {
  return Object.entries(shape.properties ?? {}).flatMap(([name, field]) => {
    const at = `${path}/${name}`;
    return [...(field.description === undefined ? [at] : []), ...insideOf(at, field).flatMap(([below, each]) => undescribed(below, each))];
  });
}

/** The field-by-field part of the guide, drawn from the published JSON Schema. */
export function drawFields(schema: Shape): string {
  return tables('', schema).join('\n').trim();
}

const schemaOf = (root: string): Shape => JSON.parse(readFileSync(join(root, SCHEMA), 'utf8')) as Shape;

/** The guide to the factory document shows every field of the published JSON Schema, and every field has a meaning. */
export const factoryGuideGuard: Guard = {
  name: 'factory guide',
  async check(root) {
    const schema = schemaOf(root);
    const drawn = readMarkedBlock(readFileSync(join(root, GUIDE), 'utf8'), BLOCK);
    return [
      ...undescribed('', schema).map((path) => `${SCHEMA}: ${path} has no description`),
      ...(drawn === undefined ? [`${GUIDE} has lost its <!-- ${BLOCK}:start --> … <!-- ${BLOCK}:end --> marks`] : []),
      ...(drawn === undefined || drawn === drawFields(schema) ? [] : [`${GUIDE} no longer shows ${SCHEMA}: run npm run guards:write`]),
    ];
  },
  async write(root) {
    const path = join(root, GUIDE);
    writeFileSync(path, replaceMarkedBlock(readFileSync(path, 'utf8'), BLOCK, drawFields(schemaOf(root))));
  },
};
