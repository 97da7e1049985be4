import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DeclaredCode, readCatalogues } from './catalogues.ts';
import type { Guard } from './guard.ts';
import { placeholdersIn, readLocales, type Sentences } from './locales.ts';

const FILE = 'docs/errors.md';

interface Row {
  readonly code: string;
  readonly severity: string;
  readonly meaning: string;
  readonly advice: string;
  readonly isComplete: boolean;
}

const isRow = (line: string): boolean => line.startsWith('|') && !line.startsWith('|--') && !line.startsWith('| code ');

function readRows(root: string): Row[] {
  return readFileSync(join(root, FILE), 'utf8')
    .split('\n')
    .filter(isRow)
    .map((line) => {
      const cells = line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim());
      const [code = '', severity = '', meaning = '', advice = ''] = cells;
      return {
        code: code.replaceAll('`', ''),
        severity,
        meaning,
        advice,
        isComplete: cells.length === 4 && meaning !== '' && advice !== '',
      };
    });
}

/** A first draft of a row from the sentence people will read: what is the matter comes first, what to do after it. */
function draftRow(sentence: string): { readonly meaning: string; readonly advice: string } {
  const [meaning = '', ...advice] = sentence
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
    .split(/(?<=[.!?])\s+/);
  return { meaning, advice: advice.join(' ') };
}

function repeated(names: readonly string[], where: string): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${where} has ${name} twice`);
}

function troubleWithRows(codes: readonly DeclaredCode[], rows: readonly Row[]): string[] {
  const declared = new Map(codes.map((code) => [code.code, code]));
  const written = new Set(rows.map((row) => row.code));
  return [
    ...repeated(
      rows.map((row) => row.code),
      FILE,
    ),
    ...codes.filter(({ code }) => !written.has(code)).map(({ code, file }) => `${FILE} has no row for ${code} (declared in ${file})`),
    ...rows.flatMap(({ code, severity, isComplete }) => {
      const declaration = declared.get(code);
      if (declaration === undefined) return [`${FILE} has a row for ${code}, which no room declares`];
      if (declaration.severity !== severity) return [`${FILE} calls ${code} ${severity}; ${declaration.file} says ${declaration.severity}`];
      return isComplete ? [] : [`${FILE} says too little about ${code}`];
    }),
  ];
}

/** A sentence may differ for one and for more: `code.one`, `code.other`. */
const PLURALS = ['.one', '.other'] as const;

function troubleWithSentences(codes: readonly DeclaredCode[], language: string, sentences: Sentences): string[] {
  const declared = new Set(codes.map(({ code }) => code));
  const prefixes = new Set(codes.map(({ code }) => code.slice(0, code.indexOf('.') + 1)).filter(Boolean));
  return [
    ...codes.flatMap(({ code, params }) => {
      const spoken = [code, ...PLURALS.map((form) => code + form)].flatMap((key) => sentences.get(key) ?? []);
      if (spoken.length === 0) return [`${language} has no sentence for ${code}`];
      return [...new Set(spoken.flatMap((sentence) => placeholdersIn(sentence)))]
        .filter((name) => !params.includes(name))
        .map((name) => `${language}: ${code} asks for {${name}}, which is not one of its parameters`);
    }),
    ...[...sentences.keys()]
      .filter((key) => [...prefixes].some((prefix) => key.startsWith(prefix)) && !declared.has(key.replace(/\.(one|other)$/, '')))
      .map((key) => `${language} has a sentence for ${key}, which no room declares`),
  ];
}

/** Declared codes = rows of docs/errors.md = sentences in every language, both ways. */
export const errorsGuard: Guard = {
  name: 'errors',
  async check(root) {
    const { codes, trouble } = await readCatalogues(root);
    if (codes.length === 0) return [...trouble, 'no room declares a code: the catalogues were not found'];
    return [
      ...trouble,
      ...repeated(
        codes.map(({ code }) => code),
        'the code catalogue',
      ),
      ...troubleWithRows(codes, readRows(root)),
      ...[...readLocales(root)].flatMap(([language, sentences]) => troubleWithSentences(codes, language, sentences)),
    ];
  },
  /** Keeps the rows people wrote, puts them in order, corrects severities, and drafts a row for each new code from its English sentence. */
  async write(root) {
    const path = join(root, FILE);
    const text = readFileSync(path, 'utf8');
    const { codes } = await readCatalogues(root);
    const written = new Map(readRows(root).map((row) => [row.code, row]));
    const english = readLocales(root).get('en');
    const rows = codes
      .toSorted((a, b) => a.code.localeCompare(b.code))
      .map(({ code, severity }) => {
        const row = written.get(code);
        const drafted = draftRow(english?.get(code) ?? english?.get(`${code}.other`) ?? '');
        return `| ${code} | ${severity} | ${row?.meaning || drafted.meaning} | ${row?.advice || drafted.advice} |`;
      });
    const head = text.split('\n').filter((line) => !isRow(line));
    const table = head.findLastIndex((line) => line.startsWith('|--')) + 1;
    writeFileSync(path, `${[...head.slice(0, table), ...rows, ...head.slice(table)].join('\n').trimEnd()}\n`);
  },
};
