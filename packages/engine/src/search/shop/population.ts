// Indices come from arrays sized by the model, hence the non-null assertions.
import type { Random } from '../../random/xorshift.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** Up to so many pairs of operations decide how far two solutions are apart; larger shops are sampled. */
const MOST_PAIRS = 6000;
/** At the start members must differ by this share of what unrelated members differ by. */
const FIRST_DISTANCE = 0.25;

/** Means of places are told apart to this part of a place: any less than 1 would do, for who follows follows by a place or more. */
const FINE = 1 << 16;

interface Member {
  readonly solution: ShopOrder;
  /** [operation] place in the order. */
  readonly places: Int32Array;
  /** Which first member it was compared with last, by number, and how far it is from that. */
  readonly number: number;
  first: number;
  toFirst: number;
}

/**
 * The elite: good and different solutions. Of one too many, the worse of a pair that stands too near goes, else the worst; how near is
 * too near falls to nothing as the budget is spent (after Constantino and Segura 2022).
 */
export class Population {
  readonly #random: Random;
  readonly #pairs: Int32Array;
  readonly #isFlexible: boolean;
  /** [place] of a solution between two members, while it is made. */
  readonly #keys: Float64Array;
  #members: Member[] = [];
  #added = 0;
  /** Mean distance of members that have nothing to do with each other. */
  #usualDistance = 0;

  constructor(model: ShopModel, random: Random) {
    this.#random = random;
    this.#pairs = pairsOf(model, random);
    this.#isFlexible = model.problem.features.flexible;
    this.#keys = new Float64Array(model.n);
  }

  get size(): number {
    return this.#members.length;
  }

  /** Of the members, in no order that means anything. */
  values(): number[] {
    return this.#members.map(({ solution }) => solution.value);
  }

