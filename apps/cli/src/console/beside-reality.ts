import type { Plan } from '@midstream/factory';
import type { LogSummary } from '@midstream/importers';
import { numberIn, translate } from '@midstream/words';
import { ordersPerWeek } from './plan-summary.ts';
import { padded, say, styled } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const LABEL = 26;

/** Throughput and lead time of a plan of a learnt factory beside those of the log it was learnt from. */
export function besideReality(terminal: Terminal, really: LogSummary, plan: Plan): string {
  const { language } = terminal;
  const days = (count: number): string => translate(language, 'unit.days', { count: Number(count.toFixed(1)) });
  const row = (key: string, inLog: string, inPlan: string): string =>
    `  ${padded(say(terminal, key), LABEL)}${say(terminal, 'summary.beside-heads', { really: inLog, planned: inPlan })}\n`;
  return [
    `${styled(terminal, 'bold', say(terminal, 'summary.beside'))}\n`,
    row('figure.throughput', numberIn(language, really.ordersPerWeek, 1), numberIn(language, ordersPerWeek(plan), 1)),
    row('summary.beside-lead', days(really.meanLeadDays), days(plan.figures.meanFlowHours / 24)),
    `  ${styled(terminal, 'dim', say(terminal, 'summary.beside-hint'))}\n`,
  ].join('');
}
