import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import type { Calendar } from '../calendars/calendar.ts';
import { FACTORY_CODES } from './codes.ts';
import type { CompleteFactory } from './complete-factory.ts';
import type { Factory, FactoryDraft } from './factory.ts';

const report = reporterOf(FACTORY_CODES);

/** What a draft is completed with. Every one that is used is reported. */
const DEFAULTS = {
  currency: 'HKD',
  timeZone: 'Asia/Hong_Kong',
  gridGramsPerKwh: 500,
  leadTimeDays: 14,
  priority: 1,
  frozenFenceHours: 0,
} as const;

/** Monday to Friday 09:00–13:00 and 14:00–18:00. */
const DEFAULT_CALENDAR: Calendar = {
  id: 'default-calendar',
  name: { en: 'Assumed day shift', 'zh-Hant': '假設日班', 'zh-Hans': '假设日班' },
  week: [
    { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '13:00' },
    { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '14:00', to: '18:00' },
  ],
};

/** Counts how often a default was used, so that 5,000 orders give one line. */
class DefaultsUsed {
  readonly #used = new Map<string, { what: string; value: string; count: number; example: string }>();

  /** The value given, or the default, noted under `what` with the first thing that needed it. */
  or<T>(given: T | undefined, fallback: T, what: string, example: string, shown: string = String(fallback)): T {
    if (given !== undefined) return given;
    const known = this.#used.get(`${what}|${shown}`);
    if (known === undefined) this.#used.set(`${what}|${shown}`, { what, value: shown, count: 1, example });
    else known.count++;
    return fallback;
  }

  findings(): Finding[] {
    return [...this.#used.values()].map((each) => report('factory.default-applied', each));
  }
}

/** Fills every gap of a draft whose shape is right; `today` (YYYY-MM-DD) starts the plan where the draft does not say. */
export function applyDefaults(
  draft: FactoryDraft,
  today: string | undefined,
): { factory: Omit<CompleteFactory, 'orders'> & Pick<Factory, 'orders'>; findings: Finding[] } {
  const used = new DefaultsUsed();
  const currency = used.or(draft.currency, DEFAULTS.currency, 'currency', 'factory');
  const timeZone = used.or(draft.timeZone, draft.sites?.[0]?.timeZone ?? DEFAULTS.timeZone, 'timeZone', 'factory');
  const sites = used.or(nonEmpty(draft.sites), [{ id: 'site', timeZone, currency }], 'sites', 'factory', 'site');
  const areas = used.or(nonEmpty(draft.areas), [{ id: 'area', site: sites[0]?.id ?? 'site' }], 'areas', 'factory', 'area');
  const area = areas[0]?.id ?? 'area';
  const machines = draft.machines ?? [];
  const centres = nonEmpty(draft.workCentres) ?? [...new Set(machines.map((machine) => machine.workCentre))].map((id) => ({ id, area }));
  const workCentres = used.or(
    nonEmpty(draft.workCentres),
    centres,
    'workCentres',
    'factory',
    centres.map((centre) => centre.id).join(', '),
  );
  const calendars = [...(draft.calendars ?? [])];
  const fallbackCalendar = calendars[0]?.id ?? DEFAULT_CALENDAR.id;
  const needsCalendar = [...machines, ...(draft.operators ?? [])].some((each) => each.calendar === undefined);
  if (calendars.length === 0 && needsCalendar) calendars.push(DEFAULT_CALENDAR);
  const rates = draft.exchangeRates ?? {};
  const complete = {
    format: 'midstream-factory' as const,
    version: 1 as const,
    name: used.or(draft.name, 'Factory', 'name', 'factory'),
    ...(draft.description === undefined ? {} : { description: draft.description }),
    currency,
    timeZone,
    planningStart: used.or(draft.planningStart, today ?? firstRelease(draft) ?? '2026-01-01', 'planningStart', 'factory'),
    exchangeRates: rates,
    frozenFenceHours: used.or(draft.frozenFenceHours, DEFAULTS.frozenFenceHours, 'frozenFenceHours', 'factory'),
    allowOvertime: used.or(draft.allowOvertime, true, 'allowOvertime', 'factory'),
    sites: sites.map((site) => ({
      ...site,
      gridGramsPerKwh: used.or(site.gridGramsPerKwh, DEFAULTS.gridGramsPerKwh, 'gridGramsPerKwh', site.id),
      energyPricePerKwh: used.or(site.energyPricePerKwh, 0, 'energyPricePerKwh', site.id),
    })),
    lanes: draft.lanes ?? [],
    areas,
    workCentres,
    machines: machines.map((machine) => ({
      ...machine,
      calendar: used.or(machine.calendar, fallbackCalendar, 'machine.calendar', machine.id),
      efficiency: used.or(machine.efficiency, 1, 'machine.efficiency', machine.id),
      costPerHour: used.or(machine.costPerHour, 0, 'machine.costPerHour', machine.id),
      power: used.or(machine.power, {}, 'machine.power', machine.id, '0 kW'),
      capacity: used.or(machine.capacity, { kind: 'single' as const }, 'machine.capacity', machine.id, 'single'),
    })),
    calendars,
    changeovers: draft.changeovers ?? [],
    skills: draft.skills ?? impliedSkills(draft),
    operators: (draft.operators ?? []).map((operator) => ({
      ...operator,
      calendar: used.or(operator.calendar, fallbackCalendar, 'operator.calendar', operator.id),
      headcount: used.or(operator.headcount, 1, 'operator.headcount', operator.id),
      costPerHour: used.or(operator.costPerHour, 0, 'operator.costPerHour', operator.id),
    })),
    tools: (draft.tools ?? []).map((tool) => ({ ...tool, count: used.or(tool.count, 1, 'tool.count', tool.id) })),
    materials: (draft.materials ?? []).map((material) => ({
      ...material,
      stock: used.or(material.stock, 0, 'material.stock', material.id),
      leadTimeDays: used.or(material.leadTimeDays, DEFAULTS.leadTimeDays, 'material.leadTimeDays', material.id),
      costPerUnit: used.or(material.costPerUnit, 0, 'material.costPerUnit', material.id),
      gramsCo2ePerUnit: used.or(material.gramsCo2ePerUnit, 0, 'material.gramsCo2ePerUnit', material.id),
    })),
    products: used.or(draft.products, impliedProducts(draft), 'products', 'factory', 'those-of-the-routings'),
    routings: draft.routings ?? [],
    orders: (draft.orders ?? []).map((order) => ({
      ...order,
      priority: used.or(order.priority, DEFAULTS.priority, 'order.priority', order.id),
      status: used.or(order.status, 'approved' as const, 'order.status', order.id),
    })),
  };
  for (const order of complete.orders) used.or(order.due, undefined, 'order.due', order.id, 'as-soon-as-possible');
  return { factory: complete, findings: used.findings() };
}

function nonEmpty<T>(values: readonly T[] | undefined): readonly T[] | undefined {
  return values !== undefined && values.length > 0 ? values : undefined;
}

/** Without a list of skills, those that people are said to have. */
function impliedSkills(draft: FactoryDraft): { id: string }[] {
  return [...new Set((draft.operators ?? []).flatMap((operator) => operator.skills))].map((id) => ({ id }));
}

/** Without a list of products, those that routings make. */
function impliedProducts(draft: FactoryDraft): { id: string }[] {
  return [...new Set((draft.routings ?? []).map((routing) => routing.product))].map((id) => ({ id }));
}

function firstRelease(draft: FactoryDraft): string | undefined {
  return (draft.orders ?? [])
    .map((order) => order.release)
    .filter((release) => release !== undefined)
    .sort()[0];
}