  /** Lets a solution in if it earns it among at most `limit` members. */
  add(solution: ShopOrder, limit: number, progress: number): void {
    const newcomer: Member = { solution, places: placesOf(solution.order), number: this.#added++, first: -1, toFirst: 0 };
    const distances = this.#members.map((member) => this.#distance(member, newcomer));
    newcomer.first = this.#members[0]?.number ?? -1;
    newcomer.toFirst = distances[0] ?? 0;
    const twin = distances.indexOf(0);
    if (twin >= 0) {
      if (solution.value < this.#members[twin]!.solution.value) this.#members[twin] = newcomer;
      return;
    }
    if (distances.length > 0 && distances.length < limit)
      this.#usualDistance = Math.max(this.#usualDistance, distances.reduce((sum, each) => sum + each, 0) / distances.length);
    this.#members.push(newcomer);
    if (this.#members.length > limit) this.#removeOne(FIRST_DISTANCE * (1 - progress) * this.#usualDistance, distances);
  }

  /** Only pairs with the newcomer, the last, can have become too near. */
  #removeOne(least: number, distances: readonly number[]): void {
    const newest = this.#members.length - 1;
    const value = (i: number): number => this.#members[i]!.solution.value;
    let nearest = -1;
    distances.forEach((distance, i) => {
      if (distance < least && (nearest < 0 || distance < distances[nearest]!)) nearest = i;
    });
    let leaves = newest;
    if (nearest >= 0) leaves = value(nearest) >= value(newest) ? nearest : newest;
    else for (let i = 0; i < newest; i++) if (value(i) > value(leaves)) leaves = i;
    this.#members = this.#members.filter((_, i) => i !== leaves);
  }

  /** Mean distance of the first member to the others, as a share of the usual distance: near 0 when all have become alike. */
  spread(): number {
    const [first, ...others] = this.#members;
    if (first === undefined || others.length === 0 || this.#usualDistance === 0) return 1;
    return others.reduce((sum, other) => sum + this.#toFirst(other, first), 0) / others.length / this.#usualDistance;
  }

  #toFirst(member: Member, first: Member): number {
    if (member.first !== first.number) {
      member.first = first.number;
      member.toFirst = this.#distance(first, member);
    }
    return member.toFirst;
  }

  /** Forgets all but the best. */
  keepBest(): void {
    this.#members = [this.#members.reduce((a, b) => (b.solution.value < a.solution.value ? b : a))];
  }

  /** Forgets all; what unrelated members differ by is still known. */
  clear(): void {
    this.#members = [];
  }

  /** One by chance. @throws Error when there is none. */
  member(): ShopOrder {
    const chosen = this.#members[this.#random.below(Math.max(1, this.#members.length))];
    if (chosen === undefined) throw new Error('nobody has been let in yet');
    return chosen.solution;
  }

  /** So many solutions on the way from one member to another, in even steps from a quarter to three quarters; none with fewer than two members. */
  children(count: number): ShopOrder[] {
    const members = this.#members.length;
    if (members < 2) return [];
    const i = this.#random.below(members);
    const j = (i + 1 + this.#random.below(members - 1)) % members;
    return Array.from({ length: count }, (_, k) => {
      const share = 0.25 + (0.5 * (k + this.#random.unit())) / count;
      return this.#between(this.#members[i]!, this.#members[j]!, share);
    });
  }

  /**
   * Operations sorted by a weighted mean of their places in both orders. Both orders respect every precedence, so the mean does, and no
   * cycle can arise; pairs that both order alike stay so.
   */
  #between(from: Member, to: Member, share: number): ShopOrder {
    const n = from.places.length;
    const { order: source } = from.solution;
    // A number says both the mean and who it is of, so that numbers are sorted, which is many times faster than by a comparison.
    const keys = this.#keys;
    for (let i = 0; i < n; i++) keys[i] = Math.round(((1 - share) * i + share * to.places[source[i]!]!) * FINE) * n + i;
    keys.sort();
    const order = new Int32Array(n);
    // What is left of a division, by hand: `%` on numbers above 2^31 takes longer than all the rest.
    for (let i = 0; i < n; i++) order[i] = source[keys[i]! - Math.floor(keys[i]! / n) * n]!;
    const mode = from.solution.mode.map((each, o) => (this.#random.unit() < share ? to.solution.mode[o]! : each));
    return { mode, order, value: Number.MAX_SAFE_INTEGER };
  }

  /** How many of the pairs are the other way round, and how many of their operations on another machine. */
  #distance(x: Member, y: Member): number {
    const a = x.places;
    const b = y.places;
    const pairs = this.#pairs;
    let differences = 0;
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      const o = pairs[i]!;
      const w = pairs[i + 1]!;
      // One where the signs differ, without a branch: nobody could guess it.
      differences += ((a[o]! - a[w]!) ^ (b[o]! - b[w]!)) >>> 31;
    }
    if (!this.#isFlexible) return differences;
    const chosen = x.solution.mode;
    const other = y.solution.mode;
    for (let i = 0; i + 1 < pairs.length; i += 2) if (chosen[pairs[i]!] !== other[pairs[i]!]) differences++;
    return differences;
  }
}

function placesOf(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) places[order[i]!] = i;
  return places;
}

/** Pairs of operations that may share a machine: all, or a sample. */
function pairsOf(model: ShopModel, random: Random): Int32Array {
  const { operations, modes } = model.problem;
  const byMachine: number[][] = Array.from({ length: model.m }, () => []);
  for (let o = 0; o < model.n; o++) byMachine[modes.machine[operations.modeStart[o]!]!]!.push(o);
  const shared = byMachine.filter((list) => list.length > 1);
  const all = shared.reduce((sum, list) => sum + (list.length * (list.length - 1)) / 2, 0);
  const pairs: number[] = [];
  if (all <= MOST_PAIRS) {
    for (const list of shared) for (const [i, o] of list.entries()) for (const w of list.slice(i + 1)) pairs.push(o, w);
    return Int32Array.from(pairs);
  }
  for (let i = 0; i < MOST_PAIRS; i++) {
    const list = shared[random.below(shared.length)]!;
    const first = random.below(list.length);
    pairs.push(list[first]!, list[(first + 1 + random.below(list.length - 1)) % list.length]!);
  }
  return Int32Array.from(pairs);
}
