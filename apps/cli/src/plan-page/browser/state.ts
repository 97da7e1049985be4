import type { PageData, PageTransport } from '../page-data.ts';
import type { ChartRow } from './chart-rows.ts';
import type { ColourBy, Colouring } from './colouring.ts';
import type { Speech } from './in-words.ts';
import type { Palette, Theme } from './palette.ts';
import type { TimeScale } from '@midstream/gantt/time-scale';

export type Tab = 'machines' | 'orders' | 'late' | 'changeovers' | 'table' | 'notes';

/** Everything that changes while the page is open. One object, changed in place; `refresh` draws what it says. */
export interface PageState {
  readonly data: PageData;
  /** By order. */
  readonly transports: ReadonlyMap<number, readonly PageTransport[]>;
  speech: Speech;
  theme: Theme;
  palette: Palette;
  tab: Tab;
  colourBy: ColourBy;
  colouring: Colouring;
  scale: TimeScale;
  rows: readonly ChartRow[];
  query: string;
  isLateOnly: boolean;
  /** [operation] 1 = the search and the filter keep it. */
  matches: Uint8Array;
  matchCount: number;
  /** Operation, or -1. */
  selected: number;
  hovered: number;
  /** Machine whose load is shown below, or -1 for all. */
  loadOf: number;
}

/** Text of each order that a search looks through, in lower case and every language. */
export function searchTexts(data: PageData): string[] {
  const texts = (name: string | readonly string[]): string => (typeof name === 'string' ? name : name.join(' '));
  return data.orders.map((order) => {
    const product = data.products[order.product];
    return `${order.id} ${order.customer} ${product?.id ?? ''} ${texts(product?.name ?? '')} ${product?.family ?? ''}`.toLowerCase();
  });
}

/** Marks the operations the search words and the late filter keep. Every word must occur in the order or the machine. */
export function markMatches(state: PageState, orderTexts: readonly string[]): void {
  const { data } = state;
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  const machineTexts = data.machines.map(({ id, name }) => `${id} ${typeof name === 'string' ? name : name.join(' ')}`.toLowerCase());
  state.matchCount = 0;
  data.operations.order.forEach((order, operation) => {
    const isLate = (data.orders[order]?.lateness ?? 0) > 0;
    const text = `${orderTexts[order] ?? ''} ${machineTexts[data.operations.machine[operation] ?? -1] ?? ''}`;
    const isKept = (!state.isLateOnly || isLate) && words.every((word) => text.includes(word));
    state.matches[operation] = isKept ? 1 : 0;
    if (isKept) state.matchCount += 1;
  });
}

export const isFiltered = (state: PageState): boolean => state.isLateOnly || state.query.trim() !== '';
