import { sayBinding } from './bindings-in-words.ts';
import { sayLateness } from './detail-panel.ts';
import { element } from './element.ts';
import { nameOf, say, sayDeadline, sayMoment, sayMoney, sayNumber } from './in-words.ts';
import type { PageState } from './state.ts';

type Cell = string | Node;
interface Column {
  /** Key of words. */
  readonly key: string;
  readonly isNumber?: boolean;
}
interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly count: number;
  /** Cells of a row; made only when shown. */
  readonly row: (index: number) => readonly Cell[];
  readonly empty: string;
}

const PAGE_ROWS = 150;

/** Draws a table into a tab; long ones by the page, so that 30,000 rows cost no more than 150. */
function drawTable(state: PageState, into: HTMLElement, table: Table): void {
  const { speech } = state;
  if (table.count === 0) {
    into.replaceChildren(element('p', { class: 'empty' }, say(speech, table.empty)));
    return;
  }
  const head = element('tr');
  for (const { key, isNumber } of table.columns) {
    head.append(element('th', { scope: 'col', ...(isNumber === true ? { class: 'number' } : {}) }, say(speech, key)));
  }
  const body = element('tbody');
  const whole = element('table', { class: 'listing' }, element('caption', {}, table.caption), element('thead', {}, head), body);
  const more = element('button', { type: 'button', class: 'more' });
  const add = (): void => {
    const from = body.rows.length;
    const to = Math.min(from + PAGE_ROWS, table.count);
    for (let index = from; index < to; index += 1) {
      const line = element('tr');
      table.row(index).forEach((cell, column) => {
        const isNumber = table.columns[column]?.isNumber === true;
        line.append(
          element(
            column === 0 ? 'th' : 'td',
            { ...(column === 0 ? { scope: 'row' } : {}), ...(isNumber ? { class: 'number' } : {}) },
            cell,
          ),
        );
      });
      body.append(line);
    }
    more.hidden = to >= table.count;
    more.textContent = `${say(speech, 'page.more')} (${say(speech, 'page.shown', { shown: to, total: table.count })})`;
  };
  more.addEventListener('click', add);
  add();
  into.replaceChildren(whole, more);
}

const orderButton = (state: PageState, order: number, select: (operation: number) => void): Node => {
  const found = state.data.orders[order];
  const button = element('button', { type: 'button', class: 'link' }, found?.id ?? '');
  button.addEventListener('click', () => select(found?.operations.at(-1) ?? -1));
  return button;
};
const productName = (state: PageState, order: number): string => {
  const product = state.data.products[state.data.orders[order]?.product ?? -1];
  return product === undefined ? '' : nameOf(state.speech, product.name);
};
const moment = (state: PageState, seconds: number | null, site = -1): string =>
  seconds === null ? '—' : sayMoment(state.speech, state.data.origin + seconds, state.data.sites[site]?.zone ?? state.data.zone);

/** Late orders, the latest first, each with the chain of causes. */
export function drawLateTable(state: PageState, into: HTMLElement, select: (operation: number) => void): void {
  const { data, speech } = state;
  const isKept = (order: number): boolean => (data.orders[order]?.operations ?? []).some((operation) => state.matches[operation] === 1);
  const late = data.orders.map((_, index) => index).filter((index) => (data.orders[index]?.lateness ?? 0) > 0 && isKept(index));
  late.sort((a, b) => (data.orders[b]?.lateness ?? 0) - (data.orders[a]?.lateness ?? 0));
  drawTable(state, into, {
    caption: say(speech, 'page.tab-late'),
    columns: ['field.order', 'field.product', 'field.customer', 'field.need-by', 'field.projected', 'field.lateness', 'field.causes'].map(
      (key) => ({ key }),
    ),
    count: late.length,
    empty: 'page.no-late',
    row: (index) => {
      const order = data.orders[late[index] ?? 0];
      if (order === undefined) return [];
      const causes = element('ol', { class: 'causes' });
      for (const [operation, binding] of order.chain.slice(0, 4)) {
        const site = data.machines[data.operations.machine[operation] ?? -1]?.site ?? -1;
        const step = nameOf(speech, data.names[data.operations.name[operation] ?? -1] ?? '');
        causes.append(element('li', {}, element('strong', {}, step), ` ${sayBinding(state, binding, site)}`));
      }
      const span = element('span', { class: 'badge', 'data-tone': 'late' }, sayLateness(state, order.lateness));
      const needBy = order.needBy === null ? '—' : sayDeadline(speech, data.origin + order.needBy, data.zone);
      const cells = [needBy, moment(state, order.projected)];
      return [orderButton(state, late[index] ?? 0, select), productName(state, late[index] ?? 0), order.customer, ...cells, span, causes];
    },
  });
}

