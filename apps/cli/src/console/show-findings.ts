import type { Factory } from '@midstream/factory';
import type { Finding, Severity } from '@midstream/units';
import { sentenceOf } from '@midstream/words';
import { namedFindings } from '../plan-workbook/named-findings.ts';
import { say, styled } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const STYLES = { error: 'red', warning: 'yellow', info: 'dim' } as const;
const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Findings as lines, errors first, each `Error: place: what is wrong, what to do`. */
export function findingLines(terminal: Terminal, findings: readonly Finding[]): string {
  return findings
    .toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity])
    .map((finding) => {
      const label = styled(terminal, STYLES[finding.severity], say(terminal, `severity.${finding.severity}`));
      // A control sequence in a cell must not reach the screen as one.
      return `${label}  ${visible(sentenceOf(finding, terminal.language))}\n`;
    })
    .join('');
}

const visible = (text: string): string =>
  [...text].map((letter) => ((letter.codePointAt(0) ?? 32) < 32 || letter === '\u007f' ? '·' : letter)).join('');

/** Most notes about what was assumed that a command with something else to show lists. */
const MOST_ASSUMED = 12;
const ASSUMED: ReadonlySet<string> = new Set(['factory.default-applied', 'import.assumed']);

/**
 * Says errors, warnings and what was assumed in full and counts the other notes, as a command does that has something else to show.
 * Things are named as `factory` names them, once there is one.
 */
export function showTrouble(terminal: Terminal, findings: readonly Finding[], factory?: Factory): void {
  const named = factory === undefined ? findings : namedFindings(findings, factory, terminal.language);
  const assumed = named.filter(({ code }) => ASSUMED.has(code)).slice(0, MOST_ASSUMED);
  const loud = named.filter(({ severity }) => severity === 'error' || (severity === 'warning' && !terminal.isQuiet));
  const shown = terminal.isQuiet ? loud : [...loud, ...assumed];
  if (shown.length > 0) terminal.err(findingLines(terminal, shown));
  const notes = named.filter(({ severity }) => severity === 'info').length - assumed.length;
  if (notes > 0 && !terminal.isQuiet) terminal.err(`${styled(terminal, 'dim', say(terminal, 'summary.infos-hidden', { count: notes }))}\n`);
}

/** `2 errors, 1 warning, 14 notes`, without what there is none of. */
export function countLine(terminal: Terminal, findings: readonly Finding[]): string {
  const keys = { error: 'summary.errors', warning: 'summary.warnings', info: 'summary.infos' } as const;
  return (['error', 'warning', 'info'] as const)
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => say(terminal, keys[severity], { count }))
    .join(say(terminal, 'list.separator'));
}
