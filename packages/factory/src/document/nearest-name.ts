/** Up to three known names closest to what was written, for "did you mean"; empty when there are none. */
export function nearestOf(written: string, known: readonly string[]): string {
  const wanted = written.normalize('NFKC').toLowerCase();
  return known
    .map((name) => ({ name, distance: editDistance(wanted, name.normalize('NFKC').toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((each) => each.name)
    .join(', ');
}

/** Levenshtein distance; long names are compared by their first 40 letters. */
export function editDistance(a: string, b: string): number {
  const x = a.slice(0, 40);
  const y = b.slice(0, 40);
  let previous = Array.from({ length: y.length + 1 }, (_, i) => i);
  for (let i = 1; i <= x.length; i++) {
    const row = [i];
    for (let j = 1; j <= y.length; j++) {
      const change = (previous[j - 1] ?? 0) + (x[i - 1] === y[j - 1] ? 0 : 1);
      row.push(Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[y.length] ?? 0;
}
