import { element } from './element.ts';
import { say, sayAmountShort, sayCarbon, sayDay, sayHours, sayMoney, sayNumber, saySpan } from './in-words.ts';
import type { PageState } from './state.ts';

interface Tile {
  readonly title: string;
  readonly value: string;
  readonly note?: string;
  readonly tone?: 'late' | 'good';
  /** Shares of a whole, drawn as one slim bar; their names are its tooltip. */
  readonly parts?: readonly { readonly name: string; readonly value: number; readonly text: string }[];
}

/** The figures a planner is asked for first, each with the one number that puts it in proportion. */
export function drawTiles(state: PageState, into: HTMLElement): void {
  into.replaceChildren(...tilesOf(state).map(drawTile));
}

function tilesOf(state: PageState): Tile[] {
  const { data, speech } = state;
  const figure = (name: string): number => data.figures[name] ?? 0;
  const hours = (name: string): string => sayHours(speech, figure(name));
  const late = figure('lateOrders');
  const percent = (value: number): string => say(speech, 'page.share', { percent: sayNumber(speech, value, 1) });
  const split = (prefix: 'cost' | 'carbon', write: (value: number) => string) => partsOf(state, prefix, write);
  return [
    {
      title: say(speech, 'figure.on-time'),
      value: percent(figure('onTimePercent')),
      note: `${say(speech, 'figure.late-orders')} ${sayNumber(speech, late)} / ${sayNumber(speech, figure('orders'))}`,
      tone: late > 0 ? 'late' : 'good',
    },
    { title: say(speech, 'figure.tardiness'), value: hours('totalTardinessHours') },
    {
      title: say(speech, 'figure.setup-hours'),
      value: hours('setupHours'),
      note: say(speech, 'page.times', { count: figure('changeovers') }),
    },
    { title: say(speech, 'figure.overtime'), value: hours('overtimeHours') },
    {
      title: say(speech, 'figure.cost'),
      value: sayAmountShort(speech, figure('cost'), data.currency),
      parts: split('cost', (value) => sayMoney(speech, value, data.currency)),
    },
    {
      title: `${say(speech, 'figure.carbon')} CO₂e`,
      value: sayCarbon(speech, figure('carbon')),
      parts: split('carbon', (value) => sayCarbon(speech, value)),
    },
    {
      title: say(speech, 'figure.last-finish'),
      value: sayDay(speech, data.origin + Math.max(data.end, ...data.orders.map((order) => order.projected)), data.zone),
      note: `${say(speech, 'figure.makespan')} ${saySpan(speech, figure('makespanHours') * 60)}`,
    },
    {
      title: say(speech, 'figure.gap'),
      value: data.run.gapPercent === null ? '—' : percent(data.run.gapPercent),
      ...noteOf(state),
    },
  ];
}

function noteOf({ data, speech }: PageState): { note?: string } {
  if (data.run.isOptimal) return { note: say(speech, 'page.proven') };
  return data.run.gapPercent === null ? { note: say(speech, 'page.gap-unknown') } : {};
}

/** What a total is made of, without what is nothing. */
function partsOf(state: PageState, prefix: 'cost' | 'carbon', write: (value: number) => string): NonNullable<Tile['parts']> {
  const { data, speech } = state;
  const values = data[prefix];
  const names = prefix === 'cost' ? data.costParts : data.carbonParts;
  return names.flatMap((part, index) => {
    const value = values[index] ?? 0;
    return part === 'total' || value <= 0 ? [] : [{ name: say(speech, `${prefix}.${part}`), value, text: write(value) }];
  });
}

function drawTile({ title, value, note, tone, parts }: Tile): HTMLElement {
  const tile = element('div', { class: 'tile', ...(tone === undefined ? {} : { 'data-tone': tone }) });
  tile.append(element('div', { class: 'tile-title' }, title), element('div', { class: 'tile-value' }, value));
  if (note !== undefined) tile.append(element('div', { class: 'tile-note' }, note));
  if (parts !== undefined && parts.length > 0) {
    const all = parts.reduce((sum, part) => sum + part.value, 0);
    const described = parts.map((part) => `${part.name} ${part.text}`).join('\n');
    const bar = element('div', { class: 'split', role: 'img', 'aria-label': described, title: described });
    parts.forEach((part, index) => {
      const piece = element('span', { 'data-part': String(index) });
      piece.style.flexGrow = String(part.value / all);
      bar.append(piece);
    });
    tile.append(bar);
  }
  return tile;
}
