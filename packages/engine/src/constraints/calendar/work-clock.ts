// Non-null assertions index flat arrays that a sentinel span closes: no lookup runs past the end.
import type { WorkCalendar } from '../../problem/problem.ts';

/** Later than any plan: what cannot happen before NEVER does not happen. */
export const NEVER = 1 << 30;

/**
 * Answers when work begins and ends on calendars (SPEC: open, W, P), in about constant time:
 * a bucket table leads to the span, running sums of open ticks lead across spans. Calendar -1 is always open.
 */
export class WorkClock {
  readonly #first: Int32Array;
  readonly #shift: Int32Array;
  readonly #bucketFirst: Int32Array;
  readonly #buckets: Int32Array;
  readonly #start: Int32Array;
  readonly #end: Int32Array;
  /** [span] open ticks of its calendar before it */
  readonly #before: Int32Array;
  /** [span] bounds of the unbroken stretch of touching spans it lies in */
  readonly #stretchStart: Int32Array;
  readonly #stretchEnd: Int32Array;

  /** The clock of these calendars, made once: parts of a problem have the calendars of the whole. */
  static of(calendars: readonly WorkCalendar[]): WorkClock {
    let clock = known.get(calendars);
    if (clock === undefined) {
      clock = new WorkClock(calendars);
      known.set(calendars, clock);
    }
    return clock;
  }

  constructor(calendars: readonly WorkCalendar[]) {
    const flat = calendars.map(spansWithTail);
    const total = flat.reduce((sum, { start }) => sum + start.length, 0);
    this.#first = new Int32Array(calendars.length + 1);
    this.#shift = new Int32Array(calendars.length);
    this.#bucketFirst = new Int32Array(calendars.length + 1);
    this.#start = new Int32Array(total);
    this.#end = new Int32Array(total);
    this.#before = new Int32Array(total);
    this.#stretchStart = new Int32Array(total);
    this.#stretchEnd = new Int32Array(total);
    const buckets: number[] = [];
    let at = 0;
    flat.forEach((spans, c) => {
      this.#first[c] = at;
      this.#addSpans(spans, at);
      this.#bucketFirst[c] = buckets.length;
      this.#shift[c] = bucketShift(spans.start);
      fillBuckets(buckets, spans, at, this.#shift[c]);
      at += spans.start.length;
    });
    this.#first[calendars.length] = at;
    this.#bucketFirst[calendars.length] = buckets.length;
    this.#buckets = Int32Array.from(buckets);
  }

  #addSpans({ start, end }: Spans, at: number): void {
    let open = 0;
    start.forEach((from, i) => {
      const touches = i > 0 && end[i - 1] === from;
      this.#start[at + i] = from;
      this.#end[at + i] = end[i]!;
      this.#before[at + i] = open;
      this.#stretchStart[at + i] = touches ? this.#stretchStart[at + i - 1]! : from;
      open += end[i]! - from;
    });
    for (let i = start.length - 1; i >= 0; i--) {
      const touches = i < start.length - 1 && end[i] === start[i + 1];
      this.#stretchEnd[at + i] = touches ? this.#stretchEnd[at + i + 1]! : end[i]!;
    }
  }

  /** First span of calendar `c` that ends after `t`. */
  spanAfter(c: number, t: number): number {
    const first = this.#bucketFirst[c]!;
    const count = this.#bucketFirst[c + 1]! - first;
    const wanted = t >> this.#shift[c]!;
    let i = this.#buckets[first + (wanted < count ? wanted : count - 1)]!;
    const end = this.#end;
    while (end[i]! <= t) i++;
    return i;
  }
  spanStart(span: number): number {
    return this.#start[span]!;
  }
  spanEnd(span: number): number {
    return this.#end[span]!;
  }

  /** First open instant ≥ t. */
  open(c: number, t: number): number {
    if (c < 0) return t;
    if (t >= NEVER) return NEVER;
    const start = this.#start[this.spanAfter(c, t)]!;
    return start > t ? start : t;
  }

