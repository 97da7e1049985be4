import { bytes } from '../../kernels/generated/job-shop-text.ts';
import { KernelCode } from '../../kernels/load-kernel.ts';
import type { Kernel } from '../../kernels/load-kernel.ts';
import { problemOfChains } from '../../problem/chain-problem.ts';
import type { ParsedInstance } from '../parsed-instance.ts';

/** What kernels/job-shop-text.ts exports. */
interface Exports {
  bytes(length: number): number;
  machinesArea(): number;
  durationsArea(): number;
  lengthsArea(): number;
  jobs(): number;
  machines(): number;
  read(length: number): number;
}

const code = new KernelCode<Exports>(bytes);
/** To be asked how much memory a text takes. */
let idle: Kernel<Exports> | undefined;
/** Longer texts do not fit the kernel's memory with their columns. */
const MOST_BYTES = 1 << 28;
const NEW_LINE = 10;

/**
 * A plain job shop from the bytes of its file, as WebAssembly reads them: the first of a process need not wait until code is warm. Undefined
 * where there is none, or where anything stands that is not plain: `parseJobShop` reads that, or says what is wrong with it.
 */
export function scanJobShop(text: Uint8Array): ParsedInstance | undefined {
  if (text.length > MOST_BYTES) return undefined;
  idle ??= code.start(0);
  const kernel = idle && code.start(idle.run.bytes(text.length));
  if (kernel === undefined) return undefined;
  const { run, words } = kernel;
  const memory = new Uint8Array(words.buffer);
  memory.set(text);
  memory[text.length] = NEW_LINE;
  const count = run.read(text.length);
  if (count < 1) return undefined;
  const column = (area: number, length: number): Int32Array => words.slice(area >> 2, (area >> 2) + length);
  const { problem, place } = problemOfChains({
    machines: run.machines(),
    lengths: column(run.lengthsArea(), run.jobs()),
    machine: column(run.machinesArea(), count),
    duration: column(run.durationsArea(), count),
  });
  return {
    format: 'jsp',
    objective: 'makespan',
    problem,
    job: problem.operations.job,
    operation: place,
    names: { machine: true, helpers: false },
  };
}
