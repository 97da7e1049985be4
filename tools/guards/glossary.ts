import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guard } from './guard.ts';

const FILE = 'docs/glossary.md';
const HAN = /\p{Script=Han}/u;
const SOURCES = /\b(ISA-95|ISO 22400|ISO 14067|GHG|sched|APICS|floor)\b/;

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function readRows(text: string): Row[] {
  return text
    .split('\n')
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => content.startsWith('|') && !/^\|(-+\|)+$/.test(content) && !content.startsWith('| Term '))
    .map(({ content, line }) => ({
      line,
      cells: content
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    }));
}

function troubleInRow({ line, cells }: Row): string[] {
  const at = `${FILE}:${line}`;
  if (cells.length !== 5) return [`${at} has ${cells.length} cells, not 5`];
  const [term = '', traditional = '', simplified = '', meaning = '', source = ''] = cells;
  const trouble: string[] = [];
  if (!/^[a-z][a-zA-Z -]*$/.test(term)) trouble.push(`${at} "${term}" is not a plain lower-case term`);
  if (!HAN.test(traditional)) trouble.push(`${at} ${term} has no 繁體`);
  if (!HAN.test(simplified)) trouble.push(`${at} ${term} has no 简体`);
  if (meaning.length < 10) trouble.push(`${at} ${term} has no meaning`);
  if (!SOURCES.test(source)) trouble.push(`${at} ${term} names no known source`);
  return trouble;
}

function repeated(rows: readonly Row[], column: number, name: string): string[] {
  const seen = new Map<string, number>();
  return rows.flatMap(({ cells, line }) => {
    const cell = cells[column] ?? '';
    const earlier = seen.get(cell);
    seen.set(cell, line);
    return earlier === undefined ? [] : [`${FILE}:${line} ${name} "${cell}" already stands in line ${earlier}`];
  });
}

/** One row a term: three languages, a meaning, a source; no word twice in any language. */
export const glossaryGuard: Guard = {
  name: 'glossary',
  async check(root) {
    const rows = readRows(readFileSync(join(root, FILE), 'utf8'));
    if (rows.length < 60) return [`${FILE} has ${rows.length} terms; at least 60 were expected`];
    return [...rows.flatMap(troubleInRow), ...repeated(rows, 0, 'term'), ...repeated(rows, 1, '繁體'), ...repeated(rows, 2, '简体')];
  },
};
