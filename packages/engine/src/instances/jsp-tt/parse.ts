import { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

const HEADING = /^[ \t]*(?:processing times|routes of jobs|due dates)[ \t]*:?[ \t]*\r?$/gim;

/** Job shop with total tardiness: `machines jobs`, then under headings a matrix of durations (a row per job, in the order of its route), a matrix of routes (machines from 1), and the due dates. */
export function parseTotalTardinessShop(text: string): ParsedInstance {
  const numbers = new NumberReader(text.replace(HEADING, ''));
  const machines = numbers.between(() => 'the number of machines', 1, 100_000);
  const jobs = numbers.between(() => 'the number of jobs', 1, 100_000);
  const shop = new ShopBuilder();
  shop.addMachines(machines);
  const durations = Array.from({ length: jobs * machines }, (_, i) =>
    numbers.between(() => `a duration of job ${Math.floor(i / machines)}`, 0, 1_000_000_000),
  );
  for (let job = 0; job < jobs; job++) {
    shop.beginJob();
    for (let place = 0; place < machines; place++) {
      shop.beginOperation(job, place, place > 0);
      const machine = numbers.between(() => `a machine of job ${job}`, 1, machines) - 1;
      shop.addMode(machine, durations[job * machines + place] ?? 0);
    }
  }
  for (let job = 0; job < jobs; job++)
    shop.setTerms(job, { release: 0, weight: 1, due: numbers.between(() => `the due date of job ${job}`, 0, 1_000_000_000) });
  numbers.finish();
  return shop.finish('jsp-tt', 'weightedTardiness');
}
