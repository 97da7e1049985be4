import { NONE } from '../../problem/problem.ts';
import { InstanceBuilder } from '../instance-builder.ts';
import { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import { ShopBuilder } from '../shop-builder.ts';

type Row = readonly number[];
type Table = readonly Row[];

/**
 * Five classical shops told apart by their shape; `n`, `m`, then: a row of machines per stage and n rows of stage times (hybrid flow
 * shop); n rows of times and m tables of n × n setups, row = job before (permutation flow shop with setups); n due dates and n rows
 * (permutation flow shop, total tardiness); a number of factories and n rows (distributed permutation flow shop); n rows only
 * (unrelated parallel machines).
 */
export function parseFlowShop(text: string): ParsedInstance {
  const rows = readRows(text);
  const n = count(rows[0], 'jobs');
  const m = count(rows[1], 'machines or stages');
  const body = rows.slice(2);
  const first = body[0] ?? [];
  const times = body.slice(1);
  if (body.length === n) return parallelMachines(tableOf(body, n, m));
  if (body.length === n + m * n) return withSetups(tableOf(body.slice(0, n), n, m), tableOf(body.slice(n), m * n, n));
  if (body.length !== n + 1) throw new Error(`there are ${body.length} lines below ${n} and ${m}, which none of the five shapes has`);
  if (first.length === 1 && m > 1) return inFactories(count(first, 'factories'), tableOf(times, n, m));
  // As many due dates as stages: no stage has more machines than there are jobs, and no job is due so soon.
  if (first.length === m && (m !== n || first.every((value) => value <= n))) return hybrid(first, tableOf(times, n, m));
  if (first.length === n) return withDueDates(first, tableOf(times, n, m));
  throw new Error(`line 3 has ${first.length} numbers, not 1, ${m} or ${n}`);
}

function readRows(text: string): Table {
  const numbers = new NumberReader(text);
  const rows: Row[] = [];
  while (!numbers.done) {
    const row = numbers.line('a row');
    for (const value of row)
      if (value < 0 || value > 1_000_000_000 || !Number.isInteger(value))
        throw new Error(`row ${rows.length}: ${value} is no whole number`);
    rows.push(Array.from(row));
  }
  return rows;
}

function count(row: Row | undefined, what: string): number {
  const value = row?.[0] ?? 0;
  if (row?.length !== 1 || value < 1 || value > 1_000_000) throw new Error(`the number of ${what} is ${row?.join(' ') ?? 'missing'}`);
  return value;
}

function tableOf(rows: Table, length: number, width: number): Table {
  const wrong = rows.findIndex((row) => row.length !== width);
  if (rows.length !== length || wrong >= 0) throw new Error(`row ${wrong} of a table has ${rows[wrong]?.length} numbers, not ${width}`);
  return rows;
}

function parallelMachines(times: Table): ParsedInstance {
  const shop = new ShopBuilder();
  shop.addMachines(times[0]?.length ?? 0);
  times.forEach((row, job) => {
    shop.beginJob();
    shop.beginOperation(job, 0, false);
    row.forEach((duration, machine) => shop.addMode(machine, duration));
  });
  return shop.finish('nrr');
}

/** Machines are numbered stage by stage. */
function hybrid(machines: Row, times: Table): ParsedInstance {
  const shop = new ShopBuilder();
  shop.addMachines(machines.reduce((sum, each) => sum + each, 0));
  times.forEach((row, job) => {
    shop.beginJob();
    let machine = 0;
    row.forEach((duration, stage) => {
      shop.beginOperation(job, stage, stage > 0);
      for (let i = 0; i < (machines[stage] ?? 0); i++) shop.addMode(machine++, duration);
    });
  });
  return shop.finish('nrr');
}

function withSetups(times: Table, setups: Table): ParsedInstance {
  const n = times.length;
  const shop = new InstanceBuilder();
  times[0]?.forEach((_, machine) => {
    const time = Int32Array.from(setups.slice(machine * n, machine * n + n).flat());
    shop.addMachine({ line: 0, changeover: shop.addChangeover({ states: n, time, cost: new Float64Array(n * n) }) });
  });
  times.forEach((row, job) => addChain(shop, job, [row], NONE));
  return shop.finish('nrr', { machine: true, helpers: false });
}

function withDueDates(due: Row, times: Table): ParsedInstance {
  const shop = new InstanceBuilder();
  times[0]?.forEach(() => shop.addMachine({ line: 0 }));
  times.forEach((row, job) => addChain(shop, job, [row], due[job] ?? NONE));
  return shop.finish('nrr', { machine: true, helpers: false }, 'weightedTardiness');
}

/** Machines are numbered factory by factory; no lane leads from one to another, so a job stays where it begins. */
function inFactories(factories: number, times: Table): ParsedInstance {
  const shop = new InstanceBuilder();
  for (let line = 0; line < factories; line++) times[0]?.forEach(() => shop.addMachine({ line }));
  shop.problem.setTransport(factories, Array.from({ length: factories * factories }));
  times.forEach((row, job) =>
    addChain(
      shop,
      job,
      Array.from({ length: factories }, () => row),
      NONE,
    ),
  );
  return shop.finish('nrr', { machine: true, helpers: false });
}

/** A job that passes the machines of one of the lines in turn: `times` per line and machine. */
function addChain(shop: InstanceBuilder, fileJob: number, times: Table, due: number): void {
  const job = shop.addJob({ due });
  const width = times[0]?.length ?? 0;
  for (let place = 0; place < width; place++) {
    const modes = times.map((row, site) => ({ machine: site * width + place, duration: row[place] ?? 0, state: fileJob, site }));
    const o = shop.addOperation(fileJob, place, { job }, modes);
    if (place > 0) shop.addArc({ from: o - 1, to: o, carries: true });
  }
}
