import { describe, expect, it } from 'vitest';
import { namesOf } from './names.ts';

const row = { name: null, place: {}, product: null, operations: null };

describe('names', () => {
  it('are told by kind and id, in every language they have', () => {
    const name = { en: 'Lathe', 'zh-Hant': '車床' };
    expect(namesOf([{ ...row, kind: 'machines', id: 'L1', name }]).kinds).toEqual({ machines: { L1: name } });
  });
  it('of operations stand once, and by product only where a routing calls one otherwise', () => {
    const routing = (product: string, name: string) => ({
      ...row,
      kind: 'routings' as const,
      id: `make-${product}`,
      product,
      operations: [{ id: 'mill', name }, { id: 'pack' }],
    });
    expect(namesOf([routing('a', 'Mill'), routing('b', 'Mill'), routing('c', 'Rough mill')]).operations).toEqual({
      mill: 'Mill',
      'c/mill': 'Rough mill',
    });
  });
});
