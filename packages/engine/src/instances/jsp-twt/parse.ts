import { readHeader, readJob } from '../jsp/parse.ts';
import type { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

/** Job shop with weighted tardiness: as jsp, then a line `release weight due` per job. */
export function parseTardinessShop(numbers: NumberReader): ParsedInstance {
  const shop = new ShopBuilder();
  const { jobs, machines } = readHeader(numbers);
  shop.addMachines(machines);
  const chains = Array.from({ length: jobs }, (_, job) => readJob(numbers, job, machines));
  chains.forEach((chain, job) => {
    const [release = 0, weight = 1, due = 0] = numbers.line(`release, weight and due date of job ${job}`);
    shop.addChain(chain, { release, weight, due });
  });
  return shop.finish('jsp-twt', 'weightedTardiness');
}
