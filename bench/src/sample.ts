import { groupsOf, type Known } from './known.ts';

/**
 * Of each group so many instances, spread evenly over their sizes from the smallest to the largest: the same ones every time. All where
 * there are no more. A group is the narrowest an instance counts in; of equal size they stand by name.
 */
export function sampleOf(known: readonly Known[], most: number, sizeOf: (known: Known) => number): Known[] {
  const groups = new Map<string, Known[]>();
  for (const each of known) {
    const name = groupsOf(each).at(-1) ?? '';
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  const picked = new Set<Known>();
  for (const group of groups.values()) {
    const sorted = group
      .map((each) => ({ each, size: sizeOf(each) }))
      .sort((a, b) => a.size - b.size || a.each.instance.localeCompare(b.each.instance, 'en', { numeric: true }));
    const count = Math.min(most, sorted.length);
    for (let i = 0; i < count; i++) {
      const at = count === 1 ? Math.floor(sorted.length / 2) : Math.round((i * (sorted.length - 1)) / (count - 1));
      const chosen = sorted[at];
      if (chosen !== undefined) picked.add(chosen.each);
    }
  }
  return known.filter((each) => picked.has(each));
}
