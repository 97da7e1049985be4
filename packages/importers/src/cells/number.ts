import type { Cell } from '../sheets/sheet.ts';
import { cellText } from '../sheets/sheet.ts';
import type { Reading } from './reading.ts';
import { isUnderstood, plainText } from './reading.ts';

/** A plain number: full-width digits and thousands separators are understood, a comma that may be decimal is refused. */
export function readNumber(cell: Cell): Reading<number> {
  if (typeof cell === 'number' && Number.isFinite(cell)) return { value: cell };
  const value = cellText(cell).trim();
  const refused = { code: 'import.not-a-number', params: { value } } as const;
  if (typeof cell !== 'string') return refused;
  const text = plainText(value).replaceAll(' ', '');
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) return finite(Number(text), refused);
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text)) return finite(Number(text.replaceAll(',', '')), refused);
  if (/^[+-]?\d[\d.,]*$/.test(text)) {
    const lastMark = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
    const decimal = `${text.slice(0, lastMark).replaceAll(/[.,]/g, '')}.${text.slice(lastMark + 1)}`;
    return { code: 'import.number-ambiguous', params: { value, first: decimal, second: text.replaceAll(/[.,]/g, '') } };
  }
  return refused;
}

function finite(value: number, refused: Reading<number>): Reading<number> {
  return Number.isFinite(value) ? { value } : refused;
}

/** What people write behind a count. Words that multiply in some trades and not in others (dozen, gross) are not among them. */
const COUNTED = new Set(
  (
    'pc pcs pce pces piece pieces ea each nos no unit units set sets pair pairs prs ctn ctns carton cartons box boxes bag bags roll rolls ' +
    'sheet sheets pack packs kg kgs m mtr meter meters metre metres yd yds yard yards l litre litres ' +
    '件 個 个 只 隻 條 条 套 張 张 米 碼 码 公尺 箱 包 袋 卷 公斤 千克 支 枝 對 对 雙 双 片 塊 块 粒 瓶 盒 台 部 本 顆 颗 頭 头 份'
  ).split(' '),
);
const THOUSANDS: Readonly<Record<string, number>> = { k: 1000, 千: 1000, 萬: 10_000, 万: 10_000 };

/** A count as people write it: `8000 pcs`, `3,000 米`, `1.2萬`, `1.5k`. */
export function readCount(cell: Cell): Reading<number> {
  const plain = readNumber(cell);
  if (isUnderstood(plain) || typeof cell !== 'string') return plain;
  const match = /^([+-]?[\d.,]+) ?([k千萬万])? ?([a-z]*|[\u4e00-\u9fff]{0,2})\.?$/i.exec(plainText(cell));
  const [, digits = '', thousands = '', word = ''] = match ?? [];
  if (match === null || (word !== '' && !COUNTED.has(word.toLowerCase())) || (word === '' && thousands === '')) return plain;
  const number = readNumber(digits);
  if (!isUnderstood(number)) return plain;
  // Digits are moved, not multiplied: 1.1 × 10,000 is not 11,000 in binary.
  const power = Math.log10(THOUSANDS[thousands.toLowerCase()] ?? 1);
  return { value: Number(`${number.value}e${Math.round(power)}`), isInterpreted: true };
}

/** Above this a share is surely a percentage without its sign. */
const LARGEST_SHARE = 5;

/** A share of one: `0.95` or `95%`. A bare `95` is refused, since it could mean either. */
export function readShare(cell: Cell): Reading<number> {
  const text = typeof cell === 'string' ? plainText(cell).replaceAll(' ', '') : '';
  if (text.endsWith('%')) {
    const percent = readNumber(text.slice(0, -1));
    return 'value' in percent ? { value: shiftTwoPlaces(percent.value) } : percent;
  }
  const share = readNumber(cell);
  if ('value' in share && share.value > LARGEST_SHARE) {
    return { code: 'import.not-a-share', params: { value: cellText(cell), suggestion: `${share.value}%` } };
  }
  return share;
}

/** 95 → 0.95 exactly as a person would write it: dividing would give 0.07 for 7 but 0.5670000000000001 for 56.7. */
export function shiftTwoPlaces(percent: number): number {
  return Number(`${percent}e-2`);
}
