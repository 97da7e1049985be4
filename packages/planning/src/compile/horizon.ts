import type { CompleteFactory } from '@midstream/factory';
import { openPeriods } from '@midstream/factory';
import { SECONDS_PER_DAY } from '@midstream/units';
import type { PlannedStep } from './operations.ts';

const SHORTEST_DAYS = 28;
const LONGEST_DAYS = 1100;
/** Room beyond what the busiest machine needs by itself: waiting, changeovers, people. */
const SAFETY = 2.5;

/** Days for which calendars are laid out: past the last need-by date and long enough for the busiest machine. */
export function horizonDays(factory: CompleteFactory, steps: readonly PlannedStep[], origin: number): number {
  const seconds = new Map<string, number>();
  let outside = 0;
  for (const step of steps) {
    outside = Math.max(outside, step.operation.outsourced?.leadTimeDays ?? 0);
    for (const { machine, alternative } of step.places) {
      const minutes = (alternative.setupMinutes ?? 0) + (alternative.fixedMinutes ?? 0) + (alternative.minutesPerUnit ?? 0) * step.quantity;
      const units = machine.capacity.kind === 'parallel' ? machine.capacity.units : 1;
      seconds.set(machine.id, (seconds.get(machine.id) ?? 0) + (minutes * 60) / machine.efficiency / units / step.places.length);
    }
  }
  const site = factory.sites[0];
  let days = SHORTEST_DAYS;
  for (const machine of factory.machines) {
    const calendar = factory.calendars.find((each) => each.id === machine.calendar);
    if (calendar === undefined || site === undefined) continue;
    const sample = openPeriods(calendar, site, origin, origin + 56 * SECONDS_PER_DAY).filter((period) => period.overtimeCostPerHour === 0);
    const open = sample.reduce((sum, period) => sum + period.end - period.start, 0) / 56;
    if (open > 0) days = Math.max(days, ((seconds.get(machine.id) ?? 0) / open) * SAFETY);
  }
  const lastDue = Math.max(0, ...steps.map((step) => step.line.due ?? 0)) - origin;
  return Math.min(LONGEST_DAYS, Math.ceil(Math.max(days, lastDue / SECONDS_PER_DAY + 14) + 4 * outside));
}
