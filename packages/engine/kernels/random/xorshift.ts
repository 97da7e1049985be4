// Marsaglia's xorshift with 32 bits, the source of chance of every kernel and of its twin.

export let seed: i32 = 1;

/** Anything but 0. */
export function setSeed(start: i32): void {
  seed = start;
}

export function next(x: i32): i32 {
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x;
}

/** 30 bits. */
export function random(): i32 {
  seed = next(seed);
  return seed & 0x3fff_ffff;
}
