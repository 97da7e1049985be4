import { readFlexibleHeader, readFlexibleJob } from '../fjsp/parse.ts';
import type { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

/** Flexible job shop with setups: as fjsp, then per machine a jobs × jobs matrix of setup times (row = job before, column = job after); the first job on a machine needs none. */
export function parseSetupShop(numbers: NumberReader): ParsedInstance {
  const shop = new ShopBuilder();
  const { jobs, machines } = readFlexibleHeader(numbers);
  const chains = Array.from({ length: jobs }, (_, job) => readFlexibleJob(numbers, job, machines));
  for (let machine = 0; machine < machines; machine++) {
    const time = Int32Array.from({ length: jobs * jobs }, (_, i) => numbers.between(`setup ${i} of machine ${machine}`, 0, 1_000_000_000));
    const changeover = shop.builder.addChangeover({ states: jobs, time, cost: new Float64Array(jobs * jobs) });
    shop.builder.addMachine({ changeover });
  }
  chains.forEach((chain, job) => shop.addChain(chain.map((modes) => modes.map((mode) => ({ ...mode, state: job })))));
  return shop.finish('fjsp-sdst');
}
