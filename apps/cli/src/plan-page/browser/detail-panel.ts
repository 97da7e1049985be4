import { sayBinding } from './bindings-in-words.ts';
import { element } from './element.ts';
import { nameOf, say, sayCarbon, sayDeadline, sayMoment, sayMoney, sayNumber, saySpan } from './in-words.ts';
import type { PageState } from './state.ts';

/** Everything about the selected operation and its order. `select` is called when another operation is chosen in it. */
export function drawDetail(state: PageState, into: HTMLElement, select: (operation: number) => void, close: () => void): void {
  const operation = state.selected;
  into.hidden = operation < 0;
  if (operation < 0) {
    into.replaceChildren();
    return;
  }
  const { speech } = state;
  const button = element('button', { class: 'close', type: 'button', 'aria-label': say(speech, 'page.close') }, '×');
  button.addEventListener('click', close);
  into.replaceChildren(button, orderHead(state, operation), datesOf(state, operation), operationFacts(state, operation));
  into.append(holds(state, operation), splits(state, operation), chainOf(state, operation, select), siblings(state, operation, select));
  into.scrollTop = 0;
}

const orderOf = (state: PageState, operation: number) => {
  const order = state.data.orders[state.data.operations.order[operation] ?? -1];
  if (order === undefined) throw new Error('an operation belongs to an order');
  return order;
};
const siteOf = (state: PageState, operation: number): number =>
  state.data.machines[state.data.operations.machine[operation] ?? -1]?.site ?? -1;

/** A moment on the clock of the operation's own site. */
function momentAt(state: PageState, seconds: number, site: number): string {
  return sayMoment(state.speech, state.data.origin + seconds, state.data.sites[site]?.zone ?? state.data.zone);
}

/** Lateness of an order in words, and whether it is late. */
export function sayLateness(state: PageState, lateness: number | null): string {
  if (lateness === null) return say(state.speech, 'page.no-due');
  if (Math.abs(lateness) < 1) return say(state.speech, 'page.on-time-exact');
  return say(state.speech, lateness > 0 ? 'page.late-by' : 'page.early-by', { span: saySpan(state.speech, lateness) });
}

