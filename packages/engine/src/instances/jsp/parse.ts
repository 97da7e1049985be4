import type { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

/** Job shop: `jobs machines`, then per job a line of `machine duration` pairs, machines from 0; a line may end with `-1 -1`. */
export function parseJobShop(numbers: NumberReader): ParsedInstance {
  const shop = new ShopBuilder();
  const { jobs, machines } = readHeader(numbers);
  shop.addMachines(machines);
  for (let job = 0; job < jobs; job++) readJob(numbers, job, machines, shop);
  return shop.finish('jsp');
}

/** The first line: numbers of jobs and machines, and the third where there is one (workers, or a flexibility that is not used). */
export function readHeader(numbers: NumberReader): { jobs: number; machines: number; third: number | undefined } {
  const [jobs = 0, machines = 0, third] = numbers.line('the header');
  for (const count of [jobs, machines])
    if (count < 1 || count > 10_000_000 || !Number.isInteger(count))
      throw new Error(`the header names ${jobs} jobs and ${machines} machines`);
  return { jobs, machines, third };
}

/** One line, one job. */
export function readJob(numbers: NumberReader, job: number, machines: number, shop: ShopBuilder): void {
  const line = numbers.line(`job ${job}`);
  const ends = line.length >= 2 && line.at(-1) === -1 && line.at(-2) === -1;
  const length = ends ? line.length - 2 : line.length;
  if (length % 2 !== 0) throw new Error(`job ${job}: ${line.at(-1)} is a machine without a duration`);
  shop.beginJob();
  for (let i = 0; i < length; i += 2) {
    const machine = line[i] ?? -1;
    const duration = line[i + 1] ?? -1;
    if (!isIndex(machine, machines) || !isIndex(duration, 1_000_000_001))
      throw new Error(`job ${job}, operation ${i / 2}: machine ${machine} for ${duration} is not possible with ${machines} machines`);
  }
  shop.addChain(job, line, length / 2);
}

function isIndex(value: number, count: number): boolean {
  return value >= 0 && value < count && Number.isInteger(value);
}
