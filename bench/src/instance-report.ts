import { marks } from './arguments.ts';
import type { InstanceResults, InstanceRow, Made } from './history.ts';
import { type Line, plotOf } from './plot.ts';
import { duel, gapAt, references, summarise } from './summary.ts';

export interface Section {
  readonly markdown: string;
  readonly plots: readonly { readonly file: string; readonly svg: string }[];
}

/** The table of one set of runs, a line per group and solver, and a plot per group. */
export function instanceReport(results: InstanceResults & Made): Section {
  const { name, rows, options } = results;
  const seconds = Number(options['seconds']);
  const looks = marks(seconds);
  // What a solver ends with counts at the last look, even if it says so a little late.
  const last = looks.length - 1;
  const moments = looks.map((mark, i) => (i === last ? Number.POSITIVE_INFINITY : mark));
  const summaries = summarise(rows, moments);
  const table = [
    ['group', 'solver', 'runs', ...looks.map((mark) => `gap % at ${mark} s`), 'worst %', 'proven', 'no schedule'],
    ['---', '---', ...looks.map(() => '--:'), '--:', '--:', '--:', '--:'],
    ...summaries.map(({ group, solver, runs, gaps, worst, proven, failed }) => [
      group,
      solver,
      String(runs),
      ...gaps.map(twoDigits),
      twoDigits(worst),
      String(proven),
      String(failed),
    ]),
  ].map((cells) => `| ${cells.join(' | ')} |`);
  const groups = [...new Set(summaries.map(({ group }) => group))];
  const plots = groups.map((group) => ({
    file: `${name}-${group.replaceAll(/[^\w-]+/g, '-')}.svg`,
    svg: plotOf(`${group}: gap over time`, linesOf(rows, group, seconds)),
  }));
  const links = plots.map(({ file }, i) => `![${groups[i]}: gap over time](plots/${file})`);
  const markdown = [`### ${name}`, aboutOf(results), table.join('\n'), ...duels(rows, looks, moments), links.join('\n')].join('\n\n');
  return { markdown, plots };
}

export function aboutOf({ machine, node, commit, date, options }: Made & Pick<InstanceResults, 'options'>): string {
  return `${options['seconds']} s, seeds ${options['seeds']}, ${options['workers']} workers; ${machine}, Node ${node}, commit ${commit}, ${date}.`;
}

function twoDigits(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(2);
}

/** How often the engine is better, equal and worse than the peer, and than each of its configurations where there are several. */
function duels(rows: readonly InstanceRow[], looks: readonly number[], moments: readonly number[]): string[] {
  const peers = [...new Set(rows.map(({ solver }) => solver))].filter((solver) => solver.startsWith('cp-sat'));
  const line = (title: string, against: readonly string[]): string => {
    const counts = moments.map((moment, i) => `at ${looks[i]} s ${duel(rows, 'midstream', against, moment).join(' / ')}`);
    return `Better / equal / worse than ${title}, instances: ${counts.join(', ')}.`;
  };
  const each = peers.map((peer) => line(peer, [peer]));
  return peers.length > 1 ? [line(`the better of ${peers.join(' and ')} on each instance`, peers), ...each] : each;
}

/** Mean gap over time; a line begins when every run of the solver has a schedule, so that it cannot rise by new ones coming in. */
function linesOf(rows: readonly InstanceRow[], group: string, seconds: number): Line[] {
  const best = references(rows);
  return [...new Set(rows.map(({ solver }) => solver))].map((name) => {
    const own = rows.filter((row) => row.solver === name && row.groups.includes(group) && row.value !== null);
    const from = Math.max(...own.map(({ trace }) => trace[0]?.[0] ?? seconds));
    const times = [...new Set(own.flatMap(({ trace }) => trace.map(([at]) => at)))].filter((at) => at >= from).sort((a, b) => a - b);
    return { name, points: times.map((at) => [at, gapAt(own, best, at) ?? 0] as const) };
  });
}
