import type { CompleteFactory, Plan } from '@midstream/factory';
import type { CauseItem, Explanation } from '@midstream/planning';
import { deadlineIn, durationIn, hasWords, numberIn, zonedTimeIn } from '@midstream/words';
import type { PlanNames } from '../plan-workbook/plan-names.ts';
import { bindingSentence, planNames } from '../plan-workbook/plan-names.ts';
import { padded, say, styled } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const MOST_ORDERS = 4;
/** Shares below this are noise. */
const LEAST_HOURS = 0.05;

/** Why an order is done when it is: both dates, where its time goes, and the chain that decides the date. */
export function explanationText(terminal: Terminal, explanation: Explanation, plan: Plan, factory: CompleteFactory): string {
  const { language } = terminal;
  const book = planNames(plan, factory, language);
  const planned = plan.orders.find(({ order }) => order === explanation.order);
  const title = { order: explanation.order, quantity: planned?.quantity ?? 0, product: book.product(explanation.product) };
  const when = (key: string, time: string | undefined, write = zonedTimeIn): string =>
    `  ${padded(say(terminal, key), 14)}${time === undefined ? '—' : write(language, time)}\n`;
  const causes = explanation.causes
    .filter(({ hours }) => hours >= LEAST_HOURS)
    .map((cause) => `  ${padded(durationIn(language, cause.hours * 60), 18)}${causeSentence(terminal, cause, book)}\n`);
  const chain = explanation.chain.map(({ operation, order, machine, start, binding }) => {
    const whose = order === explanation.order ? '' : `${order} `;
    const head = `  ${styled(terminal, 'bold', `${whose}${book.stepOf(operation)}`)} · ${book.machine(machine)} · ${zonedTimeIn(language, start)}`;
    return `${head}\n    ${bindingSentence(binding, book)}\n`;
  });
  return [
    `${styled(terminal, 'bold', say(terminal, 'summary.order', title))}\n`,
    when('field.need-by', explanation.needBy, deadlineIn),
    when('field.projected', explanation.projected),
    lateness(terminal, explanation.latenessMinutes),
    `\n${say(terminal, 'summary.lead-time')} (${durationIn(language, explanation.leadTimeHours * 60)})\n`,
    ...causes,
    `\n${say(terminal, 'page.chain')}\n`,
    ...chain,
    '\n',
  ].join('');
}

function lateness(terminal: Terminal, minutes: number | undefined): string {
  if (minutes === undefined) return '';
  const key = Math.abs(minutes) < 1 ? 'page.on-time-exact' : minutes > 0 ? 'page.late-by' : 'page.early-by';
  const text = say(terminal, key, { span: durationIn(terminal.language, Math.abs(minutes)) });
  return `  ${styled(terminal, minutes > 0 ? 'yellow' : 'green', text)}\n`;
}

function causeSentence(terminal: Terminal, { code, resource, orders }: CauseItem, book: PlanNames): string {
  const name = resource === undefined ? '' : nameOf(code, resource, book);
  const more = orders.length - MOST_ORDERS;
  const listed = orders.slice(0, MOST_ORDERS).join(book.comma) + (more > 0 ? ` +${numberIn(terminal.language, more)}` : '');
  const fuller = [...(orders.length > 0 ? [`explain.${code}-orders`] : []), ...(name === '' ? [] : [`explain.${code}-on`])];
  const key = fuller.find(hasWords) ?? `explain.${code}`;
  return say(terminal, key, { resource: name, orders: listed });
}

function nameOf(code: CauseItem['code'], id: string, book: PlanNames): string {
  if (code === 'material' || code === 'part') return book.material(id);
  if (code === 'operator') return book.skill(id);
  if (code === 'tool') return book.tool(id);
  if (code === 'power' || code === 'transport') return book.site(id);
  return book.machine(id);
}
