import type { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

/** Job shop: `jobs machines`, then per job a line of `machine duration` pairs, machines from 0; a line may end with `-1 -1`. */
export function parseJobShop(numbers: NumberReader): ParsedInstance {
  const shop = new ShopBuilder();
  const { jobs, machines } = readHeader(numbers);
  shop.addMachines(machines);
  for (let job = 0; job < jobs; job++) shop.addChain(readJob(numbers, job, machines));
  return shop.finish('jsp');
}

export function readHeader(numbers: NumberReader): { jobs: number; machines: number } {
  const [jobs = 0, machines = 0] = numbers.line('the header');
  if (jobs < 1 || machines < 1) throw new Error(`the header names ${jobs} jobs and ${machines} machines`);
  return { jobs, machines };
}

export function readJob(numbers: NumberReader, job: number, machines: number): { machine: number; duration: number }[][] {
  const line = numbers.line(`job ${job}`);
  const operations: { machine: number; duration: number }[][] = [];
  for (let i = 0; i + 1 < line.length; i += 2) {
    const machine = line[i] ?? -1;
    const duration = line[i + 1] ?? -1;
    if (machine < 0) break;
    if (machine >= machines || duration < 0)
      throw new Error(`job ${job}, operation ${i / 2}: machine ${machine} for ${duration} is not possible with ${machines} machines`);
    operations.push([{ machine, duration }]);
  }
  return operations;
}
