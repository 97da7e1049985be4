import type { FirstResults, Made } from './history.ts';
import type { Section } from './instance-report.ts';

/** The table of one set of first plans, a line per size. */
export function firstReport({ name, rows, options, machine, node, commit, date }: FirstResults & Made): Section {
  const head = ['operations', 'first ms', 'of its thread', 'reading', 'since process start', 'second', 'of its thread', 'peak MB'];
  const table = [
    [...head, '`solve` ms', 'peak MB'],
    Array.from({ length: head.length + 2 }, () => '--:'),
    ...rows.map(({ operations, first, second, sinceStartMs, peakMb, solveMs, solvePeakMb }) =>
      [
        operations,
        first.clockMs,
        first.threadMs,
        first.readMs,
        sinceStartMs,
        second.clockMs,
        second.threadMs,
        peakMb,
        solveMs,
        solvePeakMb,
      ].map(String),
    ),
  ].map((cells) => `| ${cells.join(' | ')} |`);
  const about =
    `Medians of ${options['repeats']} fresh processes; ${machine}, Node ${node}, commit ${commit}, ${date}. ${options['load'] ?? ''}`.trim();
  return { markdown: [`### ${name}`, about, table.join('\n')].join('\n\n'), plots: [] };
}
