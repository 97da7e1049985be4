import type { Random } from '../../random/xorshift.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

const TARGET = 12;
/** Pairs of operations looked at to say how far two solutions are apart. */
const SAMPLED_PAIRS = 2000;

/**
 * The elite: good and different solutions. A newcomer replaces the worst, or the one it resembles, if it is better; how different
 * members must be falls to nothing as the budget is spent (after Constantino and Segura 2022).
 */
export class Population {
  readonly #random: Random;
  readonly #members: ShopOrder[] = [];
  readonly #pairs: Int32Array;
  readonly target = TARGET;

  constructor(model: ShopModel, random: Random) {
    this.#random = random;
    this.#pairs = samplePairs(model, random);
  }

  get size(): number {
    return this.#members.length;
  }

  add(order: ShopOrder, progress: number): void {
    const least = 0.1 * (1 - Math.min(1, progress));
    const near = this.#members.findIndex((member) => this.#distance(member, order) <= least * this.#spread());
    if (near >= 0) {
      if (order.makespan <= (this.#members[near]?.makespan ?? 0)) this.#members[near] = order;
      return;
    }
    if (this.#members.length < TARGET) {
      this.#members.push(order);
      return;
    }
    let worst = 0;
    this.#members.forEach((member, i) => {
      if (member.makespan > (this.#members[worst]?.makespan ?? 0)) worst = i;
    });
    if (order.makespan <= (this.#members[worst]?.makespan ?? 0)) this.#members[worst] = order;
  }

  /** Mean distance of members to the first: what counts as far in this shop. */
  #spread(): number {
    const [first, ...others] = this.#members;
    if (first === undefined || others.length === 0) return 0;
    return others.reduce((sum, other) => sum + this.#distance(first, other), 0) / others.length;
  }

  /**
   * A solution on the way from one member to another: operations sorted by a weighted mean of their places in both orders. Both
   * orders respect every precedence, so the mean does, and no cycle can arise. Undefined with fewer than two members.
   */
  child(): ShopOrder | undefined {
    if (this.#members.length < 2) return undefined;
    const i = this.#random.below(this.#members.length);
    let j = this.#random.below(this.#members.length - 1);
    if (j >= i) j++;
    const from = this.#members[i];
    const to = this.#members[j];
    if (from === undefined || to === undefined) return undefined;
    const share = 0.3 + 0.4 * this.#random.unit();
    const a = placesOf(from.order);
    const b = placesOf(to.order);
    const key = Float64Array.from(a, (place, o) => (1 - share) * place + share * (b[o] ?? 0));
    const order = Int32Array.from(from.order).sort((x, y) => (key[x] ?? 0) - (key[y] ?? 0) || (a[x] ?? 0) - (a[y] ?? 0));
    const mode = from.mode.map((each, o) => (this.#random.unit() < share ? (to.mode[o] ?? each) : each));
    return { mode, order, makespan: Number.MAX_SAFE_INTEGER };
  }

  /** How many of the sampled pairs are on different machines or the other way round. */
  #distance(x: ShopOrder, y: ShopOrder): number {
    const a = placesOf(x.order);
    const b = placesOf(y.order);
    let differences = 0;
    for (let i = 0; i + 1 < this.#pairs.length; i += 2) {
      const o = this.#pairs[i] ?? 0;
      const w = this.#pairs[i + 1] ?? 0;
      if ((a[o] ?? 0) < (a[w] ?? 0) !== (b[o] ?? 0) < (b[w] ?? 0)) differences++;
      if (x.mode[o] !== y.mode[o]) differences++;
    }
    return differences;
  }
}

function placesOf(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  order.forEach((o, i) => {
    places[o] = i;
  });
  return places;
}

/** Pairs that may share a machine. */
function samplePairs(model: ShopModel, random: Random): Int32Array {
  const { operations, modes } = model.problem;
  const byMachine: number[][] = Array.from({ length: model.m }, () => []);
  for (let o = 0; o < model.n; o++) byMachine[modes.machine[operations.modeStart[o] ?? 0] ?? 0]?.push(o);
  const shared = byMachine.filter((list) => list.length > 1);
  if (shared.length === 0) return new Int32Array(0);
  const pairs = new Int32Array(2 * SAMPLED_PAIRS);
  for (let i = 0; i < SAMPLED_PAIRS; i++) {
    const list = shared[random.below(shared.length)] ?? [];
    const first = random.below(list.length);
    const second = (first + 1 + random.below(list.length - 1)) % list.length;
    pairs[2 * i] = list[first] ?? 0;
    pairs[2 * i + 1] = list[second] ?? 0;
  }
  return pairs;
}
