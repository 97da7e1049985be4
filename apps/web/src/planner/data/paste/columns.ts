import type { Language, RecordKind } from '@midstream/factory';
import { factoryJsonSchema } from '@midstream/factory';
import { fieldIn, knows, LANGUAGES, valueIn } from '@midstream/words/unloaded';
import { numberOf } from './cells.ts';

/** The part of JSON Schema that a column of a table can hold. */
interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly title?: string;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
}

/** What a cell of a column holds; `text` may be given per language. */
type CellKind = 'text' | 'words' | 'number' | 'yes-no' | 'choice' | 'date' | 'list' | 'pairs';

/** A column of a list of master data: where its value stands in the element, and how a cell is read. */
export interface Column {
  /** Field, or `field.part` where an element keeps several together. */
  readonly path: string;
  readonly kind: CellKind;
  readonly choices: readonly string[];
  readonly isRequired: boolean;
}

let schema: Readonly<Record<string, Shape>> | undefined;

function shapeOf(kind: RecordKind): Shape {
  schema ??= factoryJsonSchema()['properties'] as Readonly<Record<string, Shape>>;
  return schema[kind]?.items ?? {};
}

/** The columns of a list that fit in a cell, as the document's schema has them; what is a list or picture of its own is left out. */
export function columnsOf(kind: RecordKind): readonly Column[] {
  return cellsIn(shapeOf(kind));
}

/** A list inside an element: operations of a routing, or (`inner`) the alternatives of each of its operations. */
export interface NestedList {
  readonly field: string;
  readonly inner?: string;
  readonly columns: readonly Column[];
}

/** Every list of rows inside the elements of a kind, and inside those rows, as the schema has them. */
export function nestedListsOf(kind: RecordKind): readonly NestedList[] {
  return rowListsIn(shapeOf(kind)).flatMap(([field, item]): NestedList[] => [
    { field, columns: cellsIn(item) },
    ...rowListsIn(item).map(([inner, row]) => ({ field, inner, columns: cellsIn(row) })),
  ]);
}

const rowListsIn = (shape: Shape): [string, Shape][] =>
  Object.entries(shape.properties ?? {}).flatMap(([field, { type, items }]): [string, Shape][] =>
    type === 'array' && items?.properties !== undefined ? [[field, items]] : [],
  );

function cellsIn({ properties = {}, required = [] }: Shape): readonly Column[] {
  return Object.entries(properties).flatMap(([field, shape]): Column[] => {
    const cell = cellKindOf(shape);
    const isRequired = required.includes(field);
    if (cell !== undefined) return [{ path: field, kind: cell, choices: shape.enum ?? [], isRequired }];
    return Object.entries(shape.properties ?? {}).flatMap(([part, inner]): Column[] => {
      const each = cellKindOf(inner);
      return each === undefined ? [] : [{ path: `${field}.${part}`, kind: each, choices: inner.enum ?? [], isRequired: false }];
    });
  });
}

function cellKindOf(shape: Shape): CellKind | undefined {
  if (shape.title === 'text') return 'words';
  if (shape.type === 'number' || shape.type === 'integer') return 'number';
  if (shape.type === 'boolean') return 'yes-no';
  if (shape.type === 'string')
    return shape.enum !== undefined ? 'choice' : shape.title === 'time' || shape.title === 'date' ? 'date' : 'text';
  if (shape.type === 'array' && shape.items?.type === 'string' && shape.items.enum === undefined) return 'list';
  return typeof shape.additionalProperties === 'object' && shape.additionalProperties.type === 'string' ? 'pairs' : undefined;
}

/** What a column is called. */
export function columnName(language: Language, kind: RecordKind, column: Column): string {
  return fieldIn(language, column.path.split('.').at(-1) ?? '', kind);
}

/** A spreadsheet may be in any language; a page that reads one has loaded them all (`useAllWords`). */
const spoken = (): readonly Language[] => LANGUAGES.filter(knows);

/** The column a header means: its name in any of the languages, or the field's own. */
export function columnCalled(header: string, kind: RecordKind, columns: readonly Column[]): Column | undefined {
  const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/[\s_]/g, '');
  const wanted = plain(header);
  return columns.find(
    (column) => plain(column.path) === wanted || spoken().some((language) => plain(columnName(language, kind, column)) === wanted),
  );
}

/** A cell read for its column: the value, or a problem that `words` can say. */
export function readCell(cell: string, column: Column): { readonly value: unknown } | { readonly problem: string } {
  if (column.kind === 'number') {
    const value = numberOf(cell);
    return value === undefined ? { problem: 'number' } : { value };
  }
  if (column.kind === 'yes-no') {
    const said = meant(cell, ['true', 'false']);
    return said === undefined ? { problem: 'yes-no' } : { value: said === 'true' };
  }
  if (column.kind === 'choice') {
    const value = meant(cell, column.choices);
    return value === undefined ? { problem: `one-of:${column.choices.join(', ')}` } : { value };
  }
  if (column.kind === 'date') {
    const value = dateOf(cell);
    return value === undefined ? { problem: 'written-as:2026-11-23' } : { value };
  }
  if (column.kind === 'list')
    return {
      value: cell
        .split(/[;；、,，]/)
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    };
  return column.kind === 'pairs' ? readPairs(cell) : { value: cell };
}

function readPairs(cell: string): ReturnType<typeof readCell> {
  const pairs = cell.split(/[;；]/).map((part) => part.split(/[=＝]/).map((each) => each.trim()));
  if (pairs.some((pair) => pair.length !== 2 || pair.includes(''))) return { problem: 'written-as:colour=red; mould=M12' };
  return { value: Object.fromEntries(pairs as [string, string][]) };
}

/** The word of the document that a cell means: itself, or its name in any language. */
function meant(cell: string, words: readonly string[]): string | undefined {
  const said = cell.toLowerCase();
  return words.find((word) => word === said || spoken().some((language) => valueIn(language, word).toLowerCase() === said));
}

/** `2026-11-23`, `2026/11/3 8:30`, `2026年11月3日`; day-first and month-first dates are ambiguous and therefore refused. */
function dateOf(cell: string): string | undefined {
  const plain = cell
    .normalize('NFKC')
    .replaceAll(/[年月/.]/g, '-')
    .replace('日', '');
  const [, year, month = '', day = '', hour, minute = '00'] =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::\d{2})?)?$/.exec(plain) ?? [];
  if (year === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  // 31 February comes out as March: no such day.
  const isDay = new Date(`${date}T00:00Z`).getUTCDate() === Number(day) && Number(month) <= 12;
  if (!isDay || Number(hour ?? 0) > 24) return undefined;
  return hour === undefined ? date : `${date}T${hour.padStart(2, '0')}:${minute}`;
}

/** A value in a cell of its column: what people called something stays, even where it is a word of the document too. */
export function columnText(value: unknown, column: Column, language: Language): string {
  return column.kind === 'text' && typeof value === 'string' ? value : cellText(value, language);
}

/** A value of an element as a cell shows it. */
export function cellText(value: unknown, language: Language): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? value.join('; ') : `${value.length}`;
  if (typeof value !== 'object')
    return typeof value === 'string'
      ? valueIn(language, value)
      : typeof value === 'boolean'
        ? valueIn(language, String(value))
        : String(value as number);
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const named = entries.find(([key]) => key === language) ?? entries.find(([key]) => LANGUAGES.some((each) => each === key));
  if (named !== undefined) return String(named[1]);
  return entries.map(([key, each]) => `${key}=${String(each)}`).join('; ');
}
