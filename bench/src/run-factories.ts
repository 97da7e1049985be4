import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { baseline, BASELINES, checkSchedule } from '@midstream/engine';
import { solve } from '@midstream/engine-host';
import { generateFactory, readFactory } from '@midstream/factory';
import { compileFactory } from '@midstream/planning';
import { marks, parseArguments, valueAt } from './arguments.ts';

/**
 * Generated factories against three baseline rules: `node bench/src/run-factories.ts --orders 50,300,5000 --seconds 60 --seeds 1,2,3`.
 * Every plan is judged by the oracle; results go to bench/history and, as a table, to standard output.
 */
const options = parseArguments(process.argv.slice(2), { orders: '50,300,5000', seconds: '60', seeds: '1', workers: '2' });
const list = (name: 'orders' | 'seeds'): number[] => options[name].split(',').map(Number);
const seconds = Number(options.seconds);
const rows: Record<string, unknown>[] = [];
for (const orders of list('orders')) {
  for (const seed of list('seeds')) {
    const began = performance.now();
    const { factory } = readFactory(generateFactory({ orders, seed }));
    if (factory === undefined) throw new Error(`generated factory ${orders}/${seed} cannot be read`);
    const { problem } = compileFactory(factory);
    const compiled = (performance.now() - began) / 1000;
    const rules = Object.fromEntries(BASELINES.map((name) => [name, Math.round(baseline(problem, name).value.at(-1) ?? 0)]));
    const found = await solve(problem, { seconds, workers: Number(options.workers), seed });
    const check = checkSchedule(problem, found.solution.schedule);
    if (check.violations.length > 0) throw new Error(`${orders} orders, seed ${seed}: ${check.violations[0]?.detail}`);
    const at = Object.fromEntries(marks(seconds).map((mark) => [`${mark} s`, Math.round(valueAt(found.trace, mark) ?? Number.NaN)]));
    const row = {
      orders,
      seed,
      operations: problem.operations.count,
      'read and compile s': Number(compiled.toFixed(2)),
      'first plan s': Number((found.trace[0]?.[0] ?? 0).toFixed(2)),
      ...at,
      lagExcess: check.figures.lagExcess,
      late: check.figures.lateJobs,
      ...rules,
    };
    rows.push(row);
    console.table([row]);
  }
}
const result = { suite: 'factories', machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`, node: process.version, options, rows };
writeFileSync(new URL('../history/factories.json', import.meta.url), `${JSON.stringify(result, undefined, 2)}\n`);
console.table(rows);