/** Every change of what a machine is set up for, in time order by machine. */
export function drawChangeoverTable(state: PageState, into: HTMLElement, select: (operation: number) => void): void {
  const { data, speech } = state;
  const { operations } = data;
  const shown = operations.changeover
    .map((_, index) => index)
    .filter((index) => (operations.changeover[index] ?? null) !== null && state.matches[index] === 1);
  shown.sort(
    (a, b) =>
      (operations.machine[a] ?? 0) - (operations.machine[b] ?? 0) || (operations.setupStart[a] ?? 0) - (operations.setupStart[b] ?? 0),
  );
  const columns: Column[] = ['field.machine', 'field.order', 'field.setup-start'].map((key) => ({ key }));
  columns.push({ key: 'field.setup-minutes', isNumber: true }, { key: 'field.from' }, { key: 'field.to' });
  columns.push({ key: 'field.cost', isNumber: true }, { key: 'field.scrap', isNumber: true });
  drawTable(state, into, {
    caption: say(speech, 'page.tab-changeovers'),
    columns,
    count: shown.length,
    empty: 'page.no-changeovers',
    row: (index) => {
      const operation = shown[index] ?? 0;
      const changeover = operations.changeover[operation];
      const machine = data.machines[operations.machine[operation] ?? -1];
      if (changeover === undefined || changeover === null || machine === undefined) return [];
      const [minutes, from, to, , cost, scrap] = changeover;
      return [
        nameOf(speech, machine.name),
        orderButton(state, operations.order[operation] ?? 0, () => select(operation)),
        moment(state, operations.setupStart[operation] ?? 0, machine.site),
        sayNumber(speech, minutes, 0),
        from || say(speech, 'page.nothing-before'),
        to,
        sayMoney(speech, cost, data.currency),
        sayNumber(speech, scrap, 1),
      ];
    },
  });
}

/** The whole plan as a table: what the chart shows, for whoever cannot see or use a chart. */
export function drawPlanTable(state: PageState, into: HTMLElement, select: (operation: number) => void): void {
  const { data, speech } = state;
  const { operations } = data;
  const shown = operations.order.map((_, index) => index).filter((index) => state.matches[index] === 1);
  shown.sort((a, b) => (operations.start[a] ?? 0) - (operations.start[b] ?? 0) || a - b);
  const columns: Column[] = [
    'field.order',
    'field.product',
    'field.operation',
    'field.machine',
    'field.setup-start',
    'field.start',
    'field.end',
  ].map((key) => ({ key }));
  columns.push({ key: 'field.quantity', isNumber: true }, { key: 'field.projected' }, { key: 'field.lateness' });
  drawTable(state, into, {
    caption: say(speech, 'page.title'),
    columns,
    count: shown.length,
    empty: 'page.no-match',
    row: (index) => {
      const operation = shown[index] ?? 0;
      const orderIndex = operations.order[operation] ?? 0;
      const order = data.orders[orderIndex];
      const machine = data.machines[operations.machine[operation] ?? -1];
      if (order === undefined || machine === undefined) return [];
      return [
        orderButton(state, orderIndex, () => select(operation)),
        productName(state, orderIndex),
        nameOf(speech, data.names[operations.name[operation] ?? -1] ?? ''),
        nameOf(speech, machine.name),
        moment(state, operations.setupStart[operation] ?? 0, machine.site),
        moment(state, operations.start[operation] ?? 0, machine.site),
        moment(state, operations.end[operation] ?? 0, machine.site),
        sayNumber(speech, operations.quantity[operation] ?? 0),
        moment(state, order.projected),
        sayLateness(state, order.lateness),
      ];
    },
  });
}

/** Defaults used, shortages, locks that could not be kept. */
export function drawNotes(state: PageState, into: HTMLElement): void {
  const { data, speech } = state;
  drawTable(state, into, {
    caption: say(speech, 'page.tab-notes'),
    columns: [{ key: 'field.severity' }, { key: 'field.message' }],
    count: data.notes.length,
    empty: 'page.no-notes',
    row: (index) => {
      const note = data.notes[index];
      if (note === undefined) return [];
      return [
        element('span', { class: 'badge', 'data-tone': note.severity }, say(speech, `severity.${note.severity}`)),
        nameOf(speech, note.text),
      ];
    },
  });
}
