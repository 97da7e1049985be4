import { marks } from './arguments.ts';
import type { FactoryResults, FactoryRow, Made } from './history.ts';
import { aboutOf, type Section } from './instance-report.ts';
import { plotOf } from './plot.ts';

/** The table of one set of factory runs, a line per factory and solver, and a plot per size: % over the best plan of these runs. */
export function factoryReport(results: FactoryResults & Made): Section {
  const { name, rows, options } = results;
  const looks = marks(Number(options['seconds']));
  const table = [
    ['orders', 'operations', 'seed', 'solver', 'first plan s', ...looks.map((mark) => `${mark} s`), 'late orders', 'waited too long'],
    ['--:', '--:', '--:', '---', '--:', ...looks.map(() => '--:'), '--:', '--:'],
    ...rows.map((row) => [
      String(row.orders),
      String(row.operations),
      String(row.seed),
      row.solver,
      row.trace[0]?.[0].toFixed(2) ?? '–',
      ...looks
        .map((mark, i) => (i === looks.length - 1 ? row.value : row.trace.findLast(([at]) => at <= mark)?.[1]))
        .map((value) => String(value ?? '–')),
      String(row.late),
      String(row.lagExcess),
    ]),
  ].map((cells) => `| ${cells.join(' | ')} |`);
  const sizes = [...new Set(rows.map(({ orders }) => orders))];
  const plots = sizes.map((orders) => ({
    file: `${name}-${orders}.svg`,
    svg: plotOf(`${orders} orders: % over the best plan of these runs`, linesOf(rows.filter((row) => row.orders === orders))),
  }));
  const links = plots.map(({ file }, i) => `![${sizes[i]} orders: plans over time](plots/${file})`);
  return { markdown: [`### ${name}`, aboutOf(results), table.join('\n'), links.join('\n')].join('\n\n'), plots };
}

/** Of the first seed: factories of other seeds are other factories. Rules are flat lines from when they are done. */
function linesOf(rows: readonly FactoryRow[]) {
  const own = rows.filter(({ seed }) => seed === rows[0]?.seed);
  const best = Math.min(...own.map(({ value }) => value));
  return own.map(({ solver, trace }) => ({
    name: solver,
    points: trace.map(([at, value]) => [at, 100 * (value / Math.max(1, best) - 1)] as const),
  }));
}
