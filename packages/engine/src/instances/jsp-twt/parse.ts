import { readHeader, readJob } from '../jsp/parse.ts';
import type { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

/** Job shop with weighted tardiness: as jsp, then a line `release weight due` per job. */
export function parseTardinessShop(numbers: NumberReader): ParsedInstance {
  const shop = new ShopBuilder();
  const { jobs, machines } = readHeader(numbers);
  shop.addMachines(machines);
  for (let job = 0; job < jobs; job++) readJob(numbers, job, machines, shop);
  for (let job = 0; job < jobs; job++) {
    const release = numbers.between(() => `the release of job ${job}`, 0, 1_000_000_000);
    const weight = numbers.next(`the weight of job ${job}`);
    if (weight < 0) throw new Error(`line ${numbers.lineNumber}: the weight of job ${job} is ${weight}`);
    shop.setTerms(job, { release, weight, due: numbers.between(() => `the due date of job ${job}`, 0, 1_000_000_000) });
  }
  return shop.finish('jsp-twt', 'weightedTardiness');
}
