// Non-null assertions index arrays sized by the problem.
import type { Decoder } from './decoder.ts';
import type { RuleView } from './rules.ts';
import { PARTS } from './score.ts';

const UNDERFILL = PARTS.indexOf('underfill');
const TARDINESS = PARTS.indexOf('weightedTardiness');

/** Operations of one family that wait for one machine. */
interface Crew {
  size: number;
  /** What waiting beyond their patience has cost, and what each further tick costs. */
  cost: number;
  rate: number;
  /** When the next of them loses patience. */
  next: number;
  /** They wait no longer. */
  isOver: boolean;
  givesUpAt: number;
}

/**
 * Who waits for others to fill a batch with, and until when. Nobody knows when others come, so this is renting what one could buy:
 * an operation waits for a share of its slack, then until the waiting of all has cost what going without others costs. That is at
 * most twice the least that could have been paid.
 */
export class BatchCrews {
  /** [batch family] as last counted */
  readonly #crews = new Map<number, Crew>();
  readonly #decoder: Decoder;
  readonly #view: RuleView;
  /** [operation] when it came */
  readonly #ready: Int32Array;
  readonly #patience: number;

  /** `patience` = the share of slack. */
  constructor(decoder: Decoder, view: RuleView, ready: Int32Array, patience: number) {
    this.#decoder = decoder;
    this.#view = view;
    this.#ready = ready;
    this.#patience = patience;
  }

  /** Counts those of `waiting` who are not placed yet, for machine k at this instant. */
  count(k: number, waiting: readonly number[], now: number): void {
    const { operations, machines } = this.#decoder.problem;
    const price = this.#decoder.score.weightOf(UNDERFILL);
    this.#crews.clear();
    for (const o of waiting) if (this.#decoder.at.mode[o]! < 0 && operations.batchFamily[o]! >= 0) this.#add(o, now);
    for (const crew of this.#crews.values()) {
      const left = price * (machines.minSize[k]! - crew.size) - crew.cost;
      crew.isOver ||= left <= 0;
      crew.givesUpAt = crew.isOver ? now : Math.min(crew.next, crew.rate > 0 ? now + Math.ceil(left / crew.rate) : Infinity);
    }
  }

  #add(o: number, now: number): void {
    const { operations, jobs } = this.#decoder.problem;
    const family = operations.batchFamily[o]!;
    let crew = this.#crews.get(family);
    if (crew === undefined) {
      crew = { size: 0, cost: 0, rate: 0, next: Infinity, isOver: false, givesUpAt: now };
      this.#crews.set(family, crew);
    }
    crew.size += operations.batchSize[o]!;
    const ready = this.#ready[o]!;
    const until = ready + Math.max(0, Math.floor(this.#patience * (this.#view.due[o]! - ready)));
    const rate = this.#decoder.score.weightOf(TARDINESS) * jobs.weight[operations.job[o]!]!;
    if (until > now) crew.next = Math.min(crew.next, until);
    else if (rate > 0) {
      crew.cost += rate * (now - until);
      crew.rate += rate;
      // Without a price on its time it has lost patience for good.
    } else crew.isOver = true;
  }

  /** Whether `o`, counted just now, still waits for others. */
  holds(o: number): boolean {
    const crew = this.#crews.get(this.#decoder.problem.operations.batchFamily[o]!);
    return crew !== undefined && !crew.isOver;
  }

  /** When to look again at what waits for machine k, should nobody come before then; Infinity = nobody waits. */
  firstToGiveUp(k: number, waiting: readonly number[], now: number): number {
    this.count(k, waiting, now);
    let first = Infinity;
    for (const { givesUpAt } of this.#crews.values()) first = Math.min(first, givesUpAt);
    return first;
  }
}
