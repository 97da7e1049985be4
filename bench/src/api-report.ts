import type { ApiResults, ApiRow, Made } from './history.ts';

/** Results of the API as a section of the README: a line a kind of request, one client and several side by side. */
export function apiReport(results: ApiResults & Made): { markdown: string; plots: readonly { file: string; svg: string }[] } {
  const { options, machine, node, commit, date } = results;
  const head = [
    `### ${results.name}`,
    '',
    `A factory of ${options['orders']} orders, ${options['seconds']} s a line; embedded PostgreSQL and an external one (${options['database']}); ` +
      `clients, servers and database share the machine. ${machine}, Node ${node}, commit ${commit}, ${date}.`,
    '',
    '| database | servers | request | p50 ms | p99 ms | a second | clients | p50 ms | p99 ms | a second | server CPU ms |',
    '| --- | --: | --- | --: | --: | --: | --: | --: | --: | --: | --: |',
  ];
  const alone = results.rows.filter(({ clients }) => clients === 1);
  const rows = alone.map((row) => {
    const many = results.rows.find((each) => each.clients > 1 && isSame(each, row));
    const cells = many === undefined ? ['–', '–', '–', '–'] : [many.clients, many.p50, many.p99, many.perSecond];
    const { database, servers, request, p50, p99, perSecond } = row;
    return `| ${[database, servers, request, p50, p99, perSecond, ...cells, (many ?? row).serverCpu].join(' | ')} |`;
  });
  return { markdown: [...head, ...rows].join('\n'), plots: [] };
}

const isSame = (a: ApiRow, b: ApiRow): boolean => a.database === b.database && a.servers === b.servers && a.request === b.request;
