import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';

const report = reporterOf(PLANNING_CODES);

/** Something that happened after a plan was published. Times are local: to the machine's or operator's site, else to the factory. */
export type FactoryEvent =
  | { readonly kind: 'breakdown'; readonly machine: string; readonly from: string; readonly to: string }
  | { readonly kind: 'absence'; readonly operator: string; readonly from: string; readonly to: string }
  | {
      readonly kind: 'rush-order';
      readonly order: string;
      readonly product: string;
      readonly quantity: number;
      readonly due?: string;
      readonly priority?: number;
    }
  /** A material's receipts, or an order's release, come no earlier than `until`. */
  | { readonly kind: 'delay'; readonly subject: string; readonly until: string }
  | { readonly kind: 'cancel'; readonly order: string }
  | { readonly kind: 'quantity-change'; readonly order: string; readonly quantity: number };

const TIME = String.raw`(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?)`;
const NAME = '([^:]+)';
const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
/** How each event is written, for help and for the advice of a finding. */
export const EVENT_FORMS: readonly string[] = [
  'breakdown:MACHINE:FROM:TO',
  'absence:OPERATOR:FROM:TO',
  'rush-order:ORDER:PRODUCT:QUANTITY[:DUE[:PRIORITY]]',
  'delay:MATERIAL-OR-ORDER:UNTIL',
  'cancel:ORDER',
  'quantity-change:ORDER:QUANTITY',
];

const READERS: readonly { readonly form: RegExp; readonly read: (parts: readonly (string | undefined)[]) => FactoryEvent }[] = [
  {
    form: new RegExp(`^breakdown:${NAME}:${TIME}:${TIME}$`),
    read: ([, machine = '', from = '', to = '']) => ({ kind: 'breakdown', machine, from, to }),
  },
  {
    form: new RegExp(`^absence:${NAME}:${TIME}:${TIME}$`),
    read: ([, operator = '', from = '', to = '']) => ({ kind: 'absence', operator, from, to }),
  },
  {
    form: new RegExp(`^rush-order:${NAME}:${NAME}:${NUMBER}(?::${TIME})?(?::${NUMBER})?$`),
    read: ([, order = '', product = '', quantity, due, priority]) => ({
      kind: 'rush-order',
      order,
      product,
      quantity: Number(quantity),
      ...(due === undefined ? {} : { due }),
      ...(priority === undefined ? {} : { priority: Number(priority) }),
    }),
  },
  { form: new RegExp(`^delay:${NAME}:${TIME}$`), read: ([, subject = '', until = '']) => ({ kind: 'delay', subject, until }) },
  { form: new RegExp(`^cancel:${NAME}$`), read: ([, order = '']) => ({ kind: 'cancel', order }) },
  {
    form: new RegExp(`^quantity-change:${NAME}:${NUMBER}$`),
    read: ([, order = '', quantity]) => ({ kind: 'quantity-change', order, quantity: Number(quantity) }),
  },
];

/** Reads one of EVENT_FORMS, e.g. `breakdown:M1:2026-11-24T08:00:2026-11-25T12:00`. Names may not contain colons. */
export function parseEvent(text: string): { event: FactoryEvent | undefined; findings: readonly Finding[] } {
  for (const { form, read } of READERS) {
    const parts = form.exec(text.trim());
    if (parts === null) continue;
    const event = read(parts);
    // A span that ends before it begins would pass for nothing having happened.
    if ('from' in event && event.to <= event.from) break;
    return { event, findings: [] };
  }
  return { event: undefined, findings: [report('plan.bad-event', { text, known: EVENT_FORMS.join(', ') })] };
}
