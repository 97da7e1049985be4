import type { ChangeoverMatrix, ChangeoverRule } from '@midstream/factory';
import { groupBy } from '../../records/group-by.ts';
import type { Row } from '../../records/row.ts';
import { numberIn, present, textIn } from '../../records/row.ts';
import type { Notes } from '../../document/notes.ts';

/** The one attribute a frePPLe setup is about. */
export const SETUP = 'setup';

/**
 * Setup rules, first match first. Their from and to are regular expressions; the plain ones people write (a name, `.*`, `a|b`,
 * `red.*`) are spelt out against the known setups. Others are left behind: a pattern out of a file is never run.
 */
export function readChangeovers(rules: readonly Row[], setups: ReadonlySet<string>, notes: Notes): ChangeoverMatrix[] {
  return [...groupBy(rules, (row) => textIn(row, 'setupmatrix') ?? '')].map(([id, rows]) => {
    const ordered = rows.toSorted((a, b) => (numberIn(a, 'priority') ?? 0) - (numberIn(b, 'priority') ?? 0));
    notes.leaveBehind('setuprule: changeovers without a rule are forbidden there, free here', id);
    return { id, rules: ordered.flatMap((row) => rulesOf(row, setups, notes)) };
  });
}

function rulesOf(row: Row, setups: ReadonlySet<string>, notes: Notes): ChangeoverRule[] {
  const from = spellOut(textIn(row, 'fromsetup'), setups);
  const to = spellOut(textIn(row, 'tosetup'), setups);
  if (from === undefined || to === undefined) {
    notes.leaveBehind('setuprule: pattern', `${textIn(row, 'fromsetup') ?? ''} → ${textIn(row, 'tosetup') ?? ''}`);
    return [];
  }
  if (textIn(row, 'resource') !== undefined) notes.leaveBehind('setuprule.resource', textIn(row, 'resource') ?? '');
  const effect = present({ minutes: numberIn(row, 'duration') ?? 0, cost: numberIn(row, 'cost') });
  return from.flatMap((one) => to.map((other) => present({ attribute: SETUP, from: one ?? undefined, to: other ?? undefined, ...effect })));
}

/** Setups a pattern means; null = any; undefined = not a plain pattern. */
function spellOut(pattern: string | undefined, setups: ReadonlySet<string>): (string | null)[] | undefined {
  if (pattern === undefined || pattern === '.*' || pattern === '*') return [null];
  const bare = pattern.replace(/^\^?\(?(.*?)\)?\$?$/, '$1');
  const meant: (string | null)[] = [];
  for (const part of bare.split('|')) {
    if (/^[^.*+?^${}()[\]\\]+$/.test(part) || setups.has(part)) meant.push(part);
    else if (/^[^.*+?^${}()[\]\\]+\.\*$/.test(part)) meant.push(...[...setups].filter((setup) => setup.startsWith(part.slice(0, -2))));
    else if (/^\.\*[^.*+?^${}()[\]\\]+$/.test(part)) meant.push(...[...setups].filter((setup) => setup.endsWith(part.slice(2))));
    else return undefined;
  }
  return meant;
}
