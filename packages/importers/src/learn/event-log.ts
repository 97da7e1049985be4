import type { Finding, Place } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { LEARN_CODES } from './codes.ts';
import type { Interval } from './intervals.ts';
import type { Column } from './log-columns.ts';
import { recogniseColumns } from './log-columns.ts';
import type { LogTable } from './log-table.ts';

const report = reporterOf(LEARN_CODES);

/** One report of the log: somebody or something worked on an order at a resource from start to end. */
export interface LogEvent extends Interval {
  readonly order: string;
  /** What was done, without the machine's name in it. */
  readonly operation: string;
  /** The activity exactly as logged. */
  readonly activity: string;
  readonly resource: string;
  readonly product: string;
  readonly orderQuantity: number | undefined;
  readonly completed: number;
  readonly rejected: number;
  readonly worker: string;
  readonly kind: 'run' | 'setup' | 'breakdown';
  /** Marked as rework by the log, or named so. */
  readonly rework: 'marked' | 'named' | 'no';
  readonly row: number;
}

export interface EventLog {
  readonly events: readonly LogEvent[];
  readonly findings: readonly Finding[];
  /** Whether the log tells setup from production. */
  readonly hasKinds: boolean;
}

/** Reads a table as an event log. Rows that cannot be read are reported and left out; durations always come from the two stamps. */
export function readEventLog(table: LogTable): EventLog {
  const { columns, findings } = recogniseColumns(table);
  if (columns === undefined) return { events: [], findings, hasKinds: false };
  const cell = (row: readonly string[], column: Column): string => {
    const at = columns.get(column);
    return at === undefined ? '' : (row[at] ?? '').trim();
  };
  const trouble: Finding[] = [...findings];
  const events: LogEvent[] = [];
  let zeroLength = 0;
  table.rows.forEach((row, index) => {
    const number = table.firstRow + index;
    if (row.every((value) => value.trim() === '')) return;
    const place = (column: Column): Place => ({
      file: table.file,
      ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
      row: number,
      column: table.header[columns.get(column) ?? 0] ?? '',
      value: cell(row, column),
    });
    const start = parseStamp(cell(row, 'start'));
    const end = parseStamp(cell(row, 'end'));
    if (start === undefined) trouble.push(report('learn.bad-time', { value: cell(row, 'start') }, place('start')));
    if (end === undefined) trouble.push(report('learn.bad-time', { value: cell(row, 'end') }, place('end')));
    if (start === undefined || end === undefined) return;
    if (end < start) {
      trouble.push(report('learn.ends-before-start', { start: cell(row, 'start'), end: cell(row, 'end') }, place('end')));
      return;
    }
    const order = cell(row, 'order');
    const activity = cell(row, 'operation').replace(/\s+/g, ' ');
    const resource = cell(row, 'resource').replace(/\s+/g, ' ');
    if (order === '' || (activity === '' && resource === '')) {
      trouble.push(report('learn.missing-cell', { column: order === '' ? 'order' : 'operation' }, place('order')));
      return;
    }
    if (end === start) zeroLength++;
    events.push(eventOf((column) => cell(row, column), { activity, resource, start, end, row: number }));
  });
  if (zeroLength > 0) trouble.push(report('learn.zero-length', { count: zeroLength }, { file: table.file }));
  return { events, findings: trouble, hasKinds: columns.has('kind') };
}

function eventOf(cell: (column: Column) => string, known: Pick<LogEvent, 'activity' | 'resource' | 'start' | 'end' | 'row'>): LogEvent {
  const { activity, resource } = known;
  const setupInName = /^set-?up\b/i.test(activity);
  return {
    ...known,
    order: cell('order'),
    operation: operationName(activity, resource) || resource,
    resource: resource || activity,
    product: cell('product') || cell('order'),
    orderQuantity: parseCount(cell('orderQuantity')),
    completed: parseCount(cell('completed')) ?? 0,
    rejected: parseCount(cell('rejected')) ?? 0,
    worker: cell('worker'),
    kind: setupInName ? 'setup' : kindOf(cell('kind')),
    rework: reworkOf(cell('rework'), activity),
  };
}

/** `2012/01/29 23:24:00.000`, ISO, or `DD.MM.YYYY HH:MM`; read on the log's own clock (as if UTC). Seconds, or undefined. */
export function parseStamp(text: string): number | undefined {
  const match =
    /^(?<y>\d{4})[-/.年](?<m>\d{1,2})[-/.月](?<d>\d{1,2})日?(?:[ T]+(?<h>\d{1,2}):(?<i>\d{2})(?::(?<s>\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
      text,
    )?.groups ?? /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})(?:[ T]+(?<h>\d{1,2}):(?<i>\d{2})(?::(?<s>\d{2}))?)?$/.exec(text)?.groups;
  if (match === undefined) return undefined;
  const part = (name: string): number => Number(match[name] ?? 0);
  const stamp = Date.UTC(part('y'), part('m') - 1, part('d'), part('h'), part('i'), part('s'));
  const back = new Date(stamp);
  const real = back.getUTCMonth() === part('m') - 1 && back.getUTCDate() === part('d') && part('h') < 24 && part('i') < 60;
  return real ? stamp / 1000 : undefined;
}

function parseCount(text: string): number | undefined {
  if (text === '') return undefined;
  const value = Number(text.replaceAll(',', ''));
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

function kindOf(text: string): LogEvent['kind'] {
  if (/^(s|setup|set-up|changeover|換模|换模|調機|调机)$/i.test(text)) return 'setup';
  if (/^(b|breakdown|down|alarm|故障|停機|停机)$/i.test(text)) return 'breakdown';
  return 'run';
}

function reworkOf(flag: string, activity: string): LogEvent['rework'] {
  if (/^(y|yes|true|1|x|是)$/i.test(flag)) return 'marked';
  return /rework|返工/i.test(activity) ? 'named' : 'no';
}

/** "Turning & Milling - Machine 4" at "Machine 4 - Turning & Milling" is the operation "Turning & Milling". */
export function operationName(activity: string, resource: string): string {
  let name = activity.replace(/^set-?up\b[\s:-]*/i, '');
  const numbered = /(machine|mc|line|cell|station|機|机|機台|机台|線|线)\s*#?\s*\d+\w*/gi;
  const inResource = new Set((resource.match(numbered) ?? []).map((label) => label.toLowerCase().replace(/\s/g, '')));
  name = name.replace(numbered, (label) => {
    const known = inResource.has(label.toLowerCase().replace(/\s/g, ''));
    // A log may name another machine of the class in the activity than the resource it books on; both are machines, not steps.
    return known || inResource.size > 0 ? '' : label;
  });
  return name
    .replace(/\s*-\s*$/, '')
    .replace(/^\s*-\s*/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
