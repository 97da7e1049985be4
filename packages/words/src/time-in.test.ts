import { describe, expect, it } from 'vitest';
import { deadlineIn, durationIn, weekIn, zonedTimeIn } from './index.ts';
import { carbonIn, moneyIn, percentIn } from './number-in.ts';
import { languageOf, nameIn } from './language.ts';

describe('figures as people read them', () => {
  it.each([
    [0, '0 min'],
    [59.4, '59 min'],
    [90, '1.5 h'],
    [-90, '−1.5 h'],
    [2880, '2 days'],
    [4500, '3 days 3 h'],
  ])('writes %s minutes as %s', (minutes, text) => expect(durationIn('en', minutes)).toBe(text));

  it('writes durations in both Chinese scripts', () => {
    expect(durationIn('zh-Hant', 4500)).toBe('3 天 3 小時');
    expect(durationIn('zh-Hans', 90)).toBe('1.5 小时');
  });

  it('writes a zoned time at its own place, whatever the clock of the reader', () => {
    expect(zonedTimeIn('en', '2026-11-23T08:00:00+08:00')).toContain('08:00');
    expect(zonedTimeIn('en', '2026-11-23T08:00:00+07:00')).toContain('08:00');
    expect(zonedTimeIn('zh-Hant', '2026-11-23T08:00:00+08:00')).toContain('11月23日');
    expect(zonedTimeIn('en', 'soon')).toBe('soon');
  });

  it('writes a need-by at midnight as the end of the day before', () => {
    expect(deadlineIn('en', '2026-12-01T00:00:00+08:00')).toMatch(/30 Nov.*24:00$/);
    expect(deadlineIn('zh-Hant', '2026-12-01T00:00:00+08:00')).toMatch(/^11月30日.*24:00$/);
    expect(deadlineIn('en', '2026-12-01T18:00:00+08:00')).toContain('18:00');
  });

  it('drops cents from large amounts and picks the unit of carbon', () => {
    expect(moneyIn('en', 12.5, 'HKD')).toBe('HKD 12.50');
    expect(moneyIn('en', 123_456.7, 'HKD')).toBe('HKD 123,457');
    expect(carbonIn('en', 999)).toBe('999 g CO₂e');
    expect(carbonIn('en', 12_340)).toBe('12.3 kg CO₂e');
    expect(carbonIn('en', 12_340_000)).toBe('12.34 t CO₂e');
    expect(percentIn('zh-Hans', 93.25)).toBe('93.3%');
  });
});

describe('languages', () => {
  it.each([
    ['zh_HK.UTF-8', 'zh-Hant'],
    ['zh-TW', 'zh-Hant'],
    ['zh_CN.GB18030', 'zh-Hans'],
    ['zh', 'zh-Hans'],
    ['en_US.UTF-8', 'en'],
    ['C.UTF-8', undefined],
    ['fr', undefined],
  ])('reads %s as %s', (tag, language) => expect(languageOf(tag)).toBe(language));

  it('falls back to the nearest name there is', () => {
    expect(nameIn({ 'zh-Hans': '注塑机', en: 'Moulding' }, 'zh-Hant')).toBe('注塑机');
    expect(nameIn({ 'zh-Hans': '注塑机' }, 'en')).toBe('注塑机');
    expect(nameIn('M1', 'zh-Hant')).toBe('M1');
    expect(nameIn(undefined, 'en', 'M1')).toBe('M1');
  });

  it('names a week by its ISO number and its days', () => {
    expect(weekIn('en', '2026-11-23')).toEqual({ week: 'W48', days: '23–29 Nov' });
    expect(weekIn('en', '2026-11-30').days).toBe('30 Nov–6 Dec');
    expect(weekIn('zh-Hant', '2026-11-23')).toEqual({ week: '第 48 週', days: '11月23–29日' });
    expect(weekIn('zh-Hans', '2026-11-30').days).toBe('11月30日–12月6日');
  });
  it('counts the last days of December to the week of the year that has their Thursday', () => {
    expect(['2026-12-28', '2027-01-04', '2024-12-30', '2020-12-28'].map((day) => weekIn('en', day).week)).toEqual([
      'W53',
      'W1',
      'W1',
      'W53',
    ]);
  });
});
