import type { CauseItem } from '@midstream/planning';
import { hasWords, numberIn, translate } from '@midstream/words';
import type { PlanNames } from './plan-names.ts';

const MOST_ORDERS = 4;

/** What a share of an order's lead time went into, in words. */
export function causeSentence({ code, resource, orders }: CauseItem, book: PlanNames): string {
  const name = resource === undefined ? '' : nameOf(code, resource, book);
  const more = orders.length - MOST_ORDERS;
  const listed = orders.slice(0, MOST_ORDERS).join(book.comma) + (more > 0 ? ` +${numberIn(book.language, more)}` : '');
  const fuller = [...(orders.length > 0 ? [`explain.${code}-orders`] : []), ...(name === '' ? [] : [`explain.${code}-on`])];
  const key = fuller.find(hasWords) ?? `explain.${code}`;
  return translate(book.language, key, { resource: name, orders: listed });
}

function nameOf(code: CauseItem['code'], id: string, book: PlanNames): string {
  if (code === 'part') return [book.orderOf(id), book.stepOf(id)].filter((word) => word !== undefined).join(' ');
  if (code === 'material') return book.material(id);
  if (code === 'operator') return book.skill(id);
  if (code === 'tool') return book.tool(id);
  if (code === 'power') return book.site(id);
  if (code === 'transport') return id.split(' → ').map(book.site).join(' → ');
  return book.machine(id);
}
