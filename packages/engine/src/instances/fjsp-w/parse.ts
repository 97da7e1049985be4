import { readHeader } from '../jsp/parse.ts';
import { InstanceBuilder } from '../instance-builder.ts';
import { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import type { ModeInput } from '../../problem/mode-columns.ts';

/** Flexible job shop with workers: `jobs machines workers`, per job the number of operations, per operation `#machines`, per machine `machine #workers` and that many `worker duration` pairs; all from 1. Every worker does one thing at a time. */
export function parseWorkerShop(text: string): ParsedInstance {
  const numbers = new NumberReader(text);
  const { jobs, machines, third: workers } = readHeader(numbers);
  if (workers === undefined || workers < 1 || workers > 1_000_000 || !Number.isInteger(workers))
    throw new Error(`the header names ${workers} workers`);
  const shop = new InstanceBuilder();
  for (let machine = 0; machine < machines; machine++) shop.addMachine();
  for (let worker = 0; worker < workers; worker++) shop.addPool(1);
  for (let j = 0; j < jobs; j++) {
    const job = shop.addJob();
    const operations = numbers.between(() => `the number of operations of job ${j}`, 0, 1_000_000);
    for (let place = 0; place < operations; place++) {
      const o = shop.addOperation(
        j,
        place,
        { job },
        readWays(numbers, machines, workers, () => `of operation ${place} of job ${j}`),
      );
      if (place > 0) shop.addArc({ from: o - 1, to: o });
    }
  }
  numbers.finish();
  return shop.finish('fjsp-w', { machine: true, helpers: true });
}

function readWays(numbers: NumberReader, machines: number, workers: number, whose: () => string): ModeInput[] {
  const modes: ModeInput[] = [];
  const count = numbers.between(() => `the number of machines ${whose()}`, 1, machines);
  for (let i = 0; i < count; i++) {
    const machine = numbers.between(() => `a machine ${whose()}`, 1, machines) - 1;
    const people = numbers.between(() => `the number of workers ${whose()}`, 1, workers);
    for (let k = 0; k < people; k++) {
      const pool = numbers.between(() => `a worker ${whose()}`, 1, workers) - 1;
      const duration = numbers.between(() => `a duration ${whose()}`, 0, 1_000_000_000);
      modes.push({ machine, duration, needs: [{ pool, amount: 1 }] });
    }
  }
  return modes;
}
