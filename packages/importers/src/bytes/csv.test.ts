import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv, writeCsv } from './csv.ts';
import { originalText, quietText } from './live-text.ts';

describe('delimited text', () => {
  it.each([
    [',', 'a,b\n1,2\n'],
    [';', 'a;b\n1,5;2\n'],
    ['\t', 'a\tb\n1,5\t2\n'],
    ['|', 'a|b\n1|2\n'],
    [';', 'sep=;\r\na;b\r\n'],
  ])('finds the separator %j', (delimiter, text) => {
    expect(parseCsv(text).delimiter).toBe(delimiter);
  });

  it('keeps separators, line breaks and marks inside quotation marks, and counts records as a spreadsheet does', () => {
    expect(parseCsv('a,b\r\n"x, ""y""\nz",2\r\n\r\n5" pipe,3').rows).toEqual([['a', 'b'], ['x, "y"\nz', '2'], [''], ['5" pipe', '3']]);
  });

  it('tells the row of a quotation mark that is never closed', () => {
    expect(parseCsv('a,b\n1,2\n"3,4\n5,6\n').openQuoteRow).toBe(3);
  });

  it('an empty last cell counts', () => {
    expect(parseCsv('a,b,\n1,,').rows).toEqual([
      ['a', 'b', ''],
      ['1', '', ''],
    ]);
  });

  it('what is written is read back', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('a,b', '"', '\n', ' x ', '=1', "'", ';\t'));
    const rows = fc
      .array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 })
      .filter((table) => table.every((row) => row.length === table[0]?.length));
    fc.assert(
      fc.property(rows, (table) => {
        expect(parseCsv(`sep=,\r\n${writeCsv(table)}`).rows.slice(1)).toEqual(table);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('text that a spreadsheet would run', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠x', "'=1"])(
    '%j never stands at the beginning of a cell',
    (text) => {
      expect(quietText(text)).toBe(`'${text}`);
    },
  );

  it('comes back as it was, and other text is never touched', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^['=+@-]{0,4}[a-z]?$/)), (text) => originalText(quietText(text)) === text),
      { seed: 2, numRuns: 1000 },
    );
    expect(originalText("'quoted'")).toBe("'quoted'");
  });
});
