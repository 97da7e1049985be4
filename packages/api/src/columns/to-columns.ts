import type { Column, Columns } from './columns.ts';
import { COLUMNS_FORMAT } from './columns.ts';
import { offsetOf, timeWriter } from './zoned-times.ts';

type Fields = Readonly<Record<string, unknown>>;
/** Records whose fields are seldom there are told as maps: a column a field would be mostly gaps. */
const MOST_FIELDS = 48;
const SAMPLE = 200;

/** Tells a JSON document in columns. Fields that are undefined are left out, as JSON does. */
export function toColumns(document: unknown): Columns {
  const writer = new Writer();
  const body = writer.columnOf([document]);
  return { columns: COLUMNS_FORMAT, texts: [...writer.places.keys()], body };
}

class Writer {
  readonly places = new Map<string, number>();
  readonly #write = timeWriter();

  readonly #placeOf = (text: string): number => {
    const known = this.places.get(text);
    if (known !== undefined) return known;
    this.places.set(text, this.places.size);
    return this.places.size - 1;
  };

  columnOf(values: readonly unknown[]): Column {
    const [first] = values;
    if (!isCompound(first) && values.every((each) => each === first)) return ['same', first as string];
    if (values.every((each) => typeof each === 'number')) return ['numbers', values];
    if (values.every((each) => typeof each === 'string')) return this.#timesOf(values) ?? ['texts', values.map(this.#placeOf)];
    const repeats = isCompound(first) ? this.#repeatsOf(values) : undefined;
    if (repeats !== undefined) return repeats;
    return this.#compoundOf(values);
  }

  #compoundOf(values: readonly unknown[]): Column {
    if (values.every((each) => Array.isArray(each))) return ['lists', this.#lengthsOf(values), this.#someOf(values.flat())];
    if (values.every(isRecord)) return this.#recordsOf(values);
    return ['plain', values];
  }

  #someOf(values: readonly unknown[]): Column | null {
    return values.length === 0 ? null : this.columnOf(values);
  }

  #lengthsOf(lists: readonly (readonly unknown[])[]): Column {
    return this.columnOf(lists.map(({ length }) => length));
  }

  #timesOf(texts: readonly string[]): Column | undefined {
    const offsets: number[] = [];
    const seconds: number[] = [];
    for (const text of texts) {
      const offset = offsetOf(text);
      const at = offset === undefined ? Number.NaN : Date.parse(text) / 1000;
      // What would not be written again as it was (the 31st of February) stays a text.
      if (offset === undefined || Number.isNaN(at) || this.#write(at, offset) !== text) return undefined;
      offsets.push(offset);
      seconds.push(at);
    }
    const earliest = seconds.reduce((least, each) => Math.min(least, each));
    const step = seconds.reduce((sum, each) => greatestDivisor(sum, each - earliest), 0) || 1;
    return ['times', earliest, step, this.columnOf(seconds.map((each) => (each - earliest) / step)), this.columnOf(offsets)];
  }

  /** Only the first rows are looked at closely: where they differ, the rest is not worth writing out to be compared. */
  #repeatsOf(values: readonly unknown[]): Column | undefined {
    if (values.length < SAMPLE / 2) return undefined;
    const sample = new Set(values.slice(0, SAMPLE).map((each) => JSON.stringify(each)));
    if (sample.size * 2 > Math.min(values.length, SAMPLE)) return undefined;
    const known = new Map<string, number>();
    const distinct: unknown[] = [];
    const at = values.map((each) => {
      const text = JSON.stringify(each);
      const place = known.get(text) ?? distinct.push(each) - 1;
      known.set(text, place);
      return place;
    });
    return ['repeats', this.columnOf(at), distinct.length, this.#compoundOf(distinct)];
  }

  #recordsOf(records: readonly Fields[]): Column {
    const rows = new Map<string, number[]>();
    for (const [row, record] of records.entries())
      for (const [field, value] of Object.entries(record)) {
        if (value === undefined) continue;
        const known = rows.get(field);
        if (known === undefined) rows.set(field, [row]);
        else known.push(row);
      }
    if (rows.size > MOST_FIELDS && [...rows.values()].reduce((sum, { length }) => sum + length, 0) * 4 < rows.size * records.length)
      return this.#mapsOf(records);
    const columns = [...rows].map(([field, at]) => {
      const column = this.columnOf(at.map((row) => records[row]?.[field]));
      if (at.length === records.length) return [field, column] as const;
      if (at.length * 2 <= records.length) return [field, ['only', at, column]] as const;
      const has = new Set(at);
      return [field, ['but', [...records.keys()].filter((row) => !has.has(row)), column]] as const;
    });
    return ['records', Object.fromEntries(columns) as Record<string, Column>];
  }

  #mapsOf(records: readonly Fields[]): Column {
    const entries = records.map((record) => Object.entries(record).filter(([, value]) => value !== undefined));
    const flat = entries.flat();
    return ['maps', this.#lengthsOf(entries), this.#someOf(flat.map(([field]) => field)), this.#someOf(flat.map(([, value]) => value))];
  }
}

const isCompound = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isRecord = (value: unknown): value is Fields => isCompound(value) && !Array.isArray(value);

function greatestDivisor(a: number, b: number): number {
  let [more, less] = [a, b];
  while (less > 0) [more, less] = [less, more % less];
  return more;
}
