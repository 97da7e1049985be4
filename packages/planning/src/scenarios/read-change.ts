import type { CompleteFactory } from '@midstream/factory';
import { instantOf, nearestOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { ChangeField, FactoryChange } from './changes.ts';
import { CHANGE_FORMS } from './changes.ts';

const report = reporterOf(PLANNING_CODES);
const WEEKDAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
/** More of anything at once is a slip of the pen. */
const MOST_AT_ONCE = 1000;

/** Takes a change from outside: its kind and every field are checked, and the names in it looked up in the factory. */
export function readChange(factory: CompleteFactory, given: unknown): { change: FactoryChange | undefined; findings: readonly Finding[] } {
  const fields = typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
  const kind = typeof fields['kind'] === 'string' ? fields['kind'] : '';
  if (!Object.hasOwn(CHANGE_FORMS, kind)) {
    const known = Object.keys(CHANGE_FORMS).join(', ');
    return { change: undefined, findings: [report('plan.bad-change', { kind, field: 'kind', value: kind, known })] };
  }
  const form: Readonly<Record<string, ChangeField>> = CHANGE_FORMS[kind as FactoryChange['kind']];
  const findings = Object.entries(form).flatMap(([field, what]) => fieldFindings(factory, kind, field, what, fields[field]));
  if (findings.length > 0) return { change: undefined, findings };
  const kept = Object.fromEntries(Object.keys(form).map((field) => [field, fields[field]]));
  // Every field of the form of this kind has just been checked.
  return { change: { kind, ...kept } as FactoryChange, findings: [] };
}

function fieldFindings(factory: CompleteFactory, kind: string, field: string, what: ChangeField, value: unknown): Finding[] {
  const records = recordsOf(factory, what);
  if (records !== undefined) {
    const ids = records.map((each) => each.id);
    if (typeof value === 'string' && ids.includes(value)) return [];
    const id = String(value ?? '');
    return [report('plan.event-unknown', { kind, id, nearest: nearestOf(id, ids) })];
  }
  return isGood(what, value) ? [] : [report('plan.bad-change', { kind, field, value: String(value ?? ''), known: what })];
}

function recordsOf(factory: CompleteFactory, what: ChangeField): readonly { readonly id: string }[] | undefined {
  switch (what) {
    case 'machine':
      return factory.machines;
    case 'operator':
      return factory.operators;
    case 'order':
      return factory.orders;
    case 'product':
      return factory.products;
    case 'material':
      return factory.materials;
    case 'tool':
      return factory.tools;
    case 'site':
      return factory.sites;
    case 'calendar':
      return factory.calendars;
    case 'routing':
      return factory.routings;
    default:
      return undefined;
  }
}

function isGood(what: ChangeField, value: unknown): boolean {
  const number = typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
  switch (what) {
    case 'time':
      return typeof value === 'string' && instantOf(value, 'UTC') !== undefined;
    case 'clock':
      return typeof value === 'string' && CLOCK.test(value);
    case 'weekdays':
      return Array.isArray(value) && value.length > 0 && value.every((day) => WEEKDAYS.includes(String(day)));
    case 'positive':
      return number > 0;
    case 'count':
      return Number.isInteger(number) && number > 0 && number <= MOST_AT_ONCE;
    case 'price':
      return number >= 0;
    case 'boolean':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string' && value.trim() !== '';
  }
}
