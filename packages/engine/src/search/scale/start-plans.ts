// Indices come from arrays sized by the shop, hence the non-null assertions.
import type { Random } from '../../random/xorshift.ts';
import type { Dispatching } from './dispatching.ts';
import type { JobShopTiming } from './job-shop-timing.ts';

/** What an operation's priority is: of what its job still has to do or has done, larger first. */
const RULES = [
  'work-after',
  'work-from',
  'operations-after',
  'shortest',
  'slack-per-operation',
  'flow-due-date',
  'longest',
  'work-in-next-queue',
  'chance',
] as const;
/** Those whose priorities are known before anything is dispatched, but the first: that one is ready before the shop's tables are. */
type StaticRule = Exclude<(typeof RULES)[number], 'work-in-next-queue' | 'work-after'>;

/** A plan is dispatched again from the other end until so many in a row are no better. */
const PATIENCE = 6;
const CHANCE = 0.2;

/**
 * Plans to begin with. A rule dispatches once; then the plan is dispatched backwards, whatever ended last in it first, that one
 * forwards again by the time from each start to the end, and so on: each pass sees in its priorities what the queues of the pass
 * before cost, which no rule on routings alone can (justification, Valls, Ballestín and Quintanilla 2005, carried over to dispatching).
 * Where machines are the bottleneck few passes reach the bound; everywhere they give different good plans.
 */
export class StartPlans {
  readonly #shop: () => JobShopTiming;
  readonly #random: Random;
  readonly #dispatch: Dispatching;
  #chain = 0;
  #chainBest = Number.MAX_SAFE_INTEGER;
  #inVain = 0;
  #isBackwards = false;
  #isNew = true;
  #makespan = 0;

  /** `shop` is asked for once more than the first plan is wanted. */
  constructor(shop: () => JobShopTiming, dispatch: Dispatching, random: Random) {
    this.#shop = shop;
    this.#random = random;
    this.#dispatch = dispatch;
  }

  /** How many rules have been followed to their end; there is always another one, by chance if need be. */
  get chains(): number {
    return this.#chain;
  }

  /** Order of the plan made last. */
  get order(): Int32Array {
    return this.#dispatch.order;
  }

  /** [operation] ends of the plan made last: as early as its order allows, or, made backwards, as late. */
  ends(): Int32Array {
    const { reached } = this.#dispatch;
    if (!this.#isBackwards) return reached;
    const { duration } = this.#shop();
    const makespan = this.#makespan;
    return reached.map((rest, o) => makespan - rest + duration[o]!);
  }

  /** Dispatches once more; returns the makespan. O(N log N). */
  next(): number {
    const rule = RULES[Math.min(this.#chain >> 1, RULES.length - 1)]!;
    const byQueues = this.#isNew && rule === 'work-in-next-queue';
    if (this.#isNew) {
      // Every rule first from the front, then from the back.
      this.#isBackwards = this.#chain % 2 === 1;
      if (rule === 'work-after') this.#dispatch.rankByWorkAfter(this.#isBackwards);
      else if (rule !== 'work-in-next-queue') this.#rank(rule);
    } else {
      this.#dispatch.rankByReached();
      this.#isBackwards = !this.#isBackwards;
    }
    const makespan = this.#dispatch.run(this.#isBackwards, byQueues);
    this.#makespan = makespan;
    this.#isNew = false;
    if (makespan < this.#chainBest) {
      this.#chainBest = makespan;
      this.#inVain = 0;
    } else if (++this.#inVain >= PATIENCE) {
      this.#chain++;
      this.#chainBest = Number.MAX_SAFE_INTEGER;
      this.#inVain = 0;
      this.#isNew = true;
    }
    return makespan;
  }

  #rank(rule: StaticRule): void {
    const { n, duration, jobBefore, jobAfter } = this.#shop();
    const { priority } = this.#dispatch;
    const after = this.#isBackwards ? jobBefore : jobAfter;
    const before = this.#isBackwards ? jobAfter : jobBefore;
    for (let first = 0; first < n; first++) {
      if (before[first] !== n) continue;
      let work = 0;
      let left = 0;
      for (let o = first; o !== n; o = after[o]!) {
        work += duration[o]!;
        left++;
      }
      let done = 0;
      for (let o = first; o !== n; o = after[o]!) {
        done += duration[o]!;
        priority[o] = this.#rankOf(rule, duration[o]!, work - done, --left, done);
      }
    }
  }

  #rankOf(rule: StaticRule, own: number, workAfter: number, operationsAfter: number, done: number): number {
    switch (rule) {
      case 'work-from':
        return workAfter + own;
      case 'operations-after':
        return operationsAfter;
      case 'shortest':
        return -own;
      case 'longest':
        return own;
      case 'slack-per-operation':
        // All jobs are due together: the more work a remaining operation stands for, the less slack it has.
        return Math.round(workAfter / (operationsAfter + 1));
      case 'flow-due-date':
        return -done;
      case 'chance':
        return Math.round(workAfter * (1 - CHANCE + 2 * CHANCE * this.#random.unit()));
    }
  }
}
