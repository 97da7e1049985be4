import { wordKey } from './reading.ts';

/** Edit distance with neighbour swaps (optimal string alignment), given up beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(substitution, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

/** Words to search; a larger list is searched only in its beginning, since this only makes advice. */
const SEARCHED = 5000;

/** Up to three of `known` that the person most likely meant, best first. */
export function nearest(word: string, known: Iterable<string>): string[] {
  const key = wordKey(word).slice(0, 60);
  if (key === '') return [];
  // Two Chinese characters are a whole word: of two words one character each must be shared to be alike.
  const limit = Math.max(/[\u4e00-\u9fff]/.test(key) ? 1 : 2, Math.floor(key.length / 2));
  const scored: { candidate: string; score: number }[] = [];
  let searched = 0;
  // A word may be known twice, as a value and as its English name.
  for (const candidate of new Set(known)) {
    searched += 1;
    if (searched > SEARCHED) break;
    const other = wordKey(candidate).slice(0, 60);
    let score = other.includes(key) || key.includes(other) ? Math.min(1, Math.abs(other.length - key.length)) : distance(key, other, limit);
    if (other === '') score = limit + 1;
    // Nothing at all is shared.
    if (score >= Math.max(key.length, other.length)) continue;
    if (score <= limit) scored.push({ candidate, score });
  }
  return scored
    .sort((a, b) => a.score - b.score)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
