import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArguments } from './arguments.ts';
import { FLEXIBLE_KINDS, flexibleSpeed, jobShopSpeed, tardinessSpeed, windowSpeed } from './kernel-speed.ts';
import { modelCost } from './model-cost.ts';

/**
 * Speed of the search kernels, compiled and plain, in iterations a second of processor time, on random job shops in two halves,
 * flexible shops, shops with due dates, and windows of large job shops: `node bench/src/run-kernels.ts --seconds 1`. Both twins go the
 * same way, so their figures are of the same work. Then what is left of the job-shop kernel's speed in the whole search, and when the
 * same shop is said with every rule of the model, none of them binding.
 */
const options = parseArguments(process.argv.slice(2), {
  seconds: '1',
  sizes: '15x15,20x20,30x20,100x20',
  flexible: '10x10,20x10,30x15',
  tardiness: '10x10,20x10,30x15',
  windows: '30x20,100x20',
  model: '15x15,20x20,30x20',
});

const seconds = Number(options.seconds);
const rows = [
  ...sizesOf(options.sizes).map(([jobs, machines]) => jobShopSpeed(jobs, machines, seconds)),
  ...(Object.keys(FLEXIBLE_KINDS) as (keyof typeof FLEXIBLE_KINDS)[]).flatMap((kind) =>
    sizesOf(options.flexible).map(([jobs, machines]) => flexibleSpeed(kind, jobs, machines, seconds)),
  ),
  ...sizesOf(options.tardiness).map(([jobs, machines]) => tardinessSpeed(jobs, machines, seconds)),
  ...sizesOf(options.windows).map(([jobs, machines]) => windowSpeed(jobs, machines, seconds)),
];
for (const { kernel, size, compiled, plain } of rows)
  console.log(`${kernel} ${size}: compiled ${compiled} it/s, plain ${plain} it/s, factor ${(compiled / plain).toFixed(2)}`);
const model = sizesOf(options.model).map(([jobs, machines]) => modelCost(jobs, machines, 3 * seconds));
for (const { size, kernel, pure, dressed } of model) {
  const less = (speed: number): string => `${(100 * (1 - speed / kernel)).toFixed(1)} %`;
  console.log(
    `job shop ${size}: kernel alone ${kernel} it/s, search ${pure} (${less(pure)} less), with idle rules ${dressed} (${less(dressed)} less)`,
  );
}
const result = { suite: 'kernels', machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`, node: process.version, rows, model };
writeFileSync(new URL('../history/kernels.json', import.meta.url), `${JSON.stringify(result)}\n`);

/** Jobs and machines of each size in "15x15,20x20". */
function sizesOf(list: string): readonly (readonly [number, number])[] {
  return list.split(',').map((size) => {
    const [jobs = 1, machines = 1] = size.split('x').map(Number);
    return [jobs, machines];
  });
}
