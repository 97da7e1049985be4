import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { jobShopTwins, randomShop } from '@midstream/engine/testing';
import { parseArguments } from './arguments.ts';

/**
 * Speed of the search kernels, compiled and plain, in iterations a second of processor time, on random shops in two halves:
 * `node bench/src/run-kernels.ts --seconds 1`. Both twins go the same way, so their figures are of the same work.
 */
const options = parseArguments(process.argv.slice(2), { seconds: '1', sizes: '15x15,20x20,30x20,100x20', out: '' });
/** A slice of so many iterations is no slice of the clock: it is read rarely. */
const SLICE = 500;

interface Row {
  readonly kernel: string;
  readonly size: string;
  readonly compiled: number;
  readonly plain: number;
}

/** Iterations a second of this process' own time, which other programs' load does not change much; the first tenth warms up. */
function speedOf(run: (iterations: number) => void, seconds: number): number {
  const spent = (): number => process.cpuUsage().user / 1e6;
  for (const warm = spent() + seconds / 10; spent() < warm;) run(SLICE);
  const began = spent();
  let iterations = 0;
  for (; spent() < began + seconds; iterations += SLICE) run(SLICE);
  return iterations / (spent() - began);
}

const rows: Row[] = options.sizes.split(',').map((size) => {
  const [jobs = 1, machines = 1] = size.split('x').map(Number);
  const { compiled, plain } = jobShopTwins(randomShop(1, { jobs, machines, inHalves: true }), 1);
  if (compiled === undefined) throw new Error('this platform has no WebAssembly: there is nothing to compare');
  const measure = (kernel: typeof plain): number =>
    Math.round(speedOf((iterations) => search(kernel, iterations), Number(options.seconds)));
  return { kernel: 'job shop', size, compiled: measure(compiled), plain: measure(plain) };
});
function search(kernel: { run(iterations: number, patience: number): boolean }, iterations: number): void {
  if (!kernel.run(iterations, Number.MAX_SAFE_INTEGER)) throw new Error('the shop is too easy to measure on: no move is left');
}

for (const { kernel, size, compiled, plain } of rows)
  console.log(`${kernel} ${size}: compiled ${compiled} it/s, plain ${plain} it/s, factor ${(compiled / plain).toFixed(2)}`);
const result = { suite: 'kernels', machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`, node: process.version, rows };
if (options.out !== '') writeFileSync(options.out, `${JSON.stringify(result, null, 2)}\n`);
