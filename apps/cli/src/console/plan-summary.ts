import type { CompleteFactory, Plan } from '@midstream/factory';
import { carbonIn, deadlineIn, durationIn, hoursIn, moneyIn, nameIn, numberIn, percentIn, zonedTimeIn } from '@midstream/words';
import { padded, say, styled } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const MOST_LATE = 5;
const LABEL = 26;
const HOURS_A_WEEK = 168;

/** Orders done per week until the last is done; a plan of hours counts as a day. */
export function ordersPerWeek({ figures }: Plan): number {
  return figures.orders / Math.max(1 / 7, figures.makespanHours / HOURS_A_WEEK);
}

/** A plan in a few lines: what a planner asks first, then the orders that are latest. */
export function planSummary(terminal: Terminal, plan: Plan, factory: CompleteFactory): string {
  const { language } = terminal;
  const { figures, run } = plan;
  const label = (key: string): string => `  ${padded(say(terminal, key), LABEL)}`;
  const gap =
    run.status === 'optimal'
      ? say(terminal, 'summary.proven')
      : run.bound > 0
        ? percentIn(language, run.gapPercent)
        : say(terminal, 'summary.no-bound');
  const lines = [
    styled(terminal, 'bold', say(terminal, 'summary.orders', { count: figures.orders, operations: figures.operations })),
    `${label('figure.on-time')}${percentIn(language, figures.onTimePercent)}`,
    `${label('figure.late-orders')}${figures.lateOrders === 0 ? say(terminal, 'summary.late-none') : styled(terminal, 'yellow', numberIn(language, figures.lateOrders))}`,
    `${label('figure.tardiness')}${durationIn(language, figures.totalTardinessHours * 60)}`,
    `${label('figure.setup-hours')}${hoursIn(language, figures.setupHours)} (${numberIn(language, figures.changeovers)})`,
    `${label('figure.overtime')}${hoursIn(language, figures.overtimeHours)}`,
    `${label('figure.makespan')}${durationIn(language, figures.makespanHours * 60)}`,
    `${label('figure.flow')}${durationIn(language, figures.meanFlowHours * 60)}`,
    `${label('figure.throughput')}${numberIn(language, ordersPerWeek(plan), 1)}`,
    `${label('figure.cost')}${moneyIn(language, figures.cost.total, plan.currency)}`,
    `${label('figure.carbon')}${carbonIn(language, figures.carbon.total)}`,
    `${label('figure.gap')}${gap}`,
  ];
  if (figures.movedOperations !== undefined) lines.push(`${label('figure.moved')}${numberIn(language, figures.movedOperations)}`);
  return `${[...lines, ...lateLines(terminal, plan, factory)].join('\n')}\n`;
}

function lateLines(terminal: Terminal, plan: Plan, factory: CompleteFactory): string[] {
  const { language } = terminal;
  const late = plan.orders.filter(({ latenessMinutes }) => (latenessMinutes ?? 0) > 0);
  if (late.length === 0) return [];
  late.sort((a, b) => (b.latenessMinutes ?? 0) - (a.latenessMinutes ?? 0));
  const names = new Map(factory.products.map(({ id, name }) => [id, nameIn(name, language, id)]));
  const lines = late.slice(0, MOST_LATE).map((order) => {
    const when = `${deadlineIn(language, order.needBy ?? '')} → ${zonedTimeIn(language, order.projected)}`;
    const span = say(terminal, 'page.late-by', { span: durationIn(language, order.latenessMinutes ?? 0) });
    return `  ${padded(order.order, 16)}${padded(names.get(order.product) ?? order.product, 24)} ${when}  ${span}`;
  });
  const more = late.length - lines.length;
  return ['', say(terminal, 'summary.first-late'), ...lines, ...(more > 0 ? [`  ${say(terminal, 'summary.more', { count: more })}`] : [])];
}
