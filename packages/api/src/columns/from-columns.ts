// Places in `texts` and rows are those that `toColumns` wrote: non-null by construction.
import type { Column, Columns } from './columns.ts';
import { COLUMNS_FORMAT } from './columns.ts';
import { timeWriter } from './zoned-times.ts';

type Fields = Record<string, unknown>;

/** [list of records] its times as seconds since 1970, by field. */
const instants = new WeakMap<object, Map<string, Float64Array>>();

/**
 * A field of zoned times, for a list of records that came in columns: seconds since 1970, without their texts being read again. Undefined
 * where the list did not come so, or not all rows have the field.
 */
export const instantsOf = (list: readonly unknown[], field: string): Float64Array | undefined => instants.get(list)?.get(field);

/** An answer of the columns' media type: JSON in which any field of the first level, or all of it, may stand in columns. */
export function readColumns(answer: unknown): unknown {
  if (isColumns(answer)) return fromColumns(answer);
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).map(([field, value]) => [field, isColumns(value) ? fromColumns(value) : value]));
}

const isColumns = (value: unknown): value is Columns =>
  typeof value === 'object' && value !== null && 'columns' in value && 'texts' in value && 'body' in value;

/** The document that was told in columns. @throws RangeError when a later version of the format is given */
export function fromColumns(given: Columns): unknown {
  if (given.columns !== COLUMNS_FORMAT) throw new RangeError(`columns of format ${String(given.columns)} cannot be read`);
  return new Reader(given.texts).valuesOf(given.body, 1)[0];
}

class Reader {
  readonly #texts: readonly string[];
  readonly #write = timeWriter();

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  valuesOf(column: Column, count: number): unknown[] {
    switch (column[0]) {
      case 'same':
        return Array.from<unknown>({ length: count }).fill(column[1]);
      case 'numbers':
      case 'plain':
        return column[1] as unknown[];
      case 'texts':
        return column[1].map((place) => this.#texts[place]);
      case 'times': {
        const offsets = this.valuesOf(column[4], count) as number[];
        return Array.from(this.#secondsOf(column, count), (at, row) => this.#write(at, offsets[row]!));
      }
      case 'lists':
        return this.#listsOf(column, count);
      case 'records':
        return this.#recordsOf(column[1], count);
      case 'maps':
        return this.#mapsOf(column, count);
      case 'repeats': {
        const distinct = this.valuesOf(column[3], column[2]);
        return (this.valuesOf(column[1], count) as number[]).map((place) => distinct[place]);
      }
      default:
        throw new RangeError(`a column cannot be ${column[0]} outside records`);
    }
  }

  #secondsOf([, earliest, step, steps]: Extract<Column, readonly ['times', ...unknown[]]>, count: number): Float64Array {
    return Float64Array.from(this.valuesOf(steps, count) as number[], (each) => earliest + each * step);
  }

  #listsOf([, lengths, elements]: Extract<Column, readonly ['lists', ...unknown[]]>, count: number): unknown[] {
    const sizes = this.valuesOf(lengths, count) as number[];
    const sum = sizes.reduce((total, each) => total + each, 0);
    const flat = elements === null ? [] : this.valuesOf(elements, sum);
    // The only list there is stays the one that was read: its times are known by it.
    if (count === 1) return [flat];
    let from = 0;
    return sizes.map((size) => flat.slice(from, (from += size)));
  }

  #recordsOf(columns: Readonly<Record<string, Column>>, count: number): Fields[] {
    const records = Array.from({ length: count }, (): Fields => ({}));
    const times = new Map<string, Float64Array>();
    for (const [field, column] of Object.entries(columns)) {
      const rows = column[0] === 'only' ? column[1] : column[0] === 'but' ? without(count, column[1]) : undefined;
      if (rows !== undefined) {
        const values = this.valuesOf(column[2] as Column, rows.length);
        for (const [place, row] of rows.entries()) records[row]![field] = values[place];
        continue;
      }
      if (column[0] === 'times') times.set(field, this.#secondsOf(column, count));
      const values = this.valuesOf(column, count);
      for (let row = 0; row < count; row++) records[row]![field] = values[row];
    }
    if (times.size > 0) instants.set(records, times);
    return records;
  }

  #mapsOf([, lengths, fields, values]: Extract<Column, readonly ['maps', ...unknown[]]>, count: number): Fields[] {
    const sizes = this.valuesOf(lengths, count) as number[];
    const sum = sizes.reduce((total, each) => total + each, 0);
    const names = fields === null ? [] : (this.valuesOf(fields, sum) as string[]);
    const all = values === null ? [] : this.valuesOf(values, sum);
    let at = 0;
    return sizes.map((size) => {
      const record: Fields = {};
      for (const end = at + size; at < end; at++) record[names[at]!] = all[at];
      return record;
    });
  }
}

function without(count: number, rows: readonly number[]): number[] {
  const left = new Set(rows);
  return Array.from({ length: count }, (_, row) => row).filter((row) => !left.has(row));
}
