import { describe, expect, it } from 'vitest';
import { sentenceOf } from './finding-in-words.ts';

const finding = {
  code: 'learn.bad-time',
  severity: 'warning',
  params: { value: 'yesterday' },
  at: { file: 'log.csv', sheet: 'Log', row: 1204, column: 'Start', path: '/rows/1203' },
} as const;

describe('a finding in words', () => {
  it('leads with file, sheet, row and column', () => {
    expect(sentenceOf(finding, 'en')).toMatch(/^log\.csv, sheet “Log”, row 1204, column “Start”: “yesterday” is not/);
    expect(sentenceOf(finding, 'zh-Hant')).toMatch(/^log\.csv，工作表「Log」，第 1204 列，「Start」欄：「yesterday」/);
  });

  it('names the path in a document where there is no cell', () => {
    expect(sentenceOf({ ...finding, at: { path: '/orders/3/due' } }, 'zh-Hans')).toMatch(/^位置 \/orders\/3\/due：/);
  });

  it('shows an unknown code with its parameters', () => {
    expect(sentenceOf({ code: 'later.thing', severity: 'info', params: { a: 1 } }, 'en')).toBe('later.thing a=1');
  });
  it('says a reason in words where it has any, and names what stands in the way elsewhere', () => {
    const finding = (reason: string) => ({
      code: 'plan.lock-released',
      severity: 'warning' as const,
      params: { order: 'O1', operation: 'turn', reason },
    });
    expect(sentenceOf(finding('material'), 'zh-Hant')).toContain('所需物料屆時未到');
    expect(sentenceOf(finding('M2'), 'en')).toContain('(M2)');
  });
});
