import { afterEach, describe, expect, it } from 'vitest';
import { type PlantedRepository, plantRepository } from './planted-repository.ts';
import { wordsGuard } from './words.ts';

let planted: PlantedRepository | undefined;
afterEach(() => planted?.remove());

async function troubleWith(en: unknown, hant: unknown, hans: unknown = hant): Promise<string> {
  planted = plantRepository({
    'packages/words/src/locales/en.json': JSON.stringify(en),
    'packages/words/src/locales/zh-Hant.json': JSON.stringify(hant),
    'packages/words/src/locales/zh-Hans.json': JSON.stringify(hans),
  });
  return (await wordsGuard.check(planted.root)).join('\n');
}

describe('the words guard', () => {
  it('is content when every language says the same, with its own plural forms', async () => {
    const en = { late: { one: '{count} order is late', other: '{count} orders are late' }, title: 'Plan of {site}' };
    expect(await troubleWith(en, { late: { other: '{count} 張訂單延誤' }, title: '{site}的計劃' })).toBe('');
  });

  it.each([
    ['a key nobody translated', { a: 'A', b: 'B' }, { a: '甲' }, 'zh-Hant: b is missing'],
    ['a key English does not have', { a: 'A' }, { a: '甲', b: '乙' }, 'zh-Hant: b is not in en'],
    ['a lost placeholder', { a: 'Machine {machine}' }, { a: '機台' }, 'zh-Hant: a has {} where en has {machine}'],
    ['a placeholder under another name', { a: '{machine}' }, { a: '{machin}' }, 'zh-Hant: a has {machin} where en has {machine}'],
    ['an empty sentence', { a: 'A' }, { a: ' ' }, 'zh-Hant: a is empty'],
    ['words that say nothing', {}, {}, 'words have no English sentence'],
  ])('catches %s', async (_, en, hant, complaint) => {
    expect(await troubleWith(en, hant)).toContain(complaint);
  });

  it('catches a language that went missing', async () => {
    planted = plantRepository({ 'packages/words/src/locales/en.json': '{"a":"A"}' });
    expect((await wordsGuard.check(planted.root)).join()).toContain('words do not speak zh-Hant');
  });
});
