import type { Finding } from '@midstream/units';
import { report } from './codes.ts';
import { groupBy } from './records/group-by.ts';

/** A column that is wrong throughout says so this many times; the rest is counted. */
const SAME_KIND = 100;

/** Keeps every kind of trouble of every column, but not the thousandth repetition of one. Errors come first. */
export function limitFindings(findings: readonly Finding[]): Finding[] {
  const groups = groupBy(findings, ({ code, at }) => [code, at?.file, at?.sheet, at?.column].join('\n'));
  const kept: Finding[] = [];
  for (const group of groups.values()) {
    kept.push(...group.slice(0, SAME_KIND));
    const last = group[SAME_KIND];
    if (last !== undefined) kept.push(report('import.more-of-the-same', { code: last.code, count: group.length - SAME_KIND }, last.at));
  }
  const rank = { error: 0, warning: 1, info: 2 } as const;
  return kept.sort((a, b) => rank[a.severity] - rank[b.severity]);
}
