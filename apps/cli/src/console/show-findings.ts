import type { Finding, Severity } from '@midstream/units';
import { sentenceOf } from '@midstream/words';
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

/** Says errors and warnings in full and counts the notes, as a command does that has something else to show. */
export function showTrouble(terminal: Terminal, findings: readonly Finding[]): void {
  const loud = findings.filter(({ severity }) => severity === 'error' || (severity === 'warning' && !terminal.isQuiet));
  if (loud.length > 0) terminal.err(findingLines(terminal, loud));
  const notes = findings.filter(({ severity }) => severity === 'info').length;
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
