import type { PageData } from '../page-data.ts';
import type { BarColour, Palette } from './palette.ts';

export type ColourBy = 'order' | 'lateness' | 'family' | 'customer';

/** Which colour each operation has, and what the colours mean. */
export interface Colouring {
  /** [operation] */
  readonly colours: readonly BarColour[];
  /** Meaning of each colour; `key` is a key of words, `name` a name as it is. Empty where every order has its own. */
  readonly legend: readonly { readonly colour: BarColour; readonly key?: string; readonly name?: string }[];
}

const DAY_MINUTES = 1440;

export function colourOperations(data: PageData, by: ColourBy, palette: Palette): Colouring {
  if (by === 'lateness') return byLateness(data, palette);
  if (by === 'order') {
    const colours = data.operations.order.map((order) => palette.hues[order % palette.hues.length] ?? palette.grey);
    return { colours, legend: [] };
  }
  const valueOf = (order: number): string => {
    const found = data.orders[order];
    return found === undefined ? '' : by === 'customer' ? found.customer : (data.products[found.product]?.family ?? '');
  };
  return byValue(data, palette, valueOf);
}

function byLateness(data: PageData, palette: Palette): Colouring {
  const ofOrder = data.orders.map(({ lateness }) => {
    if (lateness === null) return palette.grey;
    return lateness > 0 ? palette.late : lateness > -DAY_MINUTES ? palette.tight : palette.early;
  });
  return {
    colours: data.operations.order.map((order) => ofOrder[order] ?? palette.grey),
    legend: [
      { colour: palette.late, key: 'page.late' },
      { colour: palette.tight, key: 'page.tight' },
      { colour: palette.early, key: 'page.early' },
      ...(data.orders.some(({ lateness }) => lateness === null) ? [{ colour: palette.grey, key: 'page.no-due' }] : []),
    ],
  };
}

/** The commonest values get the hues, the rest share a grey. */
function byValue(data: PageData, palette: Palette, valueOf: (order: number) => string): Colouring {
  const counts = new Map<string, number>();
  for (const order of data.operations.order) {
    const value = valueOf(order);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  counts.delete('');
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value);
  const colourOf = new Map(ranked.slice(0, palette.hues.length).map((value, index) => [value, palette.hues[index] ?? palette.grey]));
  const legend: { colour: BarColour; key?: string; name?: string }[] = [...colourOf].map(([name, colour]) => ({ colour, name }));
  if (ranked.length > colourOf.size) legend.push({ colour: palette.grey, key: 'page.rest' });
  return { colours: data.operations.order.map((order) => colourOf.get(valueOf(order)) ?? palette.grey), legend };
}
