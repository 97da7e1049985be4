// Indices come from the tables themselves, hence the non-null assertions.
import type { Random } from '../../random/xorshift.ts';
import type { JobShopTables } from './job-shop-tables.ts';
import type { RegularGoal } from './regular-goal.ts';

/** A job without a due date goes last. */
const NEVER = 2 ** 30;
/** A job or two are put off or brought forward by up to this share of all places. */
const SHIFT = 0.2;
/** How far operations are shaken between two orders, and about one order alone, as a share of all places. */
const SHAKE = 0.02;
const SHAKE_ALONE = 0.06;

/** Makes linear orders of a job shop in which every operation comes after the one before it in its job. */
export class OrderMixer {
  readonly #goal: RegularGoal;
  readonly #tables: JobShopTables;
  readonly #random: Random;
  readonly #place: Float64Array;
  readonly #isPut: Uint8Array;
  readonly #job: Int32Array;

  constructor(goal: RegularGoal, tables: JobShopTables, random: Random) {
    this.#goal = goal;
    this.#tables = tables;
    this.#random = random;
    // One entry more stands for "none".
    this.#place = new Float64Array(tables.duration.length - 1);
    this.#isPut = new Uint8Array(tables.duration.length);
    this.#job = new Int32Array(this.#place.length);
    goal.last.forEach((last, job) => {
      for (let o = last < 0 ? this.#place.length : last; o < this.#place.length; o = tables.jobBefore[o]!) this.#job[o] = job;
    });
  }

  /** By the date each operation must begin for its job to end in time; shaken by up to so many times the longest job. */
  byDueDates(shake: number): Int32Array {
    const { due, last } = this.#goal;
    const { duration, jobBefore } = this.#tables;
    const none = this.#place.length;
    let longest = 0;
    for (let j = 0; j < due.length; j++) {
      let rest = 0;
      for (let o = last[j]! < 0 ? none : last[j]!; o !== none; o = jobBefore[o]!) {
        rest += duration[o]!;
        this.#place[o] = Math.min(due[j]!, NEVER) - rest;
      }
      longest = Math.max(longest, rest);
    }
    return this.#sorted(shake * longest);
  }

  /** Between two orders, nearer to one of them by chance and a little shaken; what comes first in both mostly comes first here. */
  between(a: Int32Array, b: Int32Array): Int32Array {
    const share = 0.2 + 0.6 * this.#random.unit();
    for (let i = 0; i < a.length; i++) this.#place[a[i]!] = i * share;
    for (let i = 0; i < b.length; i++) this.#place[b[i]!]! += i * (1 - share);
    return this.#sorted((a === b ? SHAKE_ALONE : SHAKE) * a.length);
  }

  /** Whole jobs at the places they have in one of two orders, more of one than of the other by chance, and a little shaken. */
  byJobs(a: Int32Array, b: Int32Array): Int32Array {
    const share = 0.2 + 0.6 * this.#random.unit();
    const isFromB = this.#goal.last.map(() => (this.#random.unit() < share ? 0 : 1));
    for (let i = 0; i < a.length; i++) if (isFromB[this.#job[a[i]!]!] === 0) this.#place[a[i]!] = i;
    for (let i = 0; i < b.length; i++) if (isFromB[this.#job[b[i]!]!] === 1) this.#place[b[i]!] = i;
    return this.#sorted(SHAKE * a.length);
  }

  /** An order in which one or two jobs are put off or brought forward, and all is a little shaken. */
  withShiftedJobs(a: Int32Array): Int32Array {
    for (let i = 0; i < a.length; i++) this.#place[a[i]!] = i;
    for (let left = 1 + this.#random.below(2); left > 0; left--) {
      const job = this.#random.below(this.#goal.last.length);
      const by = (2 * this.#random.unit() - 1) * SHIFT * a.length;
      for (let o = 0; o < a.length; o++) if (this.#job[o] === job) this.#place[o]! += by;
    }
    return this.#sorted(SHAKE * a.length);
  }

  #sorted(shake: number): Int32Array {
    const place = this.#place;
    for (let o = 0; o < place.length; o++) place[o]! += shake * this.#random.unit();
    const byPlace = Int32Array.from(place, (_, o) => o).sort((a, b) => place[a]! - place[b]! || a - b);
    const order = new Int32Array(place.length);
    const isPut = this.#isPut.fill(0);
    isPut[place.length] = 1;
    let count = 0;
    for (const wanted of byPlace) {
      // Whatever of its job still has to come before it comes now, the first one first.
      let ahead = 0;
      for (let o = wanted; isPut[o] === 0; o = this.#tables.jobBefore[o]!) {
        isPut[o] = 1;
        ahead++;
      }
      count += ahead;
      for (let o = wanted, at = count - 1; ahead > 0; ahead--, at--) {
        order[at] = o;
        o = this.#tables.jobBefore[o]!;
      }
    }
    return order;
  }
}
