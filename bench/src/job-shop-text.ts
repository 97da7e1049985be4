/** A random job shop as the text of a file: every job passes every machine once, 1 to 99 ticks at each, the same for the same seed. */
export function jobShopText(jobs: number, machines: number, seed: number): string {
  const below = dice(seed);
  const lines = Array.from({ length: jobs }, () => {
    const route = Array.from({ length: machines }, (_, machine) => machine);
    for (let i = machines - 1; i > 0; i--) {
      const other = below(i + 1);
      [route[i], route[other]] = [route[other] ?? 0, route[i] ?? 0];
    }
    return route.map((machine) => `${machine} ${1 + below(99)}`).join(' ');
  });
  return `${jobs} ${machines}\n${lines.join('\n')}\n`;
}

/** Whole numbers below a bound (xorshift32). */
function dice(seed: number): (bound: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 0x1_0000_0000) * bound);
  };
}
