import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { Random } from '../../random/xorshift.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { dispatch } from './dispatch.ts';
import { Population } from './population.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';
import { shopModel } from './shop-model.ts';
import { solutionOf } from './times.ts';

const problem = randomShop(5, { jobs: 10, machines: 6, inHalves: true });
const model = shopModel(problem);

function orders(count: number, random = new Random(9)): ShopOrder[] {
  return Array.from({ length: count }, () => dispatch(model, 'random', random));
}

/** Every pair of operations on one machine: does the first come before the second? */
function machineOrder({ n, problem: { operations, modes } }: ShopModel, { order }: ShopOrder): Map<string, boolean> {
  const place = new Map([...order].map((o, i) => [o, i]));
  const pairs = new Map<string, boolean>();
  const machine = (o: number): number => modes.machine[operations.modeStart[o]!]!;
  for (let o = 0; o < n; o++)
    for (let w = o + 1; w < n; w++) if (machine(o) === machine(w)) pairs.set(`${o} ${w}`, place.get(o)! < place.get(w)!);
  return pairs;
}

describe('a child of two solutions', () => {
  it('is a valid schedule that keeps what both parents agree on', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const population = new Population(model, new Random(seed));
      const [a, b] = orders(2, new Random(seed));
      population.add(a!, 10, 0);
      population.add(b!, 10, 0);
      const [inA, inB] = [machineOrder(model, a!), machineOrder(model, b!)];
      for (const child of population.children(4)) {
        expect(checkSchedule(problem, solutionOf(model, child).schedule).violations).toEqual([]);
        for (const [pair, isBefore] of machineOrder(model, child))
          if (inA.get(pair) === inB.get(pair)) expect(isBefore, `seed ${seed}, pair ${pair}`).toBe(inA.get(pair));
      }
    }
  });
  it('has pairs of both parents where they disagree', () => {
    const [a, b] = orders(2, new Random(4));
    const population = new Population(model, new Random(1));
    population.add(a!, 10, 0);
    population.add(b!, 10, 0);
    const [inA, inB] = [machineOrder(model, a!), machineOrder(model, b!)];
    const contested = [...inA.keys()].filter((pair) => inA.get(pair) !== inB.get(pair));
    for (const child of population.children(4).map((each) => machineOrder(model, each))) {
      const asA = contested.filter((pair) => child.get(pair) === inA.get(pair)).length;
      expect(asA).toBeGreaterThan(0);
      expect(asA).toBeLessThan(contested.length);
    }
  });
  it('needs two parents', () => {
    const population = new Population(model, new Random(1));
    population.add(orders(1)[0]!, 10, 0);
    expect(population.children(4)).toEqual([]);
  });
});

describe('the elite', () => {
  it('never grows past its limit and never loses its best', () => {
    const population = new Population(model, new Random(2));
    let best = Number.POSITIVE_INFINITY;
    orders(200).forEach((order, i) => {
      population.add(order, 8, i / 200);
      best = Math.min(best, order.value);
      expect(population.size).toBeLessThanOrEqual(8);
      expect(Math.min(...population.values())).toBe(best);
    });
    expect(population.size).toBe(8);
  });
  it('holds no solution twice', () => {
    const population = new Population(model, new Random(2));
    const [one] = orders(1);
    for (let i = 0; i < 5; i++) population.add({ ...one!, order: one!.order.slice() }, 8, 0);
    expect(population.size).toBe(1);
  });
  it('gives up the worse of two too alike while there is time, and only the worst at the end', () => {
    const many = orders(8).sort((a, b) => a.value - b.value);
    const near = { ...many[0]!, order: swapOnMachine(many[0]!), value: many[0]!.value + 1 };
    for (const [progress, isKept] of [
      [0, false],
      [1, true],
    ] as const) {
      const population = new Population(model, new Random(3));
      for (const order of many) population.add(order, 8, progress);
      const before = population.values();
      population.add(near, 8, progress);
      expect(population.values().join() !== before.join(), `progress ${progress}`).toBe(isKept);
    }
  });
});

/** Exchanges two neighbours in the order that share a machine but no job. */
function swapOnMachine({ order }: ShopOrder): Int32Array {
  const { operations, modes } = problem;
  const swapped = order.slice();
  for (let i = 0; i + 1 < order.length; i++) {
    const [o, w] = [order[i]!, order[i + 1]!];
    if (operations.job[o] === operations.job[w]) continue;
    if (modes.machine[operations.modeStart[o]!] !== modes.machine[operations.modeStart[w]!]) continue;
    [swapped[i], swapped[i + 1]] = [w, o];
    return swapped;
  }
  throw new Error('no such neighbours: take another seed');
}
