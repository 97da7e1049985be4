import type { Schedule } from '@midstream/engine';
import type { CompleteFactory } from '@midstream/factory';
import { openPeriods } from '@midstream/factory';
import { SECONDS_PER_DAY } from '@midstream/units';
import type { PlannedStep } from './operations.ts';
import type { TimeAxis } from './time-axis.ts';

const SHORTEST_DAYS = 28;
const LONGEST_DAYS = 1100;
/** Room beyond what the busiest machine needs by itself: waiting, changeovers, people. */
const SAFETY = 2.5;

/** Days over which a calendar's mean of open hours is taken. */
const SAMPLE_DAYS = 56;

/** Days for which calendars are laid out: past the last need-by date and long enough for the busiest machine and the busiest skill. */
export function horizonDays(factory: CompleteFactory, steps: readonly PlannedStep[], origin: number): number {
  const { machines, skills, outside } = workContent(steps);
  const openPerDay = meanOpenSeconds(factory, origin);
  let days = SHORTEST_DAYS;
  for (const machine of factory.machines) {
    const open = openPerDay(machine.calendar);
    if (open > 0) days = Math.max(days, ((machines.get(machine.id) ?? 0) / open) * SAFETY);
  }
  for (const [skill, seconds] of skills) {
    const able = factory.operators.filter((operator) => operator.skills.includes(skill));
    const open = able.reduce((sum, operator) => sum + openPerDay(operator.calendar) * operator.headcount, 0);
    if (open > 0) days = Math.max(days, (seconds / open) * SAFETY);
  }
  const lastDue = steps.reduce((last, step) => Math.max(last, step.line.due ?? 0), origin) - origin;
  return Math.min(LONGEST_DAYS, Math.ceil(Math.max(days, lastDue / SECONDS_PER_DAY + 14) + 4 * outside));
}

/** A plan that does not fit is laid out anew for so much longer; beyond the last horizon every hour counts as open. */
const LONGER = 4;
const MOST_DAYS = 3650;

/**
 * Days to lay the same factory out for when a schedule of it ends beyond the horizon, where all hours count as open and nobody's
 * absence is known; undefined when it fits, or when nothing longer would be sensible. Whoever searches asks this afterwards.
 */
export function longerHorizonDays(axis: TimeAxis, schedule: Pick<Schedule, 'end'>): number | undefined {
  const days = axis.horizon / axis.ticksPerHour / 24;
  return days < MOST_DAYS && schedule.end.some((end) => end > axis.horizon) ? Math.min(MOST_DAYS, Math.ceil(days * LONGER)) : undefined;
}

/** Seconds of work by machine (shared evenly among the places a step may go) and by skill, and the longest outsourced step in days. */
function workContent(steps: readonly PlannedStep[]) {
  const machines = new Map<string, number>();
  const skills = new Map<string, number>();
  let outside = 0;
  const add = (map: Map<string, number>, key: string, seconds: number): void => {
    map.set(key, (map.get(key) ?? 0) + seconds);
  };
  for (const step of steps) {
    outside = Math.max(outside, step.operation.outsourced?.leadTimeDays ?? 0);
    let mean = 0;
    for (const { machine, alternative } of step.places) {
      const minutes = (alternative.setupMinutes ?? 0) + (alternative.fixedMinutes ?? 0) + (alternative.minutesPerUnit ?? 0) * step.quantity;
      const seconds = (minutes * 60) / machine.efficiency / step.places.length;
      add(machines, machine.id, seconds / (machine.capacity.kind === 'parallel' ? machine.capacity.units : 1));
      mean += seconds;
    }
    for (const { skill, count = 1, phase } of step.operation.operators ?? []) if (phase !== 'setup') add(skills, skill, mean * count);
  }
  return { machines, skills, outside };
}

function meanOpenSeconds(factory: CompleteFactory, origin: number): (calendar: string) => number {
  const known = new Map<string, number>();
  const [site] = factory.sites;
  return (id) => {
    let mean = known.get(id);
    if (mean !== undefined) return mean;
    const calendar = factory.calendars.find((each) => each.id === id);
    const until = origin + SAMPLE_DAYS * SECONDS_PER_DAY;
    const periods = calendar === undefined || site === undefined ? [] : openPeriods(calendar, site, origin, until);
    mean = 0;
    for (const { start, end, overtimeCostPerHour } of periods) if (overtimeCostPerHour === 0) mean += (end - start) / SAMPLE_DAYS;
    known.set(id, mean);
    return mean;
  };
}
