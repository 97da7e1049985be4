import { sayBinding } from './bindings-in-words.ts';
import { sayLateness } from './detail-panel.ts';
import { element } from './element.ts';
import { nameOf, say, sayMoment, sayNumber, saySpan } from './in-words.ts';
import type { PageState } from './state.ts';

/** The short form of an operation beside the pointer; the whole is one click away. */
export function drawTooltip(state: PageState, tip: HTMLElement, operation: number, x: number, y: number): void {
  tip.hidden = operation < 0;
  if (operation < 0) return;
  const { data, speech } = state;
  const { operations } = data;
  const order = data.orders[operations.order[operation] ?? -1];
  const machine = data.machines[operations.machine[operation] ?? -1];
  if (order === undefined || machine === undefined) return;
  const zone = data.sites[machine.site]?.zone ?? data.zone;
  const clock = (seconds: number): string => sayMoment(speech, data.origin + seconds, zone);
  const product = data.products[order.product];
  const setup = operations.setupMinutes[operation] ?? 0;
  const times = `${clock(operations.start[operation] ?? 0)} – ${clock(operations.end[operation] ?? 0)}`;
  const work = `${saySpan(speech, operations.runMinutes[operation] ?? 0)}${setup > 0 ? ` + ${say(speech, 'field.setup')} ${saySpan(speech, setup)}` : ''}`;
  tip.replaceChildren(
    element('strong', {}, `${order.id} · ${product === undefined ? '' : nameOf(speech, product.name)}`),
    element(
      'span',
      {},
      `${nameOf(speech, data.names[operations.name[operation] ?? -1] ?? '')} × ${sayNumber(speech, operations.quantity[operation] ?? 0)} · ${nameOf(speech, machine.name)}`,
    ),
    element('span', {}, times),
    element('span', {}, work),
    element('span', (order.lateness ?? 0) > 0 ? { 'data-tone': 'late' } : {}, sayLateness(state, order.lateness)),
    element('span', { class: 'quiet' }, sayBinding(state, operations.binding[operation] ?? ['choice', {}], machine.site)),
  );
  const room = tip.parentElement?.getBoundingClientRect();
  if (room === undefined) return;
  const size = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(x + 16, room.width - size.width - 8))}px`;
  tip.style.top = `${Math.max(4, y + size.height + 70 > room.height ? y - size.height + 28 : y + 64)}px`;
}
