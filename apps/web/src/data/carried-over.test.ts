import { expect, test } from 'vitest';
import { carriedOver } from './carried-over.ts';

const BASE = { id: 'SO-1', quantity: 10, due: '2026-12-01', tags: ['a'] };

test('fields of two people are joined where they changed different ones', () => {
  const joined = carriedOver(BASE, { ...BASE, quantity: 12 }, { ...BASE, due: '2026-12-24' });
  expect(joined).toEqual({ data: { ...BASE, quantity: 12, due: '2026-12-24' }, both: [] });
});

test('of a field both changed mine is kept and the field is named, unless both made it the same', () => {
  expect(carriedOver(BASE, { ...BASE, quantity: 12 }, { ...BASE, quantity: 15 })).toEqual({
    data: { ...BASE, quantity: 12 },
    both: ['quantity'],
  });
  expect(carriedOver(BASE, { ...BASE, tags: ['b'] }, { ...BASE, tags: ['b'] }).both).toEqual([]);
});

test('what I took away stays away, what they took away and I never touched goes', () => {
  const { due: _, ...undated } = BASE;
  const { tags: __, ...untagged } = BASE;
  expect(carriedOver<Partial<typeof BASE>>(BASE, undated, untagged).data).toEqual({ id: 'SO-1', quantity: 10 });
});
