import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { errorsGuard } from './errors.ts';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

const TABLE = '| code | severity | meaning | what to do |\n|---|---|---|---|\n';
const ROW = '| `factory.no-calendar` | error | a machine has no calendar | name one |\n';
const CODES = "export const CODES = defineCodes({ 'factory.no-calendar': { severity: 'error', params: ['machine'] } });\n";
const DECLARE = 'const defineCodes = <C>(codes: C): C => codes;\n';
const SENTENCE = { factory: { 'no-calendar': 'Machine {machine} has no calendar.' }, page: { title: 'Plan' } };

async function troubleWith(change: Readonly<Record<string, string>> = {}): Promise<string> {
  const locale = JSON.stringify(SENTENCE);
  planted = plantRepository({
    'docs/errors.md': TABLE + ROW,
    'packages/factory/src/codes.ts': DECLARE + CODES,
    'packages/words/src/locales/en.json': locale,
    'packages/words/src/locales/zh-Hans.json': locale,
    'packages/words/src/locales/zh-Hant.json': locale,
    ...change,
  });
  return (await errorsGuard.check(planted.root)).join('\n');
}

describe('the errors guard', () => {
  it('is content when code, row and sentences agree', async () => {
    expect(await troubleWith()).toBe('');
  });

  it.each([
    ['a code without a row', 'docs/errors.md', TABLE, 'docs/errors.md has no row for factory.no-calendar'],
    ['a row without a code', 'docs/errors.md', `${TABLE}${ROW}| ghost | error | a | b |\n`, 'a row for ghost, which no room declares'],
    ['a row with another severity', 'docs/errors.md', TABLE + ROW.replace('error', 'info'), 'calls factory.no-calendar info'],
    ['a row that gives no advice', 'docs/errors.md', TABLE + ROW.replace('name one', ''), 'says too little about factory.no-calendar'],
    ['a row written twice', 'docs/errors.md', TABLE + ROW + ROW, 'docs/errors.md has factory.no-calendar twice'],
    [
      'a missing sentence',
      'packages/words/src/locales/zh-Hant.json',
      '{"page":{"title":"計劃"}}',
      'zh-Hant has no sentence for factory.no-calendar',
    ],
    [
      'a sentence without a code',
      'packages/words/src/locales/en.json',
      JSON.stringify({ factory: { 'no-calendar': 'None.', 'no-ghost': 'Boo.' } }),
      'en has a sentence for factory.no-ghost',
    ],
    [
      'a sentence that asks for an unknown parameter',
      'packages/words/src/locales/en.json',
      JSON.stringify({ factory: { 'no-calendar': 'Order {order} has none.' } }),
      'factory.no-calendar asks for {order}',
    ],
    [
      'a catalogue kept to itself',
      'packages/engine/src/codes.ts',
      `${DECLARE}const CODES = defineCodes({});\nexport const size = Object.keys(CODES).length;\n`,
      'packages/engine/src/codes.ts declares codes but exports no catalogue',
    ],
    ['one code in two rooms', 'packages/engine/src/codes.ts', DECLARE + CODES, 'the code catalogue has factory.no-calendar twice'],
    ['rooms that declare nothing', 'packages/factory/src/codes.ts', 'export const nothing = 1;\n', 'no room declares a code'],
  ])('catches %s', async (_, path, text, complaint) => {
    expect(await troubleWith({ [path]: text })).toContain(complaint);
  });

  it('writes a row for a new code from its English sentence, keeps what people wrote and drops what is gone', async () => {
    const more = DECLARE + CODES.replace(' });', ", 'factory.a-new-one': { severity: 'info', params: [] } });");
    const en = JSON.stringify({ factory: { 'no-calendar': 'None.', 'a-new-one': 'New | odd. Look at it. Twice.' } });
    await troubleWith({
      'docs/errors.md': `# Codes\n${TABLE}${ROW}| ghost | error | a | b |\n`,
      'packages/factory/src/codes.ts': more,
      'packages/words/src/locales/en.json': en,
    });
    await errorsGuard.write?.(planted?.root ?? '');
    expect(readFileSync(join(planted?.root ?? '', 'docs/errors.md'), 'utf8')).toBe(
      `# Codes\n${TABLE}| factory.a-new-one | info | New \\| odd. | Look at it. Twice. |\n${ROW.replaceAll('`', '')}`,
    );
  });
});
