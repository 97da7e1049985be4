import { describe, expect, it } from 'vitest';
import type { Columns } from './columns.ts';
import { fromColumns, instantsOf, readColumns } from './from-columns.ts';
import { toColumns } from './to-columns.ts';

const overTheWire = (document: unknown): unknown => fromColumns(JSON.parse(JSON.stringify(toColumns(document))) as Columns);

const operations = Array.from({ length: 500 }, (_, i) => ({
  id: `SO-${i}/op10`,
  machine: `M${i % 7}`,
  start: `2026-11-${String(1 + (i % 28)).padStart(2, '0')}T08:${String(i % 60).padStart(2, '0')}:30+08:00`,
  minutes: i / 4,
  operators: i % 2 === 0 ? [] : [{ skill: 'press', count: 1, people: [] }],
  predecessors: i === 0 ? [] : [`SO-${i - 1}/op10`],
  ...(i % 5 === 0 ? { batch: `b${i}` } : {}),
  ...(i % 5 === 1 ? {} : { note: null }),
}));

/** Dice with a seed: documents of any shape JSON has. */
function anyDocument(seed: number): unknown {
  let state = seed;
  const below = (n: number): number => (state = (state * 48_271) % 2_147_483_647) % n;
  const texts = ['', 'a', 'M1', '中流', '2026-02-31T00:00:00+08:00', '2026-11-23T08:00:00+08:00', '2026-11-23T08:00:05-09:30', 'null'];
  const value = (depth: number): unknown => {
    const kind = below(depth > 2 ? 4 : 7);
    if (kind === 0) return below(1000) - 500;
    if (kind === 1) return texts[below(texts.length)];
    if (kind === 2) return [null, true, false, 0.1 + below(9)][below(4)];
    if (kind === 3) return texts[4 + below(3)];
    if (kind === 4) return Array.from({ length: below(6) }, () => value(depth + 1));
    const fields = Array.from({ length: below(5) }, (_, i) => [`f${(i * (1 + below(3))) % 7}`, value(depth + 1)] as const);
    if (kind === 5) return Object.fromEntries(fields);
    const row = Object.fromEntries(fields);
    return Array.from({ length: 1 + below(depth === 0 ? 250 : 4) }, (_, i) => (i % 3 === 0 ? { ...row, i } : row));
  };
  return value(0);
}

describe('a document in columns', () => {
  it('comes back as it was, whatever its shape', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const document = anyDocument(seed);
      expect(overTheWire(document), `seed ${seed}`).toEqual(document);
    }
  });

  it('comes back as JSON would bring it: without what is undefined', () => {
    expect(overTheWire({ a: undefined, list: [{ b: 1 }, { b: undefined }] })).toStrictEqual({ list: [{ b: 1 }, {}] });
  });

  it('tells texts once and times in numbers, in a third of the size or less', () => {
    expect(overTheWire({ operations })).toEqual({ operations });
    const columns = toColumns({ operations });
    expect(columns.texts.filter((text) => text === 'M3')).toHaveLength(1);
    expect(columns.texts.some((text) => text.startsWith('2026'))).toBe(false);
    expect(JSON.stringify(columns).length * 3).toBeLessThan(JSON.stringify({ operations }).length);
  });

  it('tells records that share no fields as maps', () => {
    const byDay = operations.map((each, i) => ({ [`d${i}`]: i, [each.id]: 'x' }));
    expect(overTheWire(byDay)).toEqual(byDay);
  });

  it('gives times as seconds without reading their texts, and nothing of lists that came otherwise', () => {
    const back = overTheWire({ operations, none: [] }) as { readonly operations: typeof operations };
    expect([...(instantsOf(back.operations, 'start') ?? [])]).toEqual(operations.map(({ start }) => Date.parse(start) / 1000));
    expect([instantsOf(back.operations, 'id'), instantsOf(operations, 'start')]).toEqual([undefined, undefined]);
  });

  it('may stand in any field of an answer, or be all of it', () => {
    const plan = toColumns({ operations });
    expect(readColumns({ head: { id: 'p' }, plan })).toEqual({ head: { id: 'p' }, plan: { operations } });
    expect([readColumns(plan), readColumns(null), readColumns(7)]).toEqual([{ operations }, null, 7]);
  });

  it('of a later format is refused', () => {
    expect(() => fromColumns({ ...toColumns(1), columns: 2 } as unknown as Columns)).toThrow(RangeError);
  });
});
