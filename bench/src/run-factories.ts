import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BASELINES } from '@midstream/engine';
import { parseArguments } from './arguments.ts';
import { type FactoryRow, writeHistory } from './history.ts';

/**
 * Generated factories against three baseline rules, each solver in a process of its own:
 * `node bench/src/run-factories.ts --orders 50,300,5000 --seconds 60 --seeds 1,2,3`. Every plan is judged by the oracle; results go to
 * bench/history. Of 1,600 orders, some 9,600 operations with calendars, setups and operators, it says how near the plan after a second
 * is to the last: `--orders 1600 --seconds 60 --solvers midstream --name ten-thousand`. Compiled code is kept, as the commands keep it
 * from their first use on: a run that does not count comes first.
 */
const options = parseArguments(process.argv.slice(2), {
  orders: '50,300,5000',
  seconds: '60',
  seeds: '1',
  workers: '2',
  solvers: ['midstream', ...BASELINES].join(','),
  name: 'factories',
});
const ONE = fileURLToPath(new URL('run-factory.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const out = join(folder, 'row.json');
const rows: FactoryRow[] = [];
try {
  run({ orders: '50', seconds: '1' });
  for (const orders of options.orders.split(',')) {
    for (const [round, seed] of options.seeds.split(',').entries()) {
      const solvers = options.solvers.split(',');
      for (const solver of round % 2 === 0 ? solvers : solvers.toReversed()) {
        const row = run({ orders, seed, solver, seconds: options.seconds, workers: options.workers });
        rows.push(row);
        console.log(`${orders} orders, seed ${seed}, ${solver}: ${row.value} (${row.late} late)${afterCompiling(row)}`);
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
writeHistory({ suite: 'factories', name: options.name, options, rows });

function run(words: Readonly<Record<string, string>>): FactoryRow {
  execFileSync(process.execPath, [ONE, ...Object.entries({ ...words, out }).flatMap(([name, word]) => [`--${name}`, word])], {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: folder },
  });
  return JSON.parse(readFileSync(out, 'utf8')) as FactoryRow;
}

/** How far plans were from the last one so many seconds after the problem was compiled. */
function afterCompiling({ compiled, trace, value }: FactoryRow): string {
  if (compiled === undefined || trace.length < 2) return '';
  const at = (seconds: number): string => {
    const reached = trace.findLast(([when]) => when <= compiled + seconds)?.[1];
    return reached === undefined ? 'none' : `${(100 * (reached / value - 1)).toFixed(1)} %`;
  };
  return `; compiled in ${compiled} s; above the end after 1 s ${at(1)}, after 10 s ${at(10)}`;
}
