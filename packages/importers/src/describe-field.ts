import type { Language } from '@midstream/factory';
import type { Field, FieldKind, Sentence } from './catalogue/table.ts';
import { sentence } from './catalogue/table.ts';

const KINDS: Readonly<Record<FieldKind, Sentence>> = {
  text: sentence('Text', '文字', '文字'),
  localized: sentence(
    'Text; columns such as "Name (English)", "Name (繁體)", "Name (简体)" give it per language',
    '文字；可另加「名稱 (英文)」「名稱 (繁體)」「名稱 (简体)」等欄分語言填寫',
    '文字；可另加“名称 (英文)”“名称 (繁体)”“名称 (简体)”等列分语言填写',
  ),
  number: sentence('Number', '數字', '数字'),
  share: sentence('Share, e.g. 0.95 or 95%', '比率，例如 0.95 或 95%', '比率，例如 0.95 或 95%'),
  duration: sentence(
    'Time span: a number, or 1:30:00 (h:min:s), or with a unit, e.g. 1.5 h',
    '時長：數字，或 1:30:00（時:分:秒），或附單位，例如 1.5 小時',
    '时长：数字，或 1:30:00（时:分:秒），或附单位，例如 1.5 小时',
  ),
  boolean: sentence('yes or no', '是或否', '是或否'),
  date: sentence('Date, e.g. 2026-11-23', '日期，例如 2026-11-23', '日期，例如 2026-11-23'),
  moment: sentence(
    'Date or date and time, e.g. 2026-11-23 or 2026-11-23 08:30',
    '日期或日期時間，例如 2026-11-23 或 2026-11-23 08:30',
    '日期或日期时间，例如 2026-11-23 或 2026-11-23 08:30',
  ),
  clock: sentence('Time of day, 00:00 to 24:00', '時刻，00:00 至 24:00', '时刻，00:00 至 24:00'),
  weekday: sentence('Weekday', '星期', '星期'),
  weekdays: sentence('Weekdays, e.g. Mon-Fri or Mon, Wed', '星期，例如 週一至週五 或 週一、週三', '星期，例如 周一至周五 或 周一、周三'),
  list: sentence('Several separated by ;', '多項以 ; 分隔', '多项以 ; 分隔'),
  attributes: sentence(
    'name=value pairs separated by ;, e.g. mould=M12; colour=red',
    '屬性=值，以 ; 分隔，例如 模具=M12; 顏色=紅',
    '属性=值，以 ; 分隔，例如 模具=M12; 颜色=红',
  ),
  departures: sentence(
    'Days and times separated by ;, e.g. Mon-Fri 18:00; Sat 12:00',
    '星期和時刻，以 ; 分隔，例如 週一至週五 18:00; 週六 12:00',
    '星期和时刻，以 ; 分隔，例如 周一至周五 18:00; 周六 12:00',
  ),
  choice: sentence('One of the list', '從清單中選擇', '从列表中选择'),
  raw: sentence(
    'Time of day for a shift (08:30); date or date and time for an exception',
    '班次填時刻（08:30）；例外填日期或日期時間',
    '班次填时刻（08:30）；例外填日期或日期时间',
  ),
};

const UNITS: Readonly<Record<NonNullable<Field['unit']>, Sentence>> = {
  seconds: sentence('bare numbers are seconds', '純數字以秒計', '纯数字以秒计'),
  minutes: sentence('bare numbers are minutes', '純數字以分鐘計', '纯数字以分钟计'),
  hours: sentence('bare numbers are hours', '純數字以小時計', '纯数字以小时计'),
  days: sentence('bare numbers are days', '純數字以天計', '纯数字以天计'),
};

const REQUIRED = sentence('Required', '必填', '必填');
const STOPS: Readonly<Record<Language, string>> = { en: '. ', 'zh-Hant': '。', 'zh-Hans': '。' };

/** What may stand in a column, in a sentence or three. */
export function describeField(field: Field, language: Language): string {
  const parts = [
    field.required === true ? REQUIRED[language] : '',
    field.note?.[language].replace(/[.。]$/, '') ?? '',
    KINDS[field.kind][language],
    field.unit === undefined ? '' : UNITS[field.unit][language],
    rangeText(field),
  ];
  return parts.filter((part) => part !== '').join(STOPS[language]) + STOPS[language].trim();
}

function rangeText(field: Field): string {
  const { range } = field;
  if (range === undefined) return '';
  const parts = [
    range.above === undefined ? '' : `> ${range.above}`,
    range.min === undefined ? '' : `≥ ${range.min}`,
    range.max === undefined ? '' : `≤ ${range.max}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
