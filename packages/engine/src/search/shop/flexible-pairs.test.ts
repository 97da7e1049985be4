import { describe, expect, it } from 'vitest';
import { randomFlexibleShop } from '../../testing/random-shop.ts';
import { FlexibleGraph } from './flexible-graph.ts';
import { FlexiblePairs } from './flexible-pairs.ts';
import { flexibleTables } from './flexible-tables.ts';
import { shopModel } from './shop-model.ts';

/** Eight jobs of one operation on one machine, in the order of their numbers. */
const model = shopModel(randomFlexibleShop(1, { jobs: 8, machines: 1, operations: 1, ways: 1 }));
const order = Int32Array.from({ length: 8 }, (_, o) => o);

/** After 3 has gone behind 5: the order is 0 1 2 4 5 3 6 7. */
function afterMove(): FlexiblePairs {
  const graph = new FlexibleGraph(model, flexibleTables(model));
  graph.load({ mode: order.slice(), order });
  const pairs = new FlexiblePairs(graph);
  pairs.forbid(3, 5, true, 100, 0);
  graph.move(3, graph.mode[3]!, 5);
  return pairs;
}

/** Which places of an operation are forbidden: before all others, then behind each of them. */
function forbiddenPlaces(pairs: FlexiblePairs, v: number, others: readonly number[], iteration: number): boolean[] {
  pairs.beginPlaces(v, true, false, iteration);
  const places = [pairs.isPlaceForbidden];
  for (const w of others) {
    pairs.passPlace(w);
    places.push(pairs.isPlaceForbidden);
  }
  return places;
}

describe('pairs that may not change places back', () => {
  it('are those an operation passed, one way round and for a while', () => {
    const pairs = afterMove();
    expect([4, 5, 6].map((w) => pairs.isForbidden(3, w, 101))).toEqual([true, true, false]);
    expect(pairs.isForbidden(4, 3, 101)).toBe(false);
    expect(pairs.isForbidden(3, 4, 200)).toBe(false);
  });
  it('are noted on the way before others as well', () => {
    const graph = new FlexibleGraph(model, flexibleTables(model));
    graph.load({ mode: order.slice(), order });
    const pairs = new FlexiblePairs(graph);
    pairs.forbid(3, 0, false, 100, 0);
    expect([0, 1, 2].map((w) => pairs.isForbidden(w, 3, 101))).toEqual([false, true, true]);
  });
  it('shut the places beyond them, for the one that passed and for those it passed', () => {
    const [no, yes] = [false, true];
    expect(forbiddenPlaces(afterMove(), 3, [0, 1, 2, 4, 5, 6, 7], 101)).toEqual([yes, yes, yes, yes, yes, no, no, no]);
    expect(forbiddenPlaces(afterMove(), 4, [0, 1, 2, 5, 3, 6, 7], 101)).toEqual([no, no, no, no, no, yes, yes, yes]);
    expect(forbiddenPlaces(afterMove(), 3, [0, 1, 2, 4, 5, 6, 7], 200)).toEqual(Array(8).fill(no));
  });
});
