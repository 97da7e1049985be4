import type { CompleteFactory, Plan } from '@midstream/factory';
import type { Repair } from '@midstream/planning';
import { carbonIn, durationIn, moneyIn, numberIn, zonedTimeIn } from '@midstream/words';
import type { PlanNames } from '../plan-workbook/plan-names.ts';
import { planNames } from '../plan-workbook/plan-names.ts';
import { say, styled } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const MOST_ORDERS = 6;

/** Repairs that were tried and hold: the date each gives, what it costs, and whom it makes later. */
export function repairsText(terminal: Terminal, found: readonly Repair[], plan: Plan, factory: CompleteFactory): string {
  const title = `${say(terminal, 'summary.repairs')}\n`;
  if (found.length === 0) return `${title}  ${say(terminal, 'summary.repairs-none')}\n\n`;
  const book = planNames(plan, factory, terminal.language);
  return `${title}${found.map((repair) => repairText(terminal, repair, book, plan.currency)).join('')}\n`;
}

function repairText(terminal: Terminal, repair: Repair, book: PlanNames, currency: string): string {
  const { language } = terminal;
  const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text);
  const what = [say(terminal, `web.repair-${repair.kind}`), aboutText(repair.about, book)].filter((part) => part !== '').join(' ');
  const lateness = say(terminal, repair.cures ? 'page.early-by' : 'page.late-by', {
    span: durationIn(language, Math.abs(repair.latenessMinutes)),
  });
  const effect = [
    zonedTimeIn(language, repair.projected),
    styled(terminal, repair.cures ? 'green' : 'yellow', lateness),
    signed(repair.costChange, moneyIn(language, repair.costChange, currency)),
    signed(repair.carbonChange, carbonIn(language, repair.carbonChange)),
  ].join(' · ');
  const later = repair.later.map(({ order, hours }) => `${order} +${durationIn(language, hours * 60)}`);
  const more = later.length > MOST_ORDERS ? ` +${numberIn(language, later.length - MOST_ORDERS)}` : '';
  const others =
    later.length === 0
      ? say(terminal, 'summary.repair-alone')
      : say(terminal, 'summary.repair-later', { orders: later.slice(0, MOST_ORDERS).join(book.comma) + more });
  return `  ${styled(terminal, 'bold', what)}\n    ${effect}\n    ${others}\n`;
}

/** What a repair is about, by name: an operation, a machine, a material, people, another order. */
function aboutText(about: Repair['about'], book: PlanNames): string {
  const name = ([key, value]: readonly [string, string | number]): string => {
    if (typeof value === 'number') return `×${numberIn(book.language, value)}`;
    if (key === 'operation') return book.stepOf(value);
    if (key === 'machine') return book.machine(value);
    if (key === 'material') return book.material(value);
    if (key === 'operator') return book.person(value);
    return key === 'at' ? zonedTimeIn(book.language, value) : value;
  };
  // Hours of overtime are said by the sentence's own data, not by a bare number.
  return Object.entries(about)
    .filter(([key]) => key !== 'hours')
    .map(name)
    .join(' ');
}
