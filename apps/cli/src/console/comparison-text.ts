import type { CompleteFactory, Plan } from '@midstream/factory';
import type { PlanComparison } from '@midstream/planning';
import { carbonIn, moneyIn, zonedTimeIn } from '@midstream/words';
import { bindingSentence, planNames } from '../plan-workbook/plan-names.ts';
import { say, styled } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const MOST_MOVES = 15;

/** What a replan changed: how much, which operations and why each stands where it does now, who became late. */
export function comparisonText(terminal: Terminal, comparison: PlanComparison, plan: Plan, factory: CompleteFactory): string {
  const { language } = terminal;
  const { moved, newlyLate, machineChanges, costChange, carbonChange } = comparison;
  const title = `\n${styled(terminal, 'bold', say(terminal, 'summary.moved'))}\n`;
  if (moved.length === 0) return `${title}  ${say(terminal, 'summary.moved-none')}\n`;
  const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text);
  const sums = {
    moved: moved.length,
    machines: machineChanges,
    cost: signed(costChange, moneyIn(language, costChange, plan.currency)),
    carbon: signed(carbonChange, carbonIn(language, carbonChange)),
  };
  const book = planNames(plan, factory, language);
  const lines = moved.slice(0, MOST_MOVES).map(({ operation, fromStart, toStart, fromMachine, toMachine, why }) => {
    const times = { operation, from: zonedTimeIn(language, fromStart), to: zonedTimeIn(language, toStart) };
    const machines = { machineBefore: book.machine(fromMachine), machineAfter: book.machine(toMachine) };
    const move =
      fromMachine === toMachine ? say(terminal, 'summary.move', times) : say(terminal, 'summary.move-machine', { ...times, ...machines });
    return `  ${move}\n    ${styled(terminal, 'dim', bindingSentence(why, book))}\n`;
  });
  const rest = moved.length - lines.length;
  const more = rest > 0 ? `  ${say(terminal, 'summary.more', { count: rest })}\n` : '';
  const late =
    newlyLate.length > 0 ? `${styled(terminal, 'yellow', say(terminal, 'summary.newly-late'))}: ${newlyLate.join(book.comma)}\n` : '';
  return `${title}  ${say(terminal, 'summary.changes', sums)}\n${lines.join('')}${more}${late}`;
}
