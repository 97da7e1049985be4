import type { Cell } from '../sheets/sheet.ts';
import { cellText } from '../sheets/sheet.ts';
import type { Reading } from './reading.ts';
import { plainText } from './reading.ts';

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
