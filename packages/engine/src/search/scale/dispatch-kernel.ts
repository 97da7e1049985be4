import { bytes } from '../../kernels/generated/job-shop-dispatch.ts';
import { KernelCode } from '../../kernels/load-kernel.ts';
import type { Kernel } from '../../kernels/load-kernel.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Dispatching } from './dispatching.ts';

/** What kernels/job-shop-dispatch.ts exports. */
interface Exports {
  bytes(operations: number, machines: number): number;
  lay(operations: number, machines: number, arcs: number): void;
  machineArea(): number;
  durationArea(): number;
  fromArea(): number;
  toArea(): number;
  priorityArea(): number;
  orderArea(): number;
  reachedArea(): number;
  link(): void;
  rankByWorkAfter(fromEnd: boolean): void;
  rankByReached(): void;
  begin(fromEnd: boolean, queues: boolean): void;
  go(most: number): number;
}

const code = new KernelCode<Exports>(bytes);
/** To be asked how much memory a shop takes. */
let idle: Kernel<Exports> | undefined;
const MOST_OPERATIONS = 1 << 25;
/** Operations dispatched in one call: between two calls the platform may put better code in place. */
const SLICE = 20_000;

/** Dispatching as WebAssembly; its twin in plain TypeScript is `JobShopDispatch`. Needs nothing but the problem's own columns. */
export class DispatchKernel implements Dispatching {
  readonly #run: Exports;
  readonly priority: Int32Array;
  readonly order: Int32Array;
  readonly reached: Int32Array;

  private constructor({ run, words }: Kernel<Exports>, { operations, modes, machines, arcs }: Problem) {
    const n = operations.count;
    run.lay(n, machines.count, arcs.count);
    // With one mode each, modes are numbered as operations are.
    words.set(modes.machine, run.machineArea() >> 2);
    words.set(modes.duration, run.durationArea() >> 2);
    words.set(arcs.from, run.fromArea() >> 2);
    words.set(arcs.to, run.toArea() >> 2);
    run.link();
    const column = (area: number, length: number): Int32Array => words.subarray(area >> 2, (area >> 2) + length);
    this.#run = run;
    this.priority = column(run.priorityArea(), n + 1);
    this.order = column(run.orderArea(), n);
    this.reached = column(run.reachedArea(), n + 1);
  }

  /** For a job shop. Undefined where the platform has no WebAssembly, or not so much memory. */
  static start(problem: Problem): DispatchKernel | undefined {
    const { operations, machines } = problem;
    if (operations.count > MOST_OPERATIONS || machines.count > MOST_OPERATIONS) return undefined;
    idle ??= code.start(0);
    const kernel = idle && code.start(idle.run.bytes(operations.count, machines.count));
    return kernel && new DispatchKernel(kernel, problem);
  }

  rankByWorkAfter(backwards: boolean): void {
    this.#run.rankByWorkAfter(backwards);
  }
  rankByReached(): void {
    this.#run.rankByReached();
  }

  run(backwards: boolean, byQueues: boolean): number {
    this.#run.begin(backwards, byQueues);
    for (;;) {
      const makespan = this.#run.go(SLICE);
      if (makespan >= 0) return makespan;
    }
  }
}
