import type { PlanEvent } from '../replan/events.ts';

/** A change a what-if makes to a factory. Times as in the factory document, local to the site concerned. */
export type FactoryChange =
  | PlanEvent
  /** `count` more machines like this one, wherever its routings name it. */
  | { readonly kind: 'machine-more'; readonly machine: string; readonly count: number }
  | { readonly kind: 'machine-less'; readonly machine: string }
  | { readonly kind: 'machine-faster'; readonly machine: string; readonly efficiency: number }
  | {
      readonly kind: 'shift-more';
      readonly calendar: string;
      readonly weekdays: readonly string[];
      readonly from: string;
      readonly to: string;
    }
  /** Takes the weekly hours that begin at `from` off these weekdays. */
  | { readonly kind: 'shift-less'; readonly calendar: string; readonly weekdays: readonly string[]; readonly from: string }
  | {
      readonly kind: 'overtime-offered';
      readonly calendar: string;
      readonly weekdays: readonly string[];
      readonly from: string;
      readonly to: string;
      readonly extraCostPerHour: number;
    }
  | { readonly kind: 'overtime-allowed'; readonly allowed: boolean }
  | { readonly kind: 'site-closed'; readonly site: string; readonly from: string; readonly to: string }
  /** Usual electricity price of a site, in its currency; periods of a tariff go with it. */
  | { readonly kind: 'tariff'; readonly site: string; readonly pricePerKwh: number }
  | { readonly kind: 'power-limit'; readonly site: string; readonly kw: number }
  | { readonly kind: 'people'; readonly operator: string; readonly headcount: number }
  | { readonly kind: 'tool-more'; readonly tool: string; readonly count: number }
  | { readonly kind: 'receipt'; readonly material: string; readonly at: string; readonly quantity: number }
  | { readonly kind: 'priority'; readonly order: string; readonly priority: number }
  /** What was to come later comes at this time; what must be bought anew can be had by then. */
  | { readonly kind: 'expedite'; readonly material: string; readonly at: string }
  /** The order is made by another routing, e.g. one that buys a step outside. */
  | { readonly kind: 'reroute'; readonly order: string; readonly routing: string }
  /** One operation of this order is divided into lots that may run side by side. */
  | { readonly kind: 'split-order'; readonly order: string; readonly operation: string; readonly lots: number };

/** What a field of a change holds: the id of a record, or a value. */
export type ChangeField =
  | 'machine'
  | 'operator'
  | 'order'
  | 'product'
  | 'material'
  | 'tool'
  | 'site'
  | 'calendar'
  | 'routing'
  | 'time'
  | 'clock'
  | 'weekdays'
  | 'positive'
  | 'count'
  | 'price'
  | 'boolean'
  | 'text';

/** Every kind of change with its fields: what a form asks for, and what is checked before a change is applied. */
export const CHANGE_FORMS = {
  breakdown: { machine: 'machine', from: 'time', to: 'time' },
  absence: { operator: 'operator', from: 'time', to: 'time' },
  'rush-order': { order: 'text', product: 'product', quantity: 'positive', due: 'time' },
  'material-delay': { material: 'material', until: 'time' },
  'order-delay': { order: 'order', until: 'time' },
  'due-change': { order: 'order', due: 'time' },
  cancel: { order: 'order' },
  quantity: { order: 'order', quantity: 'positive' },
  'machine-more': { machine: 'machine', count: 'count' },
  'machine-less': { machine: 'machine' },
  'machine-faster': { machine: 'machine', efficiency: 'positive' },
  'shift-more': { calendar: 'calendar', weekdays: 'weekdays', from: 'clock', to: 'clock' },
  'shift-less': { calendar: 'calendar', weekdays: 'weekdays', from: 'clock' },
  'overtime-offered': { calendar: 'calendar', weekdays: 'weekdays', from: 'clock', to: 'clock', extraCostPerHour: 'price' },
  'overtime-allowed': { allowed: 'boolean' },
  'site-closed': { site: 'site', from: 'time', to: 'time' },
  tariff: { site: 'site', pricePerKwh: 'price' },
  'power-limit': { site: 'site', kw: 'positive' },
  people: { operator: 'operator', headcount: 'count' },
  'tool-more': { tool: 'tool', count: 'count' },
  receipt: { material: 'material', at: 'time', quantity: 'positive' },
  priority: { order: 'order', priority: 'positive' },
  expedite: { material: 'material', at: 'time' },
  reroute: { order: 'order', routing: 'routing' },
  'split-order': { order: 'order', operation: 'text', lots: 'count' },
} as const satisfies { readonly [K in FactoryChange['kind']]: Readonly<Record<string, ChangeField>> };
