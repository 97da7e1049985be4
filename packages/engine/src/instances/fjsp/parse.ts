import { readHeader } from '../jsp/parse.ts';
import type { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

/** Flexible job shop: `jobs machines [flexibility]`, per job the number of operations and per operation `#options` and `machine duration` pairs, machines from 1. */
export function parseFlexibleShop(numbers: NumberReader): ParsedInstance {
  const shop = new ShopBuilder();
  const { jobs, machines } = readHeader(numbers);
  shop.addMachines(machines);
  for (let job = 0; job < jobs; job++) readFlexibleJob(numbers, job, machines, shop, -1);
  return shop.finish('fjsp');
}

/** `state`: that which each of its operations needs and leaves, -1 = none. */
export function readFlexibleJob(numbers: NumberReader, job: number, machines: number, shop: ShopBuilder, state: number): void {
  const operations = numbers.between(() => `the number of operations of job ${job}`, 0, 1_000_000);
  shop.beginJob();
  for (let place = 0; place < operations; place++) {
    shop.beginOperation(job, place, place > 0);
    readOptions(numbers, shop, 1, machines, state, () => `of operation ${place} of job ${job}`);
  }
}

/** `#options` and that many `machine duration` pairs, machines counted from `origin`. */
export function readOptions(
  numbers: NumberReader,
  shop: ShopBuilder,
  origin: number,
  machines: number,
  state: number,
  whose: () => string,
): void {
  const options = numbers.between(() => `the number of options ${whose()}`, 1, machines);
  for (let option = 0; option < options; option++) {
    const machine = numbers.between(() => `a machine ${whose()}`, origin, machines - 1 + origin) - origin;
    shop.addMode(
      machine,
      numbers.between(() => `a duration ${whose()}`, 0, 1_000_000_000),
      state,
    );
  }
}
