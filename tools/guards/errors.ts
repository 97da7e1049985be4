import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DeclaredCode, readCatalogues } from './catalogues.ts';
import type { Guard } from './guard.ts';
import { placeholdersIn, readLocales, type Sentences } from './locales.ts';

const FILE = 'docs/errors.md';

interface Row {
  readonly code: string;
  readonly severity: string;
  readonly isComplete: boolean;
}

function readRows(root: string): Row[] {
  return readFileSync(join(root, FILE), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('|--') && !line.startsWith('| code '))
    .map((line) => {
      const cells = line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim());
      const [code = '', severity = '', meaning = '', advice = ''] = cells;
      return { code: code.replaceAll('`', ''), severity, isComplete: cells.length === 4 && meaning !== '' && advice !== '' };
    });
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

function troubleWithSentences(codes: readonly DeclaredCode[], language: string, sentences: Sentences): string[] {
  const declared = new Set(codes.map(({ code }) => code));
  const prefixes = new Set(codes.map(({ code }) => code.slice(0, code.indexOf('.') + 1)).filter(Boolean));
  return [
    ...codes.flatMap(({ code, params }) => {
      const sentence = sentences.get(code);
      if (sentence === undefined) return [`${language} has no sentence for ${code}`];
      return placeholdersIn(sentence)
        .filter((name) => !params.includes(name))
        .map((name) => `${language}: ${code} asks for {${name}}, which is not one of its parameters`);
    }),
    ...[...sentences.keys()]
      .filter((key) => [...prefixes].some((prefix) => key.startsWith(prefix)) && !declared.has(key))
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
};
