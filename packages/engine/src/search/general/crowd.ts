// Non-null assertions index arrays sized by the problem.
import { AUTO } from './decoder.ts';
import type { Decoder } from './decoder.ts';
import type { Sequence } from './sequence.ts';

/**
 * Keeps lists free of jobs that wait for each other's places (SPEC R14): where a machine is full, one that stands there goes on
 * first; where all of them wait in a circle, the last to come in is made to come later.
 */
export class Crowd {
  readonly #decoder: Decoder;
  readonly #sequence: Sequence;
  readonly #machines: number[] = [];
  readonly #wanted: number[] = [];

  constructor(decoder: Decoder, sequence: Sequence) {
    this.#decoder = decoder;
    this.#sequence = sequence;
  }

  /** True where the list was changed at position `i` or, with what was placed taken back, before it. */
  makeRoom(i: number, o: number): boolean {
    const full = this.#fullMachine(o);
    if (full < 0) return false;
    const { decoder, sequence } = { decoder: this.#decoder, sequence: this.#sequence };
    this.#machines.length = 0;
    this.#wanted.length = 0;
    this.#machines.push(full);
    this.#wanted.push(o);
    let latest = -1;
    let waiting = -1;
    for (let j = 0; j < this.#machines.length; j++) {
      for (let p = 0; p < i; p++) {
        const next = this.#leaverAt(p, this.#machines[j]!);
        if (next < 0) continue;
        const wants = this.#fullMachine(next);
        if (wants < 0) {
          sequence.pullForward(next, i);
          return true;
        }
        if (p > latest) {
          latest = p;
          waiting = this.#wanted[j]!;
        }
        if (this.#machines.includes(wants)) continue;
        this.#machines.push(wants);
        this.#wanted.push(next);
      }
    }
    if (latest < 0) return false;
    decoder.undoTo(latest);
    sequence.pullForward(waiting, latest);
    return true;
  }

  /** The operation that takes the job at position p away from machine k; -1 = it does not stand there. */
  #leaverAt(p: number, k: number): number {
    const { at, places, problem } = this.#decoder;
    const o = this.#sequence.list[p]!;
    const next = places.next[o]!;
    return next >= 0 && at.mode[next]! < 0 && problem.modes.machine[at.mode[o]!] === k ? next : -1;
  }

  /** The machine whose places keep `o` waiting for ever; -1 = none does. */
  #fullMachine(o: number): number {
    const { places, derived, problem } = this.#decoder;
    const gene = this.#sequence.gene[o]!;
    if (gene !== AUTO) return places.isFull(o, problem.modes.machine[gene]!) ? problem.modes.machine[gene]! : -1;
    let full = -1;
    for (let i = derived.usableStart[o]!; i < derived.usableStart[o + 1]!; i++) {
      full = problem.modes.machine[derived.usableMode[i]!]!;
      if (!places.isFull(o, full)) return -1;
    }
    return full;
  }
}
