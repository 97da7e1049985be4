import type { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

/** Flexible assembly shop: `#operations #precedences #machines`, that many `before after` pairs (from 0), then per operation `#options` and `machine duration` pairs, machines from 0. */
export function parseAssemblyShop(numbers: NumberReader): ParsedInstance {
  const shop = new ShopBuilder();
  const operations = numbers.between('the number of operations', 1, 10_000_000);
  const precedences = numbers.between('the number of precedences', 0, 100_000_000);
  const machines = numbers.between('the number of machines', 1, 10_000_000);
  const arcs = Array.from({ length: precedences }, (_, i) => ({
    from: numbers.between(`the first of precedence ${i}`, 0, operations - 1),
    to: numbers.between(`the second of precedence ${i}`, 0, operations - 1),
  }));
  shop.addMachines(machines);
  const job = shop.builder.addJob();
  for (let operation = 0; operation < operations; operation++) {
    const options = numbers.between(`the number of options of operation ${operation}`, 1, machines);
    const modes = Array.from({ length: options }, () => ({
      machine: numbers.between(`a machine of operation ${operation}`, 0, machines - 1),
      duration: numbers.between(`a duration of operation ${operation}`, 0, 1_000_000_000),
    }));
    shop.builder.addOperation({ job }, modes);
    shop.note(-1, operation);
  }
  for (const arc of arcs) shop.builder.addArc(arc);
  return shop.finish('fajsp');
}
