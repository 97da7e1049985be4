import { describe, expect, it } from 'vitest';
import { sentenceOf } from './index.ts';

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
    expect(sentenceOf({ ...finding, at: { path: '/orders/3/due' } }, 'zh-Hans')).toMatch(/^位置 订单 4 › 交期：/);
  });

  it('calls fields, lists and values of the document by the words people use', () => {
    const assumed = {
      code: 'factory.default-applied',
      severity: 'info',
      params: { what: 'order.status', value: 'approved', count: 3, example: 'SO-1' },
    } as const;
    expect(sentenceOf(assumed, 'zh-Hant')).toContain('訂單 › 狀態');
    expect(sentenceOf(assumed, 'zh-Hant')).toContain('已批核');
    const unknown = {
      code: 'factory.unknown-reference',
      severity: 'error',
      params: { kind: 'workCentres', id: 'Turn', from: 'M1', nearest: 'turning' },
    } as const;
    expect(sentenceOf(unknown, 'en')).toContain('among the Work centres');
    const shape = {
      code: 'factory.bad-shape',
      severity: 'error',
      params: { path: '/machines/2/capacity/kind', problem: 'one-of:single, batch' },
    } as const;
    expect(sentenceOf(shape, 'zh-Hans')).toContain('机台 3 › 产能方式 › 类别');
    expect(sentenceOf(shape, 'zh-Hans')).toContain('须为以下之一：逐件, 批次');
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
