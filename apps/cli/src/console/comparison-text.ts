import type { CompleteFactory, Plan } from '@midstream/factory';
import type { OrderShift, PlanComparison, PlanMove } from '@midstream/planning';
import { carbonIn, durationIn, moneyIn, zonedTimeIn } from '@midstream/words';
import type { PlanNames } from '../plan-workbook/plan-names.ts';
import { bindingSentence, planNames } from '../plan-workbook/plan-names.ts';
import { say, styled } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const MOST_MOVES = 10;
const MOST_DATES = 8;

/** What a replan changed: whose date, how much moved, where and why, who became late. */
export function comparisonText(terminal: Terminal, comparison: PlanComparison, plan: Plan, factory: CompleteFactory): string {
  const { language } = terminal;
  const { moved, newlyLate, noLongerLate, addedOrders, removedOrders } = comparison;
  const book = planNames(plan, factory, language);
  const title = `\n${styled(terminal, 'bold', say(terminal, 'summary.moved'))}\n`;
  const listed = (key: string, orders: readonly string[], style: 'yellow' | 'green' | 'bold'): string =>
    orders.length === 0 ? '' : `  ${styled(terminal, style, say(terminal, key))}: ${orders.join(book.comma)}\n`;
  const news = [
    listed('summary.added', addedOrders, 'bold'),
    listed('summary.removed', removedOrders, 'bold'),
    listed('summary.newly-late', newlyLate, 'yellow'),
    listed('summary.no-longer-late', noLongerLate, 'green'),
  ].join('');
  if (moved.length === 0) return `${title}  ${say(terminal, 'summary.moved-none')}\n${news}`;
  const dates = [
    datesText(terminal, 'summary.dates-later', comparison.later),
    datesText(terminal, 'summary.dates-earlier', comparison.earlier),
  ].join('');
  return `${title}  ${sumsText(terminal, comparison, plan)}\n${news}${dates}${movesText(terminal, moved, book)}`;
}

function sumsText(terminal: Terminal, { moved, machineChanges, costChange, carbonChange }: PlanComparison, plan: Plan): string {
  const { language } = terminal;
  const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text);
  return say(terminal, 'summary.changes', {
    moved: moved.length,
    all: plan.operations.length,
    small: moved.filter(({ shiftHours }) => Math.abs(shiftHours) < 1).length,
    machines: machineChanges,
    cost: signed(costChange, moneyIn(language, costChange, plan.currency)),
    carbon: signed(carbonChange, carbonIn(language, carbonChange)),
  });
}

/** Orders whose date moves, those that move most first. */
function datesText(terminal: Terminal, key: string, shifts: readonly OrderShift[]): string {
  if (shifts.length === 0) return '';
  const time = (at: string): string => zonedTimeIn(terminal.language, at);
  const lines = shifts.slice(0, MOST_DATES).map(({ order, before, after, hours }) => {
    const text = say(terminal, 'summary.date-shift', { order, from: time(before), to: time(after) });
    return `    ${text}  (${hours > 0 ? '+' : ''}${durationIn(terminal.language, hours * 60)})\n`;
  });
  return `  ${say(terminal, key, { count: shifts.length })}\n${lines.join('')}${restText(terminal, shifts.length - lines.length)}`;
}

function movesText(terminal: Terminal, moved: readonly PlanMove[], book: PlanNames): string {
  const { language } = terminal;
  const lines = moved.slice(0, MOST_MOVES).map(({ operation, order, fromStart, toStart, fromMachine, toMachine, why }) => {
    const name = `${order} ${book.stepOf(operation)}`;
    const times = { operation: name, from: zonedTimeIn(language, fromStart), to: zonedTimeIn(language, toStart) };
    const machines = { machineBefore: book.machine(fromMachine), machineAfter: book.machine(toMachine) };
    const move =
      fromMachine === toMachine ? say(terminal, 'summary.move', times) : say(terminal, 'summary.move-machine', { ...times, ...machines });
    return `    ${move}\n      ${styled(terminal, 'dim', bindingSentence(why, book, order))}\n`;
  });
  return `  ${say(terminal, 'summary.moves')}\n${lines.join('')}${restText(terminal, moved.length - lines.length)}`;
}

const restText = (terminal: Terminal, rest: number): string => (rest > 0 ? `    ${say(terminal, 'summary.more', { count: rest })}\n` : '');
