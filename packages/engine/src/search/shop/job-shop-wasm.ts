// Words of the kernel's memory; indices come from its layout, hence the non-null assertions.
import { bytes } from '../../kernels/generated/job-shop.ts';
import { KernelCode } from '../../kernels/load-kernel.ts';
import type { Kernel } from '../../kernels/load-kernel.ts';
import type { JobShopTables } from './job-shop-tables.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** What kernels/job-shop.ts exports. */
interface Exports {
  orderArea(): number;
  bestArea(): number;
  coldArea(): number;
  lastArea(): number;
  tabuArea(): number;
  setup(operations: number, machines: number, cells: number, tenure: number, spread: number, seed: number): void;
  begin(): void;
  run(iterations: number, patience: number): number;
  best(): number;
  sinceBest(): number;
}

const code = new KernelCode<Exports>(bytes);
/** An idle one, to be asked where its areas lie. */
let layout: Kernel<Exports> | undefined;

/** So many operations fit into the kernel's memory. */
const MOST_OPERATIONS = (1 << 17) - 1;
/** Words of a record; offsets of what the host writes into it. */
const RECORD = 8;
const RECORD_BITS = 5;
const DURATION = 0;
const JOB_BEFORE = 1;
const JOB_AFTER = 2;
const ROW = 0;
const COLUMN = 1;
const SLOT = 2;
const MOST_PATIENCE = 2 ** 30;

/** The job-shop search as WebAssembly; its twin in plain TypeScript is `JobShopTabu`. Operation o is the record at o · 32. */
export class JobShopWasm implements ShopKernel {
  readonly #model: ShopModel;
  readonly #kernel: Kernel<Exports>;

  private constructor(model: ShopModel, kernel: Kernel<Exports>) {
    this.#model = model;
    this.#kernel = kernel;
  }

  /** Undefined where the platform has no WebAssembly or the shop is too large for the kernel. */
  static start(model: ShopModel, tables: JobShopTables, seed: number): JobShopWasm | undefined {
    if (model.n > MOST_OPERATIONS) return undefined;
    // The tabu matrices come last; where they begin, only the kernel knows.
    layout ??= code.start(0);
    if (layout === undefined) return undefined;
    const kernel = code.start(layout.run.tabuArea() + 4 * tables.cells);
    if (kernel === undefined) return undefined;
    writeTables(kernel, model, tables);
    kernel.run.setup(model.n, model.m, tables.cells, tables.tenure, tables.tenureSpread, seed | 0);
    return new JobShopWasm(model, kernel);
  }

  get best(): number {
    return this.#kernel.run.best();
  }

  get sinceBest(): number {
    return this.#kernel.run.sinceBest();
  }

  load({ order }: Pick<ShopOrder, 'order'>): void {
    const { run, words } = this.#kernel;
    const area = run.orderArea() >> 2;
    for (let i = 0; i < this.#model.n; i++) words[area + i] = addressOf(order[i]!);
    run.begin();
  }

  run(iterations: number, patience: number): boolean {
    return this.#kernel.run.run(iterations, Math.min(patience, MOST_PATIENCE)) !== 0;
  }

  result(): ShopOrder {
    const { n, problem } = this.#model;
    const { run, words } = this.#kernel;
    const area = run.bestArea() >> 2;
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = words[area + i]! >>> RECORD_BITS;
    return { mode: problem.operations.modeStart.slice(0, n), order, value: run.best() };
  }
}

function addressOf(o: number): number {
  return 4 * RECORD * o;
}

function writeTables({ run, words }: Kernel<Exports>, { n }: ShopModel, tables: JobShopTables): void {
  for (let o = 0; o < n; o++) {
    const hot = addressOf(o) >> 2;
    const cold = hot + (run.coldArea() >> 2);
    words[hot + DURATION] = tables.duration[o]!;
    words[hot + JOB_BEFORE] = addressOf(tables.jobBefore[o]!);
    words[hot + JOB_AFTER] = addressOf(tables.jobAfter[o]!);
    words[cold + SLOT] = run.lastArea() + 4 * tables.machine[o]!;
    words[cold + ROW] = run.tabuArea() + 4 * tables.row[o]!;
    words[cold + COLUMN] = 4 * tables.column[o]!;
  }
}
