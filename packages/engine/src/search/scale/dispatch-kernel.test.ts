// Shops are of one size with their tables, hence the non-null assertions.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random/xorshift.ts';
import { randomShop } from '../../testing/random-shop.ts';
import { shopModel } from '../shop/shop-model.ts';
import { DispatchKernel } from './dispatch-kernel.ts';
import type { Dispatching } from './dispatching.ts';
import { JobShopDispatch } from './job-shop-dispatch.ts';
import { JobShopTiming } from './job-shop-timing.ts';

/** Jobs that come back to a machine, operations without length, one machine, and more operations than one slice of work. */
const SHOPS = [
  randomShop(1, { jobs: 12, machines: 8 }),
  randomShop(2, { jobs: 12, machines: 8, comesBack: true }),
  randomShop(3, { jobs: 9, machines: 9, comesBack: true, longest: 2 }),
  randomShop(4, { jobs: 40, machines: 1 }),
  randomShop(5, { jobs: 250, machines: 90 }),
];

describe('dispatching as WebAssembly', () => {
  it('makes the plans of its twin, whatever the priorities and from both ends', () => {
    for (const problem of SHOPS) {
      const plain = new JobShopDispatch(new JobShopTiming(shopModel(problem)));
      const twins: readonly Dispatching[] = [plain, DispatchKernel.start(problem)!];
      const random = new Random(9);
      const inBoth = (backwards: boolean, byQueues: boolean): void => {
        const [first, second] = twins.map((twin) => ({
          makespan: twin.run(backwards, byQueues),
          order: [...twin.order],
          reached: [...twin.reached].slice(0, -1),
          priority: [...twin.priority].slice(0, -1),
        }));
        expect(second).toEqual(first);
      };
      for (const backwards of [false, true, false]) {
        for (const twin of twins) twin.rankByWorkAfter(backwards);
        inBoth(backwards, false);
        for (const twin of twins) twin.rankByReached();
        inBoth(!backwards, false);
        inBoth(backwards, true);
        const chance = plain.priority.map(() => random.below(20));
        for (const twin of twins) twin.priority.set(chance);
        inBoth(backwards, false);
      }
    }
  });
  it('follows the work behind each operation of its job', () => {
    const problem = SHOPS[0]!;
    const dispatch = DispatchKernel.start(problem)!;
    const { jobAfter, duration, n } = new JobShopTiming(shopModel(problem));
    dispatch.rankByWorkAfter(false);
    for (let o = 0; o < n; o++) {
      let work = 0;
      for (let next = jobAfter[o]!; next !== n; next = jobAfter[next]!) work += duration[next]!;
      expect(dispatch.priority[o]).toBe(work);
    }
  });
});
