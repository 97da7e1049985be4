// Words of the kernel's memory; indices come from its layout, hence the non-null assertions.
import { bytes } from '../../kernels/generated/flexible-shop.ts';
import { KernelCode } from '../../kernels/load-kernel.ts';
import type { Kernel } from '../../kernels/load-kernel.ts';
import type { FlexibleTables } from './flexible-tables.ts';
import type { ShopKernel } from './shop-kernel.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** What kernels/flexible-shop.ts exports. */
interface Exports {
  orderArea(): number;
  bestOrderArea(): number;
  bestModeArea(): number;
  sinksArea(): number;
  slotsArea(): number;
  tablesArea(): number;
  setup(
    operations: number,
    machines: number,
    sinks: number,
    tabuArea: number,
    pairCells: number,
    tenureSpread: number,
    isChains: number,
    hasSetups: number,
    isEven: number,
    seed: number,
  ): void;
  begin(): void;
  run(iterations: number, patience: number): number;
  best(): number;
  sinceBest(): number;
}

const code = new KernelCode<Exports>(bytes);

/** The kernel's own limits: operations and machines that fit, and words of its tables that one memory may hold. */
const MOST_OPERATIONS = (1 << 15) - 1;
const MOST_WORDS = 1 << 26;
const MOST_PATIENCE = 2 ** 30;
/** Words of an operation's record; offsets of what the host writes into it. */
const RECORD = 16;
const JOB_BEFORE = 1;
const JOB_AFTER = 2;
const MODE = 9;
const FIRST_MODE = 11;
const MODES_END = 12;
const MORE_BEFORE = 13;
const MORE_AFTER = 14;
/** Words of a mode's record, in the order they are written. */
const MODE_RECORD = 8;

/** Where the tables of one shop lie, as words. */
interface Layout {
  readonly modes: number;
  readonly changeover: number;
  readonly moreBefore: number;
  readonly moreAfter: number;
  readonly tabu: number;
  readonly end: number;
}

/** The search of flexible shops as WebAssembly; its twin in plain TypeScript is `FlexibleTabu`. Operation o is the record at (o + 1) · 64. */
export class FlexibleWasm implements ShopKernel {
  readonly #model: ShopModel;
  readonly #kernel: Kernel<Exports>;
  readonly #layout: Layout;

  private constructor(model: ShopModel, kernel: Kernel<Exports>, layout: Layout) {
    this.#model = model;
    this.#kernel = kernel;
    this.#layout = layout;
  }

  /** Undefined where the platform has no WebAssembly or the shop is too large for the kernel. */
  static start(model: ShopModel, tables: FlexibleTables, seed: number): FlexibleWasm | undefined {
    if (model.n > MOST_OPERATIONS || model.m > MOST_OPERATIONS) return undefined;
    // Where the tables begin, only the kernel knows.
    const first = code.start(0);
    if (first === undefined) return undefined;
    const layout = layOut(first.run.tablesArea() >> 2, model, tables);
    if (layout.end > MOST_WORDS) return undefined;
    const kernel = code.start(4 * layout.end);
    if (kernel === undefined) return undefined;
    writeTables(kernel, layout, model, tables);
    const { isChains, hasSetups, isEven, pairCells, sinks, tenureSpread } = tables;
    kernel.run.setup(
      model.n,
      model.m,
      sinks.length,
      4 * layout.tabu,
      pairCells,
      tenureSpread,
      isChains ? 1 : 0,
      hasSetups ? 1 : 0,
      isEven ? 1 : 0,
      seed | 0,
    );
    return new FlexibleWasm(model, kernel, layout);
  }

  get best(): number {
    return this.#kernel.run.best();
  }

  get sinceBest(): number {
    return this.#kernel.run.sinceBest();
  }

  load({ mode, order }: Pick<ShopOrder, 'mode' | 'order'>): void {
    const { run, words } = this.#kernel;
    const area = run.orderArea() >> 2;
    for (let i = 0; i < this.#model.n; i++) {
      words[area + i] = 4 * wordOf(order[i]!);
      words[wordOf(i) + MODE] = 4 * (this.#layout.modes + MODE_RECORD * mode[i]!);
    }
    run.begin();
  }

  run(iterations: number, patience: number): boolean {
    return this.#kernel.run.run(iterations, Math.min(patience, MOST_PATIENCE)) !== 0;
  }

  result(): ShopOrder {
    const { n } = this.#model;
    const { run, words } = this.#kernel;
    const orders = run.bestOrderArea() >> 2;
    const chosen = run.bestModeArea() >> 2;
    const order = new Int32Array(n);
    const mode = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      order[i] = words[orders + i]! / (4 * RECORD) - 1;
      mode[i] = (words[chosen + i]! / 4 - this.#layout.modes) / MODE_RECORD;
    }
    return { mode, order, value: run.best() };
  }
}

/** First word of an operation's record. */
function wordOf(o: number): number {
  return RECORD * (o + 1);
}

function layOut(start: number, { n, m }: ShopModel, tables: FlexibleTables): Layout {
  const modes = start;
  const changeover = modes + MODE_RECORD * tables.machine.length;
  const moreBefore = changeover + tables.changeover.length;
  const moreAfter = moreBefore + tables.moreBefore.length;
  const tabu = moreAfter + tables.moreAfter.length;
  return { modes, changeover, moreBefore, moreAfter, tabu, end: tabu + n * m + tables.pairCells };
}

function writeTables({ run, words }: Kernel<Exports>, layout: Layout, { n }: ShopModel, tables: FlexibleTables): void {
  const addressOf = (o: number): number => (o === n ? 0 : 4 * wordOf(o));
  // The record behind the last says where the last one's further neighbours end.
  for (let o = 0; o <= n; o++) {
    const at = wordOf(o);
    words[at + MORE_BEFORE] = 4 * (layout.moreBefore + tables.moreBeforeStart[o]!);
    words[at + MORE_AFTER] = 4 * (layout.moreAfter + tables.moreAfterStart[o]!);
    if (o === n) break;
    words[at + JOB_BEFORE] = addressOf(tables.jobBefore[o]!);
    words[at + JOB_AFTER] = addressOf(tables.jobAfter[o]!);
    words[at + FIRST_MODE] = 4 * (layout.modes + MODE_RECORD * tables.modeStart[o]!);
    words[at + MODES_END] = 4 * (layout.modes + MODE_RECORD * tables.modeStart[o + 1]!);
  }
  tables.moreBefore.forEach((o, i) => (words[layout.moreBefore + i] = addressOf(o)));
  tables.moreAfter.forEach((o, i) => (words[layout.moreAfter + i] = addressOf(o)));
  tables.sinks.forEach((o, i) => (words[(run.sinksArea() >> 2) + i] = addressOf(o)));
  words.set(tables.changeover, layout.changeover);
  for (let mode = 0; mode < tables.machine.length; mode++) {
    const machine = tables.machine[mode]!;
    const record = [
      run.slotsArea() + 4 * machine,
      tables.duration[mode]!,
      tables.firstSetup[mode]!,
      tables.ownSetup[mode]!,
      4 * (layout.changeover + tables.row[mode]!),
      4 * tables.column[mode]!,
      4 * machine,
    ];
    words.set(record, layout.modes + MODE_RECORD * mode);
  }
}
