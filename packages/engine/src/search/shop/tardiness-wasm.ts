// Words of the kernel's memory; indices come from its layout, hence the non-null assertions.
import { bytes } from '../../kernels/generated/tardiness.ts';
import { KernelCode } from '../../kernels/load-kernel.ts';
import type { Kernel } from '../../kernels/load-kernel.ts';
import type { JobShopTables } from './job-shop-tables.ts';
import type { RegularGoal } from './regular-goal.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';
import { insertsAtEnds } from './tardiness-tabu.ts';

/** What kernels/tardiness.ts exports. */
interface Exports {
  orderArea(): number;
  bestArea(): number;
  lastArea(): number;
  jobsArea(): number;
  tabuArea(): number;
  setup(operations: number, machines: number, jobs: number, cells: number, inserts: boolean, seed: number): void;
  setGoal(onceLate: number, perTick: number, makespan: number, rebate: number): void;
  begin(): void;
  run(iterations: number, patience: number): number;
  best(): number;
  sinceBest(): number;
}

const code = new KernelCode<Exports>(bytes);
/** An idle one, to be asked where its areas lie. */
let layout: Kernel<Exports> | undefined;

/** So many operations, machines and jobs fit into the kernel's memory. */
const MOST = 1 << 12;
/** Words of a record; offsets of what the host writes into it. */
const RECORD = 16;
const DURATION = 0;
const RELEASE = 1;
const JOB_BEFORE = 2;
const JOB_AFTER = 6;
const ROW = 11;
const COLUMN = 12;
const SLOT = 13;
/** Of a job's record, bytes and offsets. */
const JOB_RECORD = 24;
const DUE = 0;
const PRICE = 8;
const LAST_OF_JOB = 16;
const MOST_PATIENCE = 2 ** 30;

/** The search for sums over job ends as WebAssembly; its twin in plain TypeScript is `TardinessTabu`. Operation o is the record at (o + 1) · 64. */
export class TardinessWasm implements ShopKernel {
  readonly #model: ShopModel;
  readonly #kernel: Kernel<Exports>;

  private constructor(model: ShopModel, kernel: Kernel<Exports>) {
    this.#model = model;
    this.#kernel = kernel;
  }

  /** Undefined where the platform has no WebAssembly or the shop is too large for the kernel. */
  static start(model: ShopModel, goal: RegularGoal, tables: JobShopTables, seed: number): TardinessWasm | undefined {
    if (Math.max(model.n, model.m, goal.due.length) > MOST) return undefined;
    // The tabu matrices come last; where they begin, only the kernel knows.
    layout ??= code.start(0);
    if (layout === undefined) return undefined;
    const kernel = code.start(layout.run.tabuArea() + 4 * tables.cells);
    if (kernel === undefined) return undefined;
    writeTables(kernel, model, tables);
    writeJobs(kernel, goal);
    kernel.run.setup(model.n, model.m, goal.due.length, tables.cells, insertsAtEnds(model), seed | 0);
    kernel.run.setGoal(goal.onceLate, goal.perTick, goal.makespan, goal.rebate);
    return new TardinessWasm(model, kernel);
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
    for (let i = 0; i < n; i++) order[i] = words[area + i]! / (4 * RECORD) - 1;
    return { mode: problem.operations.modeStart.slice(0, n), order, value: run.best() };
  }
}

function addressOf(o: number): number {
  return 4 * RECORD * (o + 1);
}

function writeTables({ run, words }: Kernel<Exports>, { n, problem }: ShopModel, tables: JobShopTables): void {
  for (let o = 0; o < n; o++) {
    const record = addressOf(o) >> 2;
    words[record + DURATION] = tables.duration[o]!;
    words[record + RELEASE] = problem.operations.release[o]!;
    words[record + JOB_BEFORE] = tables.jobBefore[o] === n ? 0 : addressOf(tables.jobBefore[o]!);
    words[record + JOB_AFTER] = tables.jobAfter[o] === n ? 0 : addressOf(tables.jobAfter[o]!);
    words[record + SLOT] = run.lastArea() + 4 * tables.machine[o]!;
    words[record + ROW] = run.tabuArea() + 4 * tables.row[o]!;
    words[record + COLUMN] = 4 * tables.column[o]!;
  }
}

function writeJobs({ run, words }: Kernel<Exports>, { due, perTickLate, last }: RegularGoal): void {
  const view = new DataView(words.buffer);
  for (let j = 0; j < due.length; j++) {
    const record = run.jobsArea() + JOB_RECORD * j;
    view.setFloat64(record + DUE, due[j]!, true);
    view.setFloat64(record + PRICE, perTickLate[j]!, true);
    view.setInt32(record + LAST_OF_JOB, last[j]! < 0 ? 0 : addressOf(last[j]!), true);
  }
}
