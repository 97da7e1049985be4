import type { ChangeoverMatrix } from '@midstream/factory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY, figureAt, isOwn, readBlock, valuesOf, withCells } from './matrix-cells.ts';

const COLOURS = ['black', 'red', 'white'];
const matrices: fc.Arbitrary<ChangeoverMatrix> = fc
  .array(
    fc.record({
      attribute: fc.constantFrom('colour', 'mould'),
      from: fc.constantFrom(...COLOURS, ANY),
      to: fc.constantFrom(...COLOURS, ANY),
      minutes: fc.integer({ min: 0, max: 90 }),
      cost: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 8 },
  )
  .map((rules) => ({ id: 'm', rules }));
const figures = (matrix: ChangeoverMatrix): number[] =>
  COLOURS.flatMap((from) =>
    COLOURS.flatMap((to) => (['minutes', 'cost'] as const).map((figure) => figureAt(matrix, 'colour', from, to, figure))),
  );

describe('a changeover matrix as a picture', () => {
  it('changes the cell between two values and no other, whatever rules there are', () => {
    fc.assert(
      fc.property(
        matrices,
        fc.constantFrom(...COLOURS),
        fc.constantFrom(...COLOURS),
        fc.integer({ min: 0, max: 99 }),
        (matrix, from, to, value) => {
          fc.pre(from !== to);
          const place = (COLOURS.indexOf(from) * COLOURS.length + COLOURS.indexOf(to)) * 2;
          const after = withCells(matrix, 'colour', 'minutes', [{ from, to, value }]);
          expect(figures(after)).toEqual(figures(matrix).map((figure, i) => (i === place ? value : figure)));
          expect(isOwn(after, 'colour', from, to)).toBe(true);
          expect(after.rules.filter((rule) => rule.attribute === 'mould')).toEqual(
            matrix.rules.filter((rule) => rule.attribute === 'mould'),
          );
        },
      ),
    );
  });
  it('takes a row or column for any other value, without touching cells of their own', () => {
    const matrix = withCells({ id: 'm', rules: [] }, 'colour', 'minutes', [
      { from: 'black', to: 'white', value: 60 },
      { from: ANY, to: ANY, value: 10 },
    ]);
    const after = withCells(matrix, 'colour', 'minutes', [{ from: ANY, to: 'white', value: 30 }]);
    expect([
      figureAt(after, 'colour', 'black', 'white', 'minutes'),
      figureAt(after, 'colour', 'red', 'white', 'minutes'),
      figureAt(after, 'colour', 'red', 'black', 'minutes'),
    ]).toEqual([60, 30, 10]);
  });
  it('takes a block from a spreadsheet where the hand is', () => {
    expect(
      readBlock(
        [
          ['0', '20'],
          ['15', '0'],
        ],
        COLOURS,
        { from: 'black', to: 'black' },
      ),
    ).toEqual({
      changes: [
        { from: 'black', to: 'red', value: 20 },
        { from: 'red', to: 'black', value: 15 },
      ],
    });
  });
  it('takes a block with headings where they say, new values included', () => {
    const read = readBlock(
      [
        ['', 'white', 'blue'],
        ['black', '45', '1,000'],
        ['red', '', '5'],
      ],
      COLOURS,
      { from: 'white', to: 'white' },
    );
    expect(read).toEqual({
      changes: [
        { from: 'black', to: 'white', value: 45 },
        { from: 'black', to: 'blue', value: 1000 },
        { from: 'red', to: 'blue', value: 5 },
      ],
    });
    const matrix = withCells({ id: 'm', rules: [] }, 'colour', 'minutes', 'changes' in read ? read.changes : []);
    expect(valuesOf(matrix, 'colour')).toEqual(['black', 'blue', 'red', 'white']);
  });
  it('names the cell that is no number, and then takes none', () => {
    expect(
      readBlock(
        [
          ['5', '20'],
          ['a lot', '0'],
        ],
        COLOURS,
        { from: 'red', to: 'black' },
      ),
    ).toEqual({ row: 2, column: 1, value: 'a lot' });
  });
});
