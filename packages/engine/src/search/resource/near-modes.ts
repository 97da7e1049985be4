// Indices come from the problem's own tables, hence the non-null assertions.
import type { ResourceTables } from './resource-tables.ts';

/** Operations with up to so many modes may change to any of them; others exchange one resource at a time. */
const FEW = 64;
/** So many neighbours of a mode are kept at most. */
const MOST = 256;

/** The modes an operation may change to from the one it has, that one among them. */
export class NearModes {
  readonly #tables: ResourceTables;
  /** [mode] its resources, each as one of 32 bits: a quick first comparison. */
  readonly #bits: Int32Array;
  /** [operation] where its list begins, -1 = it has few modes; the mode its list belongs to; length. */
  readonly #base: Int32Array;
  readonly #listOf: Int32Array;
  readonly #count: Int32Array;
  readonly #list: Int32Array;

  constructor(tables: ResourceTables) {
    const { n } = tables.model;
    this.#tables = tables;
    this.#base = new Int32Array(n).fill(-1);
    this.#listOf = new Int32Array(n).fill(-1);
    this.#count = new Int32Array(n);
    let size = 0;
    for (let o = 0; o < n; o++) {
      if (tables.modeStart[o + 1]! - tables.modeStart[o]! <= FEW) continue;
      this.#base[o] = size;
      size += MOST;
    }
    this.#list = new Int32Array(size);
    this.#bits = new Int32Array(size === 0 ? 0 : tables.duration.length);
    for (let mode = 0; mode < this.#bits.length; mode++)
      for (let i = tables.slotStart[mode]!; i < tables.slotStart[mode + 1]!; i++) this.#bits[mode]! |= 1 << (tables.resource[i]! & 31);
  }

  /** How many there are for an operation in a mode. */
  find(o: number, mode: number): number {
    const { modeStart } = this.#tables;
    const base = this.#base[o]!;
    if (base < 0) return modeStart[o + 1]! - modeStart[o]!;
    if (this.#listOf[o] === mode) return this.#count[o]!;
    let count = 0;
    for (let other = modeStart[o]!; other < modeStart[o + 1]! && count < MOST; other++)
      if (this.#isNear(mode, other)) this.#list[base + count++] = other;
    this.#listOf[o] = mode;
    this.#count[o] = count;
    return count;
  }

  at(o: number, i: number): number {
    const base = this.#base[o]!;
    return base < 0 ? this.#tables.modeStart[o]! + i : this.#list[base + i]!;
  }

  #isNear(mode: number, other: number): boolean {
    const strange = this.#bits[other]! & ~this.#bits[mode]!;
    if ((strange & (strange - 1)) !== 0) return false;
    const { slotStart, resource } = this.#tables;
    // Both lists are sorted; the one goes on past what the other lacks.
    let i = slotStart[mode]!;
    const stop = slotStart[mode + 1]!;
    let missing = 0;
    for (let j = slotStart[other]!; j < slotStart[other + 1]!; j++) {
      while (i < stop && resource[i]! < resource[j]!) i++;
      if (i < stop && resource[i] === resource[j]) i++;
      else if (++missing > 1) return false;
    }
    return true;
  }
}
