import { describe, expect, it } from 'vitest';
import { Random } from '../../random/xorshift.ts';
import { parseInstance } from '../index.ts';
import { scanJobShop } from './scan-job-shop.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A text as files have it: blanks of all kinds, comments, empty lines, jobs of any length. */
function randomText(random: Random): string {
  const jobs = 1 + random.below(6);
  const machines = 1 + random.below(4);
  const blank = (): string => [' ', '\t', '  ', ' \t'][random.below(4)] ?? ' ';
  const end = (): string => ['\n', ' \n', '\r\n', '\n\n', '\n# words 1 2\n'][random.below(5)] ?? '\n';
  const lines = Array.from({ length: jobs }, () =>
    Array.from({ length: 1 + random.below(5) }, () => `${random.below(machines)}${blank()}${random.below(1000)}`).join(blank()),
  );
  return `${['', '# 9 9\n', '\n'][random.below(3)]}${jobs}${blank()}${machines}${end()}${lines.map((line) => line + end()).join('')}`;
}

describe('a job shop read from bytes', () => {
  it('is the problem that is read from text', () => {
    const random = new Random(5);
    for (let i = 0; i < 300; i++) {
      const text = randomText(random);
      expect(scanJobShop(bytesOf(text)), text).toEqual(parseInstance('jsp', text));
    }
  });
  it('may end without a line end', () => {
    expect(scanJobShop(bytesOf('1 1\n0 5'))).toEqual(parseInstance('jsp', '1 1\n0 5'));
  });
  it.each([
    ['a line that ends with -1 -1', '2 2\n0 3 1 2\n1 4 0 1 -1 -1\n'],
    ['a long number', '1 1\n0 0000000000000000005\n'],
    ['a byte order mark', '\u00ef\u00bb\u00bf1 1\n0 5\n'],
  ])('is left to the other reader where it has %s', (_, text) => {
    expect(scanJobShop(bytesOf(text))).toBeUndefined();
    expect(parseInstance('jsp', bytesOf(text)).problem.operations.count).toBeGreaterThan(0);
  });
  it.each([
    ['1 1\n1 5\n', /machine 1 for 5 is not possible/],
    ['1 1\n0 x\n', /line 2: “x” is no number/],
    ['2 1\n0 5\n', /the text ends where job 1 should stand/],
    ['1 1\n0 5\n0 5\n', /left over/],
    ['1 1\n0\n', /a machine without a duration/],
    ['0 1\n', /header names 0 jobs/],
    ['2 1\n0 999999999\n0 999999999\n', /all work and setups together/],
    ['', /text ends where the header should stand/],
  ])('is refused as text is: %j', (text, reason) => {
    expect(() => parseInstance('jsp', bytesOf(text))).toThrow(reason);
    expect(() => parseInstance('jsp', text)).toThrow(reason);
  });
});
