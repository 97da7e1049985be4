import type { ModeInput } from '../../problem/problem-builder.ts';
import type { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

/** Flexible job shop: `jobs machines [flexibility]`, per job the number of operations and per operation `#options` and `machine duration` pairs, machines from 1. */
export function parseFlexibleShop(numbers: NumberReader): ParsedInstance {
  const shop = new ShopBuilder();
  const { jobs, machines } = readFlexibleHeader(numbers);
  shop.addMachines(machines);
  for (let job = 0; job < jobs; job++) shop.addChain(readFlexibleJob(numbers, job, machines));
  return shop.finish('fjsp');
}

export function readFlexibleHeader(numbers: NumberReader): { jobs: number; machines: number } {
  const [jobs = 0, machines = 0] = numbers.line('the header');
  if (jobs < 1 || machines < 1) throw new Error(`the header names ${jobs} jobs and ${machines} machines`);
  return { jobs, machines };
}

export function readFlexibleJob(numbers: NumberReader, job: number, machines: number): ModeInput[][] {
  const operations = numbers.between(`the number of operations of job ${job}`, 0, 1_000_000);
  return Array.from({ length: operations }, (_, place) => {
    const options = numbers.between(`the number of options of operation ${place} of job ${job}`, 1, machines);
    return Array.from({ length: options }, () => ({
      machine: numbers.between(`a machine of operation ${place} of job ${job}`, 1, machines) - 1,
      duration: numbers.between(`a duration of operation ${place} of job ${job}`, 0, 1_000_000_000),
    }));
  });
}