function orderHead(state: PageState, operation: number): HTMLElement {
  const { data, speech } = state;
  const order = orderOf(state, operation);
  const product = data.products[order.product];
  const tone = (order.lateness ?? 0) > 0 ? 'late' : 'good';
  return element(
    'header',
    {},
    element('h2', {}, order.id),
    element('span', { class: 'badge', 'data-tone': tone }, sayLateness(state, order.lateness)),
    element('p', { class: 'lead' }, `${product === undefined ? '' : nameOf(speech, product.name)} × ${sayNumber(speech, order.quantity)}`),
    element(
      'p',
      { class: 'quiet' },
      [
        order.customer,
        say(speech, `status.${order.status}`),
        order.dependentOf === '' ? '' : say(speech, 'page.made-for', { order: order.dependentOf }),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
  );
}

function datesOf(state: PageState, operation: number): HTMLElement {
  const order = orderOf(state, operation);
  const { speech, data } = state;
  const date = (key: string, seconds: number | null, isLate: boolean, write = sayMoment): HTMLElement =>
    element(
      'div',
      isLate ? { 'data-tone': 'late' } : {},
      element('dt', {}, say(speech, key)),
      element('dd', {}, seconds === null ? '—' : write(speech, data.origin + seconds, data.zone)),
    );
  const isLate = (order.lateness ?? 0) > 0;
  return element(
    'dl',
    { class: 'dates' },
    date('field.need-by', order.needBy, false, sayDeadline),
    date('field.projected', order.projected, isLate),
  );
}

function operationFacts(state: PageState, operation: number): HTMLElement {
  const { data, speech } = state;
  const { operations } = data;
  const site = siteOf(state, operation);
  const names = (list: readonly number[]): string =>
    list.map((index) => nameOf(speech, data.names[index] ?? '')).join(say(speech, 'list.separator'));
  const list = element('dl', { class: 'facts' });
  const fact = (key: string, value: string): void => {
    if (value !== '') list.append(element('dt', {}, say(speech, key)), element('dd', {}, value));
  };
  const machine = data.machines[operations.machine[operation] ?? -1];
  const setup = operations.setupMinutes[operation] ?? 0;
  const materials = operations.materials[operation] ?? [];
  fact('field.machine', machine === undefined ? '' : nameOf(speech, machine.name));
  if (setup > 0) fact('field.setup', `${momentAt(state, operations.setupStart[operation] ?? 0, site)} (${saySpan(speech, setup)})`);
  fact('field.start', momentAt(state, operations.start[operation] ?? 0, site));
  fact('field.end', `${momentAt(state, operations.end[operation] ?? 0, site)} (${saySpan(speech, operations.runMinutes[operation] ?? 0)})`);
  fact('field.quantity', sayNumber(speech, operations.quantity[operation] ?? 0));
  const overtime = operations.overtimeMinutes[operation] ?? 0;
  if (overtime > 0) fact('field.overtime', saySpan(speech, overtime));
  fact('field.operators', names(operations.people[operation] ?? []));
  fact('field.tools', names(operations.tools[operation] ?? []));
  const used: string[] = [];
  for (let i = 0; i + 1 < materials.length; i += 2) {
    used.push(`${nameOf(speech, data.names[materials[i] ?? 0] ?? '')} ${sayNumber(speech, materials[i + 1] ?? 0)}`);
  }
  fact('field.materials', used.join(say(speech, 'list.separator')));
  const batch = operations.batch[operation] ?? -1;
  if (batch >= 0) fact('field.batch', nameOf(speech, data.names[batch] ?? ''));
  const changeover = operations.changeover[operation] ?? null;
  if (changeover !== null) fact('field.changeover', `${changeover[1] || say(speech, 'page.nothing-before')} → ${changeover[2]}`);
  fact('field.slack', saySpan(speech, Math.max(0, operations.slackMinutes[operation] ?? 0)));
  fact('field.state', say(speech, `state.${['planned', 'locked', 'started'][operations.state[operation] ?? 0] ?? 'planned'}`));
  const title = nameOf(speech, data.names[operations.name[operation] ?? -1] ?? '');
  const lot = operations.lot[operation] ?? 0;
  return element('section', {}, element('h3', {}, lot > 0 ? `${title} #${lot}` : title), list);
}

function holds(state: PageState, operation: number): HTMLElement {
  const binding = state.data.operations.binding[operation] ?? ['choice', {}];
  return element(
    'section',
    {},
    element('h3', {}, say(state.speech, 'field.cause')),
    element('p', { class: 'cause' }, sayBinding(state, binding, siteOf(state, operation))),
  );
}

/** Cost and carbon of the operation beside those of its order. */
function splits(state: PageState, operation: number): HTMLElement {
  const { data, speech } = state;
  const order = orderOf(state, operation);
  const table = element('table', { class: 'splits' });
  const head = element('tr', {}, element('td', {}), element('th', { scope: 'col' }, say(speech, 'field.operation')));
  head.append(element('th', { scope: 'col' }, say(speech, 'field.order')));
  table.append(element('thead', {}, head));
  const body = element('tbody');
  const rows = (
    title: string,
    parts: readonly string[],
    mine: readonly number[],
    whole: readonly number[],
    write: (value: number) => string,
  ) => {
    const total = parts.indexOf('total');
    body.append(row(title, write(mine[total] ?? 0), write(whole[total] ?? 0), 'sum'));
    parts.forEach((part, index) => {
      if (part === 'total' || (whole[index] ?? 0) === 0) return;
      const prefix = parts === data.costParts ? 'cost' : 'carbon';
      body.append(row(say(speech, `${prefix}.${part}`), write(mine[index] ?? 0), write(whole[index] ?? 0), ''));
    });
  };
  rows(say(speech, 'field.cost'), data.costParts, data.operations.cost[operation] ?? [], order.cost, (value) =>
    sayMoney(speech, value, data.currency),
  );
  rows(`${say(speech, 'field.carbon')} CO₂e`, data.carbonParts, data.operations.carbon[operation] ?? [], order.carbon, (value) =>
    sayCarbon(speech, value),
  );
  table.append(body);
  return element('section', {}, table);
}

function row(title: string, first: string, second: string, kind: string): HTMLElement {
  return element('tr', { class: kind }, element('th', { scope: 'row' }, title), element('td', {}, first), element('td', {}, second));
}

function operationButton(state: PageState, operation: number, select: (operation: number) => void): HTMLElement {
  const { data, speech } = state;
  const machine = data.machines[data.operations.machine[operation] ?? -1];
  const title = nameOf(speech, data.names[data.operations.name[operation] ?? -1] ?? '');
  const button = element('button', { type: 'button', class: 'step' });
  button.append(
    element('strong', {}, title),
    ` ${machine === undefined ? '' : nameOf(speech, machine.name)}`,
    element('span', {}, momentAt(state, data.operations.start[operation] ?? 0, siteOf(state, operation))),
  );
  if (operation === state.selected) button.setAttribute('aria-current', 'true');
  button.addEventListener('click', () => select(operation));
  return button;
}

function chainOf(state: PageState, operation: number, select: (operation: number) => void): HTMLElement {
  const list = element('ol', { class: 'chain' });
  for (const [link, binding] of orderOf(state, operation).chain) {
    const sentence = element('p', {}, sayBinding(state, binding, siteOf(state, link)));
    list.append(element('li', {}, operationButton(state, link, select), sentence));
  }
  return element('section', {}, element('h3', {}, say(state.speech, 'page.chain')), list);
}

function siblings(state: PageState, operation: number, select: (operation: number) => void): HTMLElement {
  const list = element('ul', { class: 'chain' });
  for (const sibling of orderOf(state, operation).operations) list.append(element('li', {}, operationButton(state, sibling, select)));
  return element('section', {}, element('h3', {}, say(state.speech, 'page.order-operations')), list);
}
