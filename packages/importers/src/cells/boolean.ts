import type { Language } from '@midstream/factory';
import type { Cell } from '../sheets/sheet.ts';
import { cellText } from '../sheets/sheet.ts';
import type { Reading } from './reading.ts';
import { wordKey } from './reading.ts';

const YES = new Set(['yes', 'y', 'true', 't', '1', 'x', 'on', '是', '對', '对', '有', '可', '✓', '✔', '√']);
const NO = new Set(['no', 'n', 'false', 'f', '0', 'off', '否', '不', '不是', '無', '无', '沒有', '没有', '不可', '✗', '✘', '×']);

export const BOOLEAN_WORDS: Readonly<Record<Language, readonly [yes: string, no: string]>> = {
  en: ['yes', 'no'],
  'zh-Hant': ['是', '否'],
  'zh-Hans': ['是', '否'],
};

export function readBoolean(cell: Cell): Reading<boolean> {
  if (typeof cell === 'boolean') return { value: cell };
  const key = wordKey(cellText(cell));
  if (YES.has(key)) return { value: true };
  if (NO.has(key)) return { value: false };
  return { code: 'import.not-a-boolean', params: { value: cellText(cell), known: 'yes, no, 是, 否' } };
}
