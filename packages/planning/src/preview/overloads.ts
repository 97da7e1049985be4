import { lastUntil } from '../compile/fixed-book.ts';

/** Something that takes part of a pool for a while. Ticks. */
export interface Taken {
  readonly start: number;
  readonly end: number;
  readonly amount: number;
}

/** The spans of [from, to) in which more is taken than there is, in order. */
export function overloads(
  taken: readonly Taken[],
  capacity: { readonly at: ArrayLike<number>; readonly value: ArrayLike<number> },
  from: number,
  to: number,
): { readonly start: number; readonly end: number }[] {
  const changes = new Map<number, number>([[from, 0]]);
  for (const { start, end, amount } of taken) {
    if (end <= from || start >= to || start >= end) continue;
    const begin = Math.max(start, from);
    changes.set(begin, (changes.get(begin) ?? 0) + amount);
    if (end < to) changes.set(end, (changes.get(end) ?? 0) - amount);
  }
  for (let i = lastUntil(capacity.at, from) + 1; i < capacity.at.length && (capacity.at[i] ?? to) < to; i++) {
    const at = capacity.at[i] ?? to;
    if (!changes.has(at)) changes.set(at, 0);
  }
  const times = [...changes.keys()].sort((a, b) => a - b);
  const found: { start: number; end: number }[] = [];
  let used = 0;
  times.forEach((time, i) => {
    used += changes.get(time) ?? 0;
    if (used <= (capacity.value[lastUntil(capacity.at, time)] ?? 0)) return;
    const end = times[i + 1] ?? to;
    const last = found.at(-1);
    if (last?.end === time) last.end = end;
    else found.push({ start: time, end });
  });
  return found;
}
