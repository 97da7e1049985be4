import type { ModeInput, NeedInput } from '../../problem/mode-columns.ts';
import type { OperationInput } from '../../problem/problem-builder.ts';
import { NONE, Phase } from '../../problem/problem.ts';
import { InstanceBuilder } from '../instance-builder.ts';
import { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';

/** Pools of a resource-constrained shop: [index] pool of the utility and of the tool named index + 1. */
interface Means {
  readonly utilities: readonly number[];
  readonly tools: readonly number[];
}

/**
 * Flexible job shop with tools, utilities, limited places at machines, and materials. Header: jobs, machines, flexibility, and the
 * numbers of utilities, tools, stores and materials, and two seeds. Then the places of each machine beside the one it works at; per utility and tool
 * `id amount`; per store `id capacity`; per material `id store initial most`. Per job: `#taken` and `material quantity` pairs, taken
 * when its first operation starts; `#made` and pairs, there when its last one ends; `#operations`, and per operation its tool
 * (0 or -1 = none), `#machines`, and per machine `machine duration` and a `utility rate` pair for each utility. All from 1.
 * Stores take what is made: read as a limit of what is in store at once, the published capacities make some of the files infeasible.
 */
export function parseResourceShop(text: string): ParsedInstance {
  const numbers = new NumberReader(text);
  const header = numbers.line('the header');
  const [jobs = 0, machines = 0, , utilities = 0, tools = 0, stores = 0, materials = 0] = header;
  for (const [i, least] of [
    [0, 1],
    [1, 1],
    [3, 0],
    [4, 0],
    [5, 0],
    [6, 0],
  ] as const) {
    const count = header[i] ?? -1;
    if (count < least || count > 1_000_000 || !Number.isInteger(count)) throw new Error(`number ${i + 1} of the header is ${count}`);
  }
  const shop = new InstanceBuilder();
  const amount = (what: string): number => numbers.between(() => what, 0, 1_000_000_000);
  for (let machine = 0; machine < machines; machine++) shop.addMachine({ places: 1 + amount(`the places of machine ${machine}`) });
  const readPools = (what: string, count: number): number[] =>
    Array.from({ length: count }, (_, i) => {
      numbers.between(() => `the number of ${what} ${i}`, i + 1, i + 1);
      return shop.addPool(amount(`the amount of ${what} ${i}`));
    });
  const means: Means = { utilities: readPools('utility', utilities), tools: readPools('tool', tools) };
  for (let store = 0; store < 2 * stores; store++) amount('a store');
  for (let material = 0; material < materials; material++) {
    numbers.between(() => `the number of material ${material}`, material + 1, material + 1);
    numbers.between(() => `the store of material ${material}`, 1, stores);
    const initial = amount(`the stock of material ${material}`);
    shop.addReservoir({ initial, receiptAt: new Int32Array(0), receiptQuantity: new Int32Array(0), unlimitedFrom: NONE });
    amount(`the most of material ${material}`);
  }
  for (let j = 0; j < jobs; j++) readJob(numbers, shop, j, { machines, materials, means });
  numbers.finish();
  return shop.finish('rcfjssp', { machine: true, helpers: false });
}

interface Counts {
  readonly machines: number;
  readonly materials: number;
  readonly means: Means;
}

function readJob(numbers: NumberReader, shop: InstanceBuilder, j: number, counts: Counts): void {
  const taken = readFlows(numbers, j, counts.materials, -1);
  const made = readFlows(numbers, j, counts.materials, 1);
  const operations = numbers.between(() => `the number of operations of job ${j}`, 0, 1_000_000);
  const job = shop.addJob();
  for (let place = 0; place < operations; place++) {
    const flows = [...(place === 0 ? taken : []), ...(place === operations - 1 ? made : [])];
    const o = shop.addOperation(
      j,
      place,
      { job, flows },
      readWays(numbers, counts, () => `of operation ${place} of job ${j}`),
    );
    if (place > 0) shop.addArc({ from: o - 1, to: o });
  }
}

function readFlows(numbers: NumberReader, j: number, materials: number, sign: number): NonNullable<OperationInput['flows']> {
  const count = numbers.between(() => `a number of materials of job ${j}`, 0, materials);
  return Array.from({ length: count }, () => ({
    reservoir: numbers.between(() => `a material of job ${j}`, 1, materials) - 1,
    quantity: sign * numbers.between(() => `a quantity of job ${j}`, 0, 1_000_000_000),
  }));
}

function readWays(numbers: NumberReader, { machines, means }: Counts, whose: () => string): ModeInput[] {
  const tool = numbers.between(() => `the tool ${whose()}`, -1, means.tools.length);
  const needs: NeedInput[] = tool > 0 ? [{ pool: means.tools[tool - 1] ?? 0, amount: 1, phase: Phase.RUN }] : [];
  const ways = numbers.between(() => `the number of machines ${whose()}`, 1, machines);
  return Array.from({ length: ways }, () => {
    const machine = numbers.between(() => `a machine ${whose()}`, 1, machines) - 1;
    const duration = numbers.between(() => `a duration ${whose()}`, 0, 1_000_000_000);
    const drawn = means.utilities.map((): NeedInput => {
      const utility = numbers.between(() => `a utility ${whose()}`, 1, means.utilities.length);
      const amount = numbers.between(() => `a rate ${whose()}`, 0, 1_000_000_000);
      return { pool: means.utilities[utility - 1] ?? 0, amount, phase: Phase.RUN };
    });
    return { machine, duration, needs: [...needs, ...drawn] };
  });
}
