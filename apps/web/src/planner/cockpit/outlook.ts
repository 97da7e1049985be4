import type { Plan } from '@midstream/factory';

/** The Monday of the week a date falls in, both `YYYY-MM-DD`. */
export function weekOf(date: string): string {
  const day = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const sinceMonday = (new Date(day).getUTCDay() + 6) % 7;
  return new Date(day - sinceMonday * 86_400_000).toISOString().slice(0, 10);
}

const DAY_MINUTES = 1440;

/** Orders with a need-by, by the week it falls in: on time, less than a day from late, late. */
export function outlookOf(
  plan: Plan,
): readonly { readonly week: string; readonly onTime: number; readonly tight: number; readonly late: number }[] {
  const weeks = new Map<string, { week: string; onTime: number; tight: number; late: number }>();
  for (const order of plan.orders) {
    if (order.needBy === undefined || order.latenessMinutes === undefined) continue;
    const week = weekOf(order.needBy);
    const counts = weeks.get(week) ?? { week, onTime: 0, tight: 0, late: 0 };
    if (order.latenessMinutes > 0) counts.late++;
    else if (order.latenessMinutes > -DAY_MINUTES) counts.tight++;
    else counts.onTime++;
    weeks.set(week, counts);
  }
  return [...weeks.values()].sort((a, b) => (a.week < b.week ? -1 : 1));
}

/** The most used machines and, week by week, how much of their open hours is taken, percent. */
export function bottlenecksOf(
  plan: Plan,
  most: number,
  mostWeeks: number,
): { readonly weeks: readonly string[]; readonly machines: readonly { readonly id: string; readonly percent: readonly number[] }[] } {
  const machines = plan.resources.filter((each) => each.kind === 'machine');
  const weeks = [...new Set(machines.flatMap((each) => each.days.map((day) => weekOf(day.date))))].sort().slice(0, mostWeeks);
  const rows = machines.map((machine) => ({
    id: machine.resource,
    percent: weeks.map((week) => {
      const days = machine.days.filter((day) => weekOf(day.date) === week);
      const open = days.reduce((sum, day) => sum + day.availableHours + day.overtimeHours, 0);
      const used = days.reduce((sum, day) => sum + day.runHours + day.setupHours, 0);
      return open > 0 ? (100 * used) / open : 0;
    }),
  }));
  const peak = (row: { readonly percent: readonly number[] }): number => [...row.percent].sort((a, b) => b - a)[0] ?? 0;
  return { weeks, machines: rows.sort((a, b) => peak(b) - peak(a)).slice(0, most) };
}
