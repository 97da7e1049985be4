import { parseSync } from '@swc/core';

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const TITLED = new Set(['it', 'test', 'describe']);

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** The identifier a call hangs on: `it` for `it(…)`, `it.only(…)` and `it.each([…])(…)`. */
function rootOf(callee: unknown): string | undefined {
  if (!isNode(callee)) return undefined;
  if (callee.type === 'Identifier') return callee['value'] as string;
  if (callee.type === 'MemberExpression') return rootOf(callee['object']);
  if (callee.type === 'CallExpression' || callee.type === 'TaggedTemplateExpression') return rootOf(callee['callee'] ?? callee['tag']);
  return undefined;
}

function strings(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(strings);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  if (node.type === 'StringLiteral') return [node['value'] as string];
  if (node.type === 'TemplateElement') return [node['raw'] as string];
  // A test's body is not its title.
  if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') return [];
  return Object.values(node).flatMap(strings);
}

function titlesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(titlesIn);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  const below = Object.values(node).flatMap(titlesIn);
  if (node.type !== 'CallExpression' || !TITLED.has(rootOf(node['callee']) ?? '')) return below;
  const [title] = node['arguments'] as readonly { readonly expression: unknown }[];
  // `it.each(rows)('$rule …')`: the rows are part of what the titles say.
  return [...strings(title?.expression), ...(isNode(node['callee']) ? strings(node['callee']) : []), ...below];
}

/** Every string that ends up in the title of a test or suite of this source, tables of `each` included. */
export function testTitles(source: string): string[] {
  return titlesIn(parseSync(source, { syntax: 'typescript' }).body);
}
