import type { ImportResult } from '@midstream/importers';
import { hoursIn } from '@midstream/words';
import { say, styled } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** What the times read come to for a few orders: a wrong unit shows before anything is planned. */
export function sampleHoursText(terminal: Terminal, samples: ImportResult['sampleHours']): string {
  if (samples.length === 0) return '';
  const { language } = terminal;
  const lines = samples.map(({ order, product, quantity, hours, operations }) => {
    const whole = say(terminal, 'summary.sample-order', { order, product, quantity, hours: hoursIn(language, hours) });
    const parts = operations.map((each) => `${each.operation} ${each.machine} ${hoursIn(language, each.hours)}`).join(' · ');
    return `  ${whole}  ${styled(terminal, 'dim', parts)}\n`;
  });
  return `${say(terminal, 'summary.sample-hours')}\n${lines.join('')}`;
}
