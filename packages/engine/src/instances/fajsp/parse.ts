import { readOptions } from '../fjsp/parse.ts';
import type { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

/** Flexible assembly shop: `#operations #precedences #machines`, that many `before after` pairs (from 0), then per operation `#options` and `machine duration` pairs, machines from 0. */
export function parseAssemblyShop(numbers: NumberReader): ParsedInstance {
  const shop = new ShopBuilder();
  const operations = numbers.between(() => 'the number of operations', 1, 10_000_000);
  const precedences = numbers.between(() => 'the number of precedences', 0, 100_000_000);
  const machines = numbers.between(() => 'the number of machines', 1, 10_000_000);
  for (let i = 0; i < precedences; i++) {
    const from = numbers.between(() => `the first of precedence ${i}`, 0, operations - 1);
    shop.addArc(
      from,
      numbers.between(() => `the second of precedence ${i}`, 0, operations - 1),
    );
  }
  shop.addMachines(machines);
  shop.beginJob();
  for (let operation = 0; operation < operations; operation++) {
    shop.beginOperation(-1, operation, false);
    readOptions(numbers, shop, 0, machines, -1, () => `of operation ${operation}`);
  }
  return shop.finish('fajsp');
}
