// Words of the kernel's memory; indices come from its layout, hence the non-null assertions.
import { bytes } from '../../kernels/generated/window.ts';
import { KernelCode } from '../../kernels/load-kernel.ts';
import type { Kernel } from '../../kernels/load-kernel.ts';
import type { JobShopTiming } from './job-shop-timing.ts';
import type { WindowSearch } from './window-search.ts';
import { MOST_CELLS } from './window-tables.ts';
import type { WindowTables } from './window-tables.ts';

/** What kernels/window.ts exports. */
interface Exports {
  bestArea(): number;
  coldArea(): number;
  tabuArea(): number;
  setup(cells: number, seed: number): void;
  begin(operations: number, tenure: number, spread: number): void;
  run(iterations: number, patience: number, goal: number): number;
  best(): number;
  sinceBest(): number;
  moves(): number;
}

const code = new KernelCode<Exports>(bytes);
/** An idle one, to be asked where its areas lie. */
let layout: Kernel<Exports> | undefined;
/** What fits into a word of the kernel. */
const MOST_PATIENCE = 2 ** 30;

/** So many operations fit into the kernel's memory. */
const MOST_OPERATIONS = 1 << 15;
/** Words of a record, and bytes. */
const RECORD = 8;
const BYTES = 4 * RECORD;

/** The search in windows as WebAssembly; its twin in plain TypeScript is `WindowTabu`. Operation or border slot i is the record at 32 · i. */
export class WindowWasm implements WindowSearch {
  readonly #tables: WindowTables;
  readonly #kernel: Kernel<Exports>;
  readonly #order: Int32Array;

  private constructor(tables: WindowTables, kernel: Kernel<Exports>) {
    this.#tables = tables;
    this.#kernel = kernel;
    this.#order = new Int32Array(tables.most);
  }

  /** Undefined where the platform has no WebAssembly or windows are too large for the kernel. Any seed but 0. */
  static start(tables: WindowTables, seed: number): WindowWasm | undefined {
    if (tables.most > MOST_OPERATIONS) return undefined;
    // The tabu matrices come last; where they begin, only the kernel knows.
    layout ??= code.start(0);
    if (layout === undefined) return undefined;
    const kernel = code.start(layout.run.tabuArea() + 4 * MOST_CELLS);
    if (kernel === undefined) return undefined;
    kernel.run.setup(MOST_CELLS, seed | 0);
    return new WindowWasm(tables, kernel);
  }

  get size(): number {
    return this.#tables.size;
  }
  get best(): number {
    return this.#kernel.run.best();
  }
  get sinceBest(): number {
    return this.#kernel.run.sinceBest();
  }
  get moves(): number {
    return this.#kernel.run.moves();
  }

  load(timing: JobShopTiming, from: number, to: number): void {
    const tables = this.#tables;
    tables.load(timing, from, to);
    const { p, jp, js, mp, ms, end, tail, machine, row, column } = tables;
    const { run, words } = this.#kernel;
    const cold = run.coldArea() >> 2;
    const tabu = run.tabuArea();
    for (let i = 0; i < tables.size; i++) {
      const at = RECORD * i;
      words[at] = p[i]!;
      words[at + 1] = BYTES * jp[i]!;
      words[at + 2] = BYTES * js[i]!;
      words[at + 3] = BYTES * mp[i]!;
      words[at + 4] = BYTES * ms[i]!;
      words[at + 5] = end[i]!;
      words[at + 6] = tail[i]!;
      words[cold + at] = tabu + 4 * row[i]!;
      words[cold + at + 1] = 4 * column[i]!;
      words[cold + at + 2] = machine[i]!;
    }
    for (let i = tables.size; i < tables.slots; i++) {
      words[RECORD * i + 5] = end[i]!;
      words[RECORD * i + 6] = tail[i]!;
    }
    run.begin(tables.size, tables.tenure, tables.tenureSpread);
  }

  run(iterations: number, patience: number, goal: number): boolean {
    return this.#kernel.run.run(iterations, Math.min(patience, MOST_PATIENCE), goal) !== 0;
  }

  store(timing: JobShopTiming): void {
    const { run, words } = this.#kernel;
    const area = run.bestArea() >> 2;
    for (let i = 0; i < this.#tables.size; i++) this.#order[i] = words[area + i]! / BYTES;
    this.#tables.store(timing, this.#order);
  }
}
