import type { Language, Weekday } from '@midstream/factory';
import type { Reading } from './reading.ts';
import { wordKey } from './reading.ts';

export const WEEK: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const NAMES: Readonly<Record<Language, readonly string[]>> = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  'zh-Hant': ['週一', '週二', '週三', '週四', '週五', '週六', '週日'],
  'zh-Hans': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
};
const CHINESE_DIGITS = ['一', '二', '三', '四', '五', '六', '日'];
const GROUPS: readonly { readonly words: readonly string[]; readonly days: readonly number[] }[] = [
  { words: ['daily', 'everyday', 'all', '每天', '每日', '天天'], days: [0, 1, 2, 3, 4, 5, 6] },
  { words: ['weekdays', 'workdays', '平日'], days: [0, 1, 2, 3, 4] },
  { words: ['weekend', 'weekends', '週末', '周末'], days: [5, 6] },
];

function dayOf(word: string): number | undefined {
  const key = wordKey(word);
  const english = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].findIndex(
    (name) => key.length >= 2 && name.startsWith(key),
  );
  if (english !== -1) return english;
  const chinese = key.replace(/^(週|周|星期|禮拜|礼拜)/, '').replace('天', '日');
  const index = CHINESE_DIGITS.indexOf(chinese);
  return index === -1 ? undefined : index;
}

/** One weekday in any of the three languages. */
export function readWeekday(text: string): Reading<Weekday> {
  const day = WEEK[dayOf(text) ?? -1];
  return day === undefined ? { code: 'import.not-a-weekday', params: { value: text, word: text } } : { value: day };
}

/** `Mon-Fri`, `Mon, Wed`, `週一至週五`, `一二三`, `daily`; in the order written. */
export function readWeekdays(text: string): Reading<readonly Weekday[]> {
  const days: Weekday[] = [];
  const plain = text.normalize('NFKC').trim();
  for (const part of plain.split(/[;,、\s]+(?![-–至到~])/).filter((word) => word !== '')) {
    const found = daysOfPart(part);
    if (found === undefined) return { code: 'import.not-a-weekday', params: { value: text, word: part } };
    for (const day of found) days.push(WEEK[day] ?? 'mon');
  }
  return { value: days };
}

function daysOfPart(part: string): readonly number[] | undefined {
  const group = GROUPS.find(({ words }) => words.includes(wordKey(part)));
  if (group !== undefined) return group.days;
  const [from = '', to, ...more] = part.split(/[-–—~至到]+/);
  const first = dayOf(from);
  if (to === undefined) {
    if (first !== undefined) return [first];
    const run = [...part.replace(/^(週|周|星期|禮拜|礼拜)/, '')].map((character) => CHINESE_DIGITS.indexOf(character));
    return run.includes(-1) ? undefined : run;
  }
  const last = dayOf(to);
  if (first === undefined || last === undefined || more.length > 0) return undefined;
  const days = [first];
  for (let day = first; day !== last;) {
    day = (day + 1) % 7;
    days.push(day);
  }
  return days;
}

/** Runs of three and more are written as a range. */
export function writeWeekdays(days: readonly Weekday[], language: Language): string {
  const numbers = days.map((day) => WEEK.indexOf(day));
  const names = NAMES[language];
  const parts: string[] = [];
  for (let i = 0; i < numbers.length;) {
    const first = numbers[i] ?? 0;
    let length = 1;
    while (numbers[i + length] === first + length) length += 1;
    if (length >= 3) parts.push(`${names[first]}${language === 'en' ? '-' : '至'}${names[first + length - 1]}`);
    else for (let k = 0; k < length; k += 1) parts.push(names[first + k] ?? '');
    i += length;
  }
  return parts.join(language === 'en' ? ', ' : '、');
}

export function weekdayWord(day: Weekday, language: Language): string {
  return NAMES[language][WEEK.indexOf(day)] ?? day;
}
