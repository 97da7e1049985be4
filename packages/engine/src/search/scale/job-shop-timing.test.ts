import { describe, expect, it } from 'vitest';
import { Random } from '../../random/xorshift.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { shopModel } from '../shop/shop-model.ts';
import { JobShopDispatch } from './job-shop-dispatch.ts';
import { JobShopTiming } from './job-shop-timing.ts';
import { StartPlans } from './start-plans.ts';

/** Shops of every kind the kernel must bear: jobs that come back to a machine, operations without length. */
const SHOPS = [
  randomShop(1, { jobs: 12, machines: 8 }),
  randomShop(2, { jobs: 12, machines: 8, comesBack: true }),
  randomShop(3, { jobs: 20, machines: 5, longest: 3 }),
  randomShop(4, { jobs: 9, machines: 9, comesBack: true, longest: 2 }),
];

function planned(i: number): JobShopTiming {
  const timing = new JobShopTiming(shopModel(SHOPS[i]!));
  const starts = new StartPlans(() => timing, new JobShopDispatch(timing), new Random(7 + i));
  starts.next();
  timing.load(starts.order);
  return timing;
}
/** Longest path with the window's operations taken out, by asking every path. */
function longestWithout(timing: JobShopTiming, from: number, to: number): number {
  const { n, order, place, duration, jobAfter, machineAfter } = timing;
  const rest = new Int32Array(n + 1);
  let longest = 0;
  for (let i = n - 1; i >= 0; i--) {
    const o = order[i]!;
    const inside = place[o]! >= from && place[o]! < to;
    // A path that enters the window is no longer one that avoids it.
    rest[o] = inside ? -1_000_000 : duration[o]! + Math.max(rest[jobAfter[o]!]!, rest[machineAfter[o]!]!);
    if (timing.jobBefore[o] === n && timing.machineBefore[o] === n) longest = Math.max(longest, rest[o]!);
  }
  return longest;
}

describe('times of a large job shop', () => {
  it('stay the same in any of its orders', () => {
    SHOPS.forEach((_, i) => {
      const timing = planned(i);
      const ends = timing.end.slice();
      for (const share of [0, 0.5, 1, 0.25]) {
        timing.reorder(share);
        timing.retime();
        expect(timing.end).toEqual(ends);
      }
    });
  });
  it('know the longest path beside a window', () => {
    SHOPS.forEach((_, i) => {
      const timing = planned(i);
      for (const [from, to] of [
        [0, 20],
        [30, 60],
        [10, timing.n],
        [0, timing.n],
      ] as const)
        expect(timing.longestBeside(from, to)).toBe(Math.max(0, longestWithout(timing, from, to)));
    });
  });
  it('find a turn only where the longest path changes machines', () => {
    const timing = planned(0);
    const turns = new Int32Array(100);
    const count = timing.turns(new Random(1), turns);
    expect(count).toBeGreaterThan(0);
    for (const place of turns.slice(0, count)) {
      const o = timing.order[place]!;
      const next = timing.jobAfter[o]!;
      expect(timing.end[o]! + timing.tail[next]!).toBe(timing.makespan);
      expect(timing.machine[next]).not.toBe(timing.machine[o]);
    }
  });
});

describe('dispatching a job shop', () => {
  it('gives times that a recount of its order gives, forwards and backwards', () => {
    SHOPS.forEach((problem) => {
      const timing = new JobShopTiming(shopModel(problem));
      const dispatch = new JobShopDispatch(timing);
      const random = new Random(3);
      for (const backwards of [false, true, false, true]) {
        dispatch.priority.forEach((_, o) => (dispatch.priority[o] = random.below(50)));
        const makespan = dispatch.run(backwards, false);
        timing.load(dispatch.order);
        expect(timing.makespan).toBe(makespan);
        const reached = backwards ? timing.tail : timing.end;
        expect(dispatch.reached.subarray(0, timing.n)).toEqual(reached.subarray(0, timing.n));
        expect([...dispatch.order].sort((a, b) => a - b)).toEqual(Array.from({ length: timing.n }, (_, o) => o));
      }
    });
  });
  it('goes where least waits, if asked to', () => {
    SHOPS.forEach((problem) => {
      const timing = new JobShopTiming(shopModel(problem));
      const dispatch = new JobShopDispatch(timing);
      for (const backwards of [false, true]) {
        const priority = dispatch.priority.fill(7);
        const makespan = dispatch.run(backwards, true);
        timing.load(dispatch.order);
        expect(timing.makespan).toBe(makespan);
        // Whose job ends here cares for no queue; nobody waits for less than nothing.
        for (let o = 0; o < timing.n; o++) {
          expect(priority[o]).toBeLessThanOrEqual(0);
          if ((backwards ? timing.jobBefore : timing.jobAfter)[o] === timing.n) expect(priority[o]).toBe(0);
        }
        // By the same priorities, known beforehand, the same plan.
        const order = dispatch.order.slice();
        expect(dispatch.run(backwards, false)).toBe(makespan);
        expect(dispatch.order).toEqual(order);
      }
    });
  });
  it('comes to the bound of the busiest machine, seen from both ends', () => {
    const problem = randomShop(11, { jobs: 300, machines: 40 });
    const timing = new JobShopTiming(shopModel(problem));
    const load = new Int32Array(40);
    for (let o = 0; o < timing.n; o++) load[timing.machine[o]!]! += timing.duration[o]!;
    const starts = new StartPlans(() => timing, new JobShopDispatch(timing), new Random(1));
    const first = starts.next();
    let best = first;
    while (starts.chains === 0) best = Math.min(best, starts.next());
    expect(best).toBeLessThan(first);
    expect(best).toBeLessThan(1.02 * Math.max(...load));
  });
  it('tries another rule when one is exhausted', () => {
    const starts = new StartPlans(() => planned(0), new JobShopDispatch(planned(0)), new Random(5));
    const values = new Set<number>();
    while (starts.chains < 20) values.add(starts.next());
    expect(values.size).toBeGreaterThan(10);
  });
});
