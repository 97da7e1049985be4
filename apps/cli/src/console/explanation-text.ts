import type { CompleteFactory, Plan } from '@midstream/factory';
import type { ExplainedStep, Explanation, WhyLate } from '@midstream/planning';
import { deadlineIn, durationIn, zonedTimeIn } from '@midstream/words';
import type { PlanNames } from '../plan-workbook/plan-names.ts';
import { causeSentence } from '../plan-workbook/cause-sentence.ts';
import { bindingSentence, planNames } from '../plan-workbook/plan-names.ts';
import { padded, say, styled } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const FEW_CAUSES = 3;
/** Shares below this are noise. */
const LEAST_HOURS = 0.05;

/** Why an order is done when it is: both dates, what makes it late, where its time goes, and the chain that decides the date. */
export function explanationText(terminal: Terminal, why: WhyLate, plan: Plan, factory: CompleteFactory): string {
  const { language } = terminal;
  const { explanation } = why;
  const book = planNames(plan, factory, language);
  const planned = plan.orders.find(({ order }) => order === explanation.order);
  const title = { order: explanation.order, quantity: planned?.quantity ?? 0, product: book.product(explanation.product) };
  const when = (key: string, time: string | undefined, write = zonedTimeIn): string =>
    `  ${padded(say(terminal, key), 14)}${time === undefined ? '—' : write(language, time)}\n`;
  const causes = explanation.causes
    .filter(({ hours }) => hours >= LEAST_HOURS)
    .map((cause) => `  ${padded(durationIn(language, cause.hours * 60), 18)}${causeSentence(cause, book)}\n`);
  return [
    `${styled(terminal, 'bold', say(terminal, 'summary.order', title))}\n`,
    explanation.release === undefined ? '' : when('field.release', explanation.release),
    when('field.need-by', explanation.needBy, deadlineIn),
    when('field.projected', explanation.projected),
    lateness(terminal, explanation.latenessMinutes),
    whyLateText(terminal, why, book),
    `\n${say(terminal, 'summary.lead-time')} (${durationIn(language, explanation.leadTimeHours * 60)})\n`,
    ...causes,
    `\n${say(terminal, 'page.chain')}\n`,
    deliveryText(terminal, explanation, book),
    ...chainLines(terminal, explanation, book),
    '\n',
  ].join('');
}

/** The fewest causes that together are as long as the order is late, and whether it could be in time at all. */
function whyLateText(terminal: Terminal, why: WhyLate, book: PlanNames): string {
  if (why.latenessMinutes <= 0) return '';
  const { language } = terminal;
  // Where no causes explain it, a few of them are no answer: its own work is.
  const causes = why.sufficient ? why.causes : why.causes.slice(0, FEW_CAUSES);
  const lines = causes.map((cause) => {
    const span = durationIn(language, cause.hours * 60);
    return `  ${say(terminal, 'summary.why-late-share', { cause: causeSentence(cause, book), span })}\n`;
  });
  const alone =
    why.earliestAlone === undefined
      ? ''
      : `  ${say(terminal, why.possibleAlone === true ? 'summary.alone-on-time' : 'summary.alone-late', { earliest: zonedTimeIn(language, why.earliestAlone) })}\n`;
  if (lines.length === 0 && alone === '') return '';
  const text = why.sufficient ? lines.join('') + alone : alone + lines.join('');
  return `\n${say(terminal, 'summary.why-late')}\n${text}`;
}

/** The journey to the place of delivery: often what decides the date is the departure that is caught. */
function deliveryText(terminal: Terminal, { delivery }: Explanation, book: PlanNames): string {
  if (delivery === undefined) return '';
  const time = (at: string): string => zonedTimeIn(terminal.language, at);
  const places = { from: book.site(delivery.from), to: book.site(delivery.to), ready: time(delivery.ready) };
  const head = styled(terminal, 'bold', say(terminal, 'summary.delivery', places));
  const leaves = say(terminal, 'summary.delivery-leaves', { leaves: time(delivery.leaves), arrival: time(delivery.arrival) });
  return `  ${head}\n    ${leaves}\n`;
}

/** The chain, step by step; other orders one after the other on one machine are one line with what holds the first of them. */
function chainLines(terminal: Terminal, { chain, order }: Explanation, book: PlanNames): string[] {
  const lines: string[] = [];
  for (let at = 0; at < chain.length;) {
    const first = chain[at];
    if (first === undefined) break;
    let next = at + 1;
    while (first.order !== order && chain[next]?.machine === first.machine && chain[next]?.order !== order) next++;
    const last = chain[next - 1] ?? first;
    lines.push(`  ${chainHead(terminal, chain.slice(at, next), order, book)}\n    ${bindingSentence(last.binding, book, last.order)}\n`);
    at = next;
  }
  return lines;
}

function chainHead(terminal: Terminal, steps: readonly ExplainedStep[], order: string, book: PlanNames): string {
  const from = zonedTimeIn(terminal.language, steps.at(-1)?.start ?? '');
  const [step] = steps;
  if (step === undefined) return '';
  const machine = book.machine(step.machine);
  if (steps.length === 1) {
    const whose = step.order === order ? '' : `${step.order} `;
    return `${styled(terminal, 'bold', `${whose}${book.stepOf(step.operation)}`)} · ${machine} · ${from}`;
  }
  const orders = [...new Set(steps.map((each) => each.order))];
  return say(terminal, 'summary.chain-run', { machine, count: orders.length, from, orders: orders.join(book.comma) });
}

function lateness(terminal: Terminal, minutes: number | undefined): string {
  if (minutes === undefined) return '';
  const key = Math.abs(minutes) < 1 ? 'page.on-time-exact' : minutes > 0 ? 'page.late-by' : 'page.early-by';
  const text = say(terminal, key, { span: durationIn(terminal.language, Math.abs(minutes)) });
  return `  ${styled(terminal, minutes > 0 ? 'yellow' : 'green', text)}\n`;
}
