import type { Factory } from '@midstream/factory';
import type { BoardData } from './board-data.ts';

export type ColourBy = 'order' | 'lateness' | 'family' | 'customer';
export const COLOUR_BYS: readonly ColourBy[] = ['lateness', 'order', 'family', 'customer'];

export interface BarColour {
  readonly edge: string;
  readonly fill: string;
  readonly text: string;
}

// Hues after Paul Tol's "muted" scheme, which people with any colour vision can tell apart.
const HUES: readonly (readonly [number, number, number])[] = [
  [51, 102, 153],
  [17, 119, 51],
  [136, 34, 85],
  [170, 130, 20],
  [68, 150, 160],
  [150, 90, 60],
  [110, 90, 170],
  [100, 120, 40],
  [190, 90, 110],
  [70, 90, 110],
];
const MEANING = { late: [196, 66, 36], tight: [200, 140, 20], early: [51, 115, 160], none: [125, 135, 145] } as const;
const DAY_MINUTES = 1440;

const mix = (hue: readonly number[], other: number, share: number): string =>
  `rgb(${hue.map((part) => Math.round(part * share + other * (1 - share))).join(',')})`;

function colourOf(hue: readonly number[], isDark: boolean): BarColour {
  return isDark
    ? { edge: mix(hue, 255, 0.68), fill: mix(hue, 26, 0.62), text: '#f2f6f9' }
    : { edge: mix(hue, 255, 0.92), fill: mix(hue, 255, 0.2), text: mix(hue, 0, 0.42) };
}

export interface Colouring {
  /** [order] */
  readonly ofOrder: readonly BarColour[];
  /** What a colour stands for: a key of words, or a name as it is. */
  readonly legend: readonly { readonly colour: BarColour; readonly key?: string; readonly name?: string }[];
}

/** A colour for each order of the plan. */
export function colouringOf(data: BoardData, by: ColourBy, isDark: boolean, factory: Factory | undefined): Colouring {
  const { orders } = data.plan;
  if (by === 'order') return { ofOrder: orders.map((_, i) => colourOf(HUES[i % HUES.length] ?? MEANING.none, isDark)), legend: [] };
  if (by === 'lateness') {
    const meaning = (minutes: number | undefined): keyof typeof MEANING =>
      minutes === undefined ? 'none' : minutes > 0 ? 'late' : minutes > -DAY_MINUTES ? 'tight' : 'early';
    const kinds = orders.map((order) => meaning(order.latenessMinutes));
    return {
      ofOrder: kinds.map((kind) => colourOf(MEANING[kind], isDark)),
      legend: (['late', 'tight', 'early', 'none'] as const)
        .filter((kind) => kinds.includes(kind))
        .map((kind) => ({ colour: colourOf(MEANING[kind], isDark), key: `web.colour-${kind}` })),
    };
  }
  const families = new Map((factory?.products ?? []).map((product) => [product.id, product.family ?? product.id]));
  const values = orders.map((order) => (by === 'customer' ? (order.customer ?? '') : (families.get(order.product) ?? order.product)));
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  // The commonest values get the hues, the rest share a grey.
  const ranked = [...counts.keys()].filter((value) => value !== '').sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const grey = colourOf(MEANING.none, isDark);
  const colours = new Map(ranked.slice(0, HUES.length).map((value, i) => [value, colourOf(HUES[i] ?? MEANING.none, isDark)]));
  return {
    ofOrder: values.map((value) => colours.get(value) ?? grey),
    legend: [
      ...[...colours].map(([name, colour]) => ({ colour, name })),
      ...(ranked.length > colours.size ? [{ colour: grey, key: 'web.colour-rest' }] : []),
    ],
  };
}
