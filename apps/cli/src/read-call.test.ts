import { describe, expect, it } from 'vitest';
import { chosenLanguage } from './read-call.ts';
import { displayWidth, padded } from './console/terminal.ts';

describe('the language', () => {
  it.each([
    [['--lang', 'zh-Hans'], { LANG: 'zh_HK.UTF-8' }, 'zh-Hans'],
    [['--lang=en'], { LANG: 'zh_HK.UTF-8' }, 'en'],
    [[], { LC_ALL: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' }, 'zh-Hant'],
    [[], { LC_ALL: 'C.UTF-8', LANG: 'zh_CN.UTF-8' }, 'zh-Hans'],
    [[], {}, 'en'],
  ])('of %j in %j is %s', (argv, env, language) => expect(chosenLanguage(argv, env)).toBe(language));
});

describe('columns on a screen', () => {
  it('count a Chinese character as two', () => {
    expect(displayWidth('機台 A')).toBe(6);
    expect(padded('機台', 6)).toBe('機台  ');
  });
});
