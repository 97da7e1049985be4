import { readFlexibleJob } from '../fjsp/parse.ts';
import { readHeader } from '../jsp/parse.ts';
import type { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

/** Flexible job shop with setups: as fjsp, then per machine a jobs × jobs matrix of setup times (row = job before, column = job after); the first job on a machine needs none. */
export function parseSetupShop(numbers: NumberReader): ParsedInstance {
  const shop = new ShopBuilder();
  const { jobs, machines } = readHeader(numbers);
  shop.addMachines(machines);
  for (let job = 0; job < jobs; job++) readFlexibleJob(numbers, job, machines, shop, job);
  for (let machine = 0; machine < machines; machine++) {
    const time = new Int32Array(jobs * jobs);
    for (let cell = 0; cell < time.length; cell++)
      time[cell] = numbers.between(() => `setup ${cell} of machine ${machine}`, 0, 1_000_000_000);
    shop.setChangeover(machine, jobs, time);
  }
  return shop.finish('fjsp-sdst');
}
