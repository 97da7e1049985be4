// Non-null assertions index arrays of the size they are made with.
const SIZE = 4096;

/**
 * Passes a second (of processor time) of a plain loop like those of the kernels: heads along a chain of predecessors, over typed arrays.
 * What a kernel does in that time does not depend much on the machine.
 */
export function referenceSpeed(seconds: number): number {
  const duration = Int32Array.from({ length: SIZE }, (_, i) => 1 + ((i * 7919) % 97));
  const first = Int32Array.from({ length: SIZE }, (_, i) => (i * 31) % (i + 1));
  const second = Int32Array.from({ length: SIZE }, (_, i) => (i * 17) % (i + 1));
  const head = new Int32Array(SIZE);
  let sum = 0;
  const pass = (): void => {
    for (let i = 1; i < SIZE; i++) {
      const a = head[first[i]!]! + duration[first[i]!]!;
      const b = head[second[i]!]! + duration[second[i]!]!;
      head[i] = a > b ? a : b;
    }
    sum ^= head[SIZE - 1]!;
  };
  const speed = perSecond(pass, seconds);
  // Read, so that no compiler may leave the loop out.
  if (sum < 0) throw new Error('heads are never negative');
  return speed;
}

/** How often a second of this process' own time something is done, which other programs' load does not change much; the first tenth warms up. */
export function perSecond(work: () => void, seconds: number): number {
  const spent = (): number => process.cpuUsage().user / 1e6;
  for (const warm = spent() + seconds / 10; spent() < warm;) work();
  const began = spent();
  let times = 0;
  for (; spent() < began + seconds; times++) work();
  return times / (spent() - began);
}