  /** W(c, t, d): end of d ticks of work begun at or after t. */
  workEnd(c: number, t: number, d: number): number {
    if (c < 0) return t + d;
    if (t >= NEVER) return NEVER;
    let i = this.spanAfter(c, t);
    const start = this.#start;
    const s = start[i]! > t ? start[i]! : t;
    if (this.#end[i]! - s >= d) return s + d;
    const goal = this.#before[i]! + (s - start[i]!) + d;
    const before = this.#before;
    // The tail span holds any amount of work.
    do i++;
    while (before[i]! + (this.#end[i]! - start[i]!) < goal);
    return start[i]! + (goal - before[i]!);
  }

  /** First s ≥ t with [s, s + d) inside one open stretch. */
  unbrokenFrom(c: number, t: number, d: number): number {
    if (c < 0) return t;
    if (t >= NEVER) return NEVER;
    let i = this.spanAfter(c, t);
    let s = this.#start[i]! > t ? this.#start[i]! : t;
    while (this.#stretchEnd[i]! - s < d) {
      const beyond = this.#stretchEnd[i]!;
      while (this.#start[i]! < beyond) i++;
      s = this.#start[i]!;
    }
    return s;
  }

  /** Latest open instant u with W(c, u, d) ≤ t, d > 0; -1 if there is none. With `unbroken`, all of it in one stretch. */
  latestBegin(c: number, t: number, d: number, unbroken: number): number {
    if (c < 0) return t - d >= 0 ? t - d : -1;
    const first = this.#first[c]!;
    let i = this.spanAfter(c, t);
    if (this.#start[i]! >= t) i--;
    if (unbroken === 1) {
      while (i >= first) {
        const stretchStart = this.#stretchStart[i]!;
        const end = this.#stretchEnd[i]! < t ? this.#stretchEnd[i]! : t;
        if (end - stretchStart >= d) return end - d;
        while (i >= first && this.#start[i]! >= stretchStart) i--;
      }
      return -1;
    }
    if (i < first) return -1;
    const end = this.#end[i]! < t ? this.#end[i]! : t;
    const tick = this.#before[i]! + (end - this.#start[i]!) - d;
    if (tick < 0) return -1;
    while (this.#before[i]! > tick) i--;
    return this.#start[i]! + (tick - this.#before[i]!);
  }

  /** Open ticks before t. */
  ticksBefore(c: number, t: number): number {
    if (c < 0) return t;
    const i = this.spanAfter(c, t);
    return this.#before[i]! + (t > this.#start[i]! ? t - this.#start[i]! : 0);
  }

  /** Instant at which the open tick number `tick` (from 0) begins. */
  tickBegin(c: number, tick: number): number {
    if (c < 0) return tick;
    let low = this.#first[c]!;
    let high = this.#first[c + 1]! - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#before[middle]! <= tick) low = middle;
      else high = middle - 1;
    }
    return this.#start[low]! + (tick - this.#before[low]!);
  }

  /** Whether [s, e) lies in one open stretch. */
  isUnbroken(c: number, s: number, e: number): boolean {
    if (c < 0) return true;
    const i = this.spanAfter(c, s);
    return this.#start[i]! <= s && this.#stretchEnd[i]! >= e;
  }
}

const known = new WeakMap<readonly WorkCalendar[], WorkClock>();

interface Spans {
  readonly start: readonly number[];
  readonly end: readonly number[];
}

/** The calendar's spans and its endless tail (or, without one, a sentinel at NEVER). */
function spansWithTail(calendar: WorkCalendar): Spans {
  const tail = Math.min(calendar.tailFrom, NEVER);
  return { start: [...calendar.start, tail], end: [...calendar.end, 0x7fff_ffff] };
}

/** Buckets of a power of two ticks, about two per span. */
function bucketShift(start: readonly number[]): number {
  const last = start[start.length - 1] === NEVER ? (start[start.length - 2] ?? 0) : start[start.length - 1]!;
  let shift = 0;
  while (last >> shift > 2 * start.length) shift++;
  return shift;
}

function fillBuckets(buckets: number[], { start, end }: Spans, at: number, shift: number): void {
  const last = start[start.length - 1] === NEVER ? (start[start.length - 2] ?? 0) : start[start.length - 1]!;
  let i = 0;
  for (let b = 0; b <= last >> shift; b++) {
    while (end[i]! <= b << shift) i++;
    buckets.push(at + i);
  }
}
