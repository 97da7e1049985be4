import type { FactoryDraft } from '@midstream/factory';
import { report } from '../../codes.ts';
import type { ReadDocument, TextFormat } from '../format.ts';

/** Deeper than any factory document; a deeper one would only exhaust the stack of whoever walks it. */
const MAX_DEPTH = 64;

/** The factory document itself. What it says is checked by the factory room; here only that it is one. */
export const midstreamJson: TextFormat = { kind: 'text', name: 'midstream-json', parse: parseDocument };

function parseDocument(text: string, file: string): ReadDocument {
  const refuse = (finding: ReadDocument['findings'][number]): ReadDocument => ({
    draft: undefined,
    origins: new Map(),
    findings: [finding],
  });
  let value: unknown;
  try {
    value = JSON.parse(text, withoutPrototype);
  } catch (error) {
    // The only way the language says that a text is no JSON.
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(report('import.json-invalid', { reason }, { file }));
  }
  if (!isDocument(value) || tooDeep(value, MAX_DEPTH)) {
    return refuse(report('import.json-not-a-factory', { expected: '{ "format": "midstream-factory", "version": 1, … }' }, { file }));
  }
  return { draft: value as FactoryDraft, origins: new Map(), findings: [] };
}

/** A member named `__proto__` would become the prototype when copied. */
function withoutPrototype(this: unknown, key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

function isDocument(value: unknown): value is { readonly format: 'midstream-factory'; readonly version: 1 } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const document = value as Readonly<Record<string, unknown>>;
  return document['format'] === 'midstream-factory' && document['version'] === 1;
}

function tooDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((member) => tooDeep(member, left - 1));
}
