import type { RecordKind } from '@midstream/factory';
import { recordId } from '@midstream/factory';
import type { Fix, FixMaker } from './fix.ts';
import type { RecordChange } from './repair.ts';
import { elementsOf } from './repair.ts';

/** Monday to Friday, as planning assumes where no calendar is given. */
export const DAY_SHIFTS = [
  { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '13:00' },
  { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '14:00', to: '18:00' },
];
const DAY_CALENDAR = { id: 'default-calendar', name: { en: 'Day shift', 'zh-Hant': '日班', 'zh-Hans': '日班' }, week: DAY_SHIFTS };

/** Fields whose default is a number anybody may know better. */
const NUMBERS = new Set([
  'sites.gridGramsPerKwh',
  'sites.energyPricePerKwh',
  'machines.efficiency',
  'machines.costPerHour',
  'operators.headcount',
  'operators.costPerHour',
  'tools.count',
  'materials.stock',
  'materials.leadTimeDays',
  'materials.costPerUnit',
  'materials.gramsCo2ePerUnit',
  'orders.priority',
]);
const SETTINGS = new Set(['currency', 'timeZone', 'frozenFenceHours', 'allowOvertime']);

/** What was assumed is written down, so that it is known rather than guessed; a number may be set right on the way. */
export const fixDefault: FixMaker = (finding, draft) => {
  const what = String(finding.params.what);
  const value = String(finding.params.value);
  const count = Number(finding.params.count);
  if (SETTINGS.has(what)) return settingFix(what, value);
  if (what === 'gridGramsPerKwh' || what === 'energyPricePerKwh') return fieldFix(draft, 'sites', what, value, count);
  const [of, field] = what.split('.');
  if (field !== undefined) return fieldFix(draft, `${of}s` as RecordKind, field, value, count);
  return impliedFix(what, value, draft);
};

function settingFix(field: string, value: string): Fix {
  const says = { says: 'web.fix-write-down', params: { value } };
  if (field === 'frozenFenceHours')
    return {
      says: 'web.fix-set',
      params: {},
      asks: { kind: 'number', field, suggested: Number(value) },
      repair: (answer) => ({ records: [], settings: { [field]: Number(answer) } }),
    };
  return { ...says, repair: () => ({ records: [], settings: { [field]: field === 'allowOvertime' ? value === 'true' : value } }) };
}

type Draft = Parameters<FixMaker>[1];

function fieldFix(draft: Draft, kind: RecordKind, field: string, value: string, count: number): Fix | undefined {
  const everywhere = (set: unknown): RecordChange[] =>
    elementsOf(draft, kind)
      .filter((element) => element[field] === undefined)
      .map((element) => ({ kind, id: recordId(kind, element), data: { ...element, [field]: set } }));
  if (NUMBERS.has(`${kind}.${field}`))
    return {
      says: 'web.fix-set-all',
      params: { count },
      asks: { kind: 'number', field, suggested: Number(value) },
      repair: (answer) => ({ records: everywhere(Number(answer)) }),
    };
  if (field === 'power')
    return {
      says: 'web.fix-set-all',
      params: { count },
      asks: { kind: 'number', field: 'runKw', suggested: 0 },
      repair: (answer) => ({ records: everywhere({ runKw: Number(answer) }) }),
    };
  if (field === 'capacity')
    return { says: 'web.fix-write-down', params: { value }, repair: () => ({ records: everywhere({ kind: value }) }) };
  if (field === 'status') return { says: 'web.fix-write-down', params: { value }, repair: () => ({ records: everywhere(value) }) };
  return field === 'calendar' ? calendarFix(draft, everywhere, count) : undefined;
}

function calendarFix(draft: Draft, everywhere: (set: unknown) => RecordChange[], count: number): Fix {
  const options = (draft.calendars ?? []).map((calendar) => calendar.id);
  const first = options[0];
  if (first !== undefined)
    return {
      says: 'web.fix-set-all',
      params: { count },
      asks: { kind: 'choice', field: 'calendar', suggested: first, options },
      repair: (answer) => ({ records: everywhere(answer) }),
    };
  return {
    says: 'web.fix-make-calendar',
    params: {},
    repair: () => ({ records: [{ kind: 'calendars', id: DAY_CALENDAR.id, data: DAY_CALENDAR }, ...everywhere(DAY_CALENDAR.id)] }),
  };
}

/** Lists that follow from others are written out: work centres of the machines, products of the routings, a first site and area. */
function impliedFix(what: string, value: string, draft: Draft): Fix | undefined {
  const make = (kind: RecordKind, elements: readonly { readonly id: string }[]): Fix => ({
    says: 'web.fix-make-list',
    params: { count: elements.length },
    repair: () => ({ records: elements.map((data) => ({ kind, id: data.id, data: { ...data } })) }),
  });
  const currency = draft.currency ?? 'HKD';
  if (what === 'sites') return make('sites', [{ id: value, timeZone: draft.timeZone ?? 'Asia/Hong_Kong', currency } as { id: string }]);
  if (what === 'areas') return make('areas', [{ id: value, site: draft.sites?.[0]?.id ?? 'site' } as { id: string }]);
  const area = draft.areas?.[0]?.id ?? 'area';
  const centres = [...new Set((draft.machines ?? []).map((machine) => machine.workCentre))];
  if (what === 'workCentres')
    return make(
      'workCentres',
      centres.map((id) => ({ id, area }) as { id: string }),
    );
  const products = [...new Set((draft.routings ?? []).map((routing) => routing.product))];
  return what === 'products'
    ? make(
        'products',
        products.map((id) => ({ id })),
      )
    : undefined;
}
