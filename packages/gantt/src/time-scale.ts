/** Time to pixels and back, and which ticks to write. All times are seconds since 1970. */
export interface TimeScale {
  /** Instant at the left edge. */
  readonly left: number;
  readonly pixelsPerSecond: number;
}

export interface Tick {
  readonly at: number;
  /** Seconds since 1970 of the local clock, to be formatted as if it were UTC. */
  readonly local: number;
}
export type TickStep = { readonly unit: 'second' | 'month'; readonly size: number };

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Finest to coarsest, each with the step of the upper line and the least width in pixels its label needs. */
const STEPS: readonly { readonly step: TickStep; readonly upper: TickStep; readonly width: number }[] = [
  ...[MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR].map((size) => ({
    step: { unit: 'second' as const, size },
    upper: { unit: 'second' as const, size: DAY },
    width: 46,
  })),
  { step: { unit: 'second', size: DAY }, upper: { unit: 'month', size: 1 }, width: 24 },
  { step: { unit: 'second', size: 7 * DAY }, upper: { unit: 'month', size: 1 }, width: 40 },
  { step: { unit: 'month', size: 1 }, upper: { unit: 'month', size: 12 }, width: 44 },
  { step: { unit: 'month', size: 3 }, upper: { unit: 'month', size: 12 }, width: 44 },
  { step: { unit: 'month', size: 12 }, upper: { unit: 'month', size: 120 }, width: 0 },
];

const lengthOf = (step: TickStep): number => step.size * (step.unit === 'second' ? 1 : 30 * DAY);

/** The finest steps whose labels still fit. */
export function stepsFor(pixelsPerSecond: number): { readonly step: TickStep; readonly upper: TickStep } {
  const last = STEPS.at(-1);
  const found = STEPS.find(({ step, width }) => lengthOf(step) * pixelsPerSecond >= width) ?? last;
  if (found === undefined) throw new Error('there is always a coarsest step');
  return found;
}

const offsets = new Map<string, number>();
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Seconds the local clock of a zone is ahead of UTC at an instant; remembered by the hour. */
export function offsetAt(instant: number, zone: string): number {
  const hour = Math.floor(instant / HOUR);
  const key = `${zone}${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  let clock = clocks.get(zone);
  if (clock === undefined) {
    const digits = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
    clock = new Intl.DateTimeFormat('en-US', { ...digits, timeZone: zone });
    clocks.set(zone, clock);
  }
  const parts = Object.fromEntries(clock.formatToParts(hour * HOUR * 1000).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day ?? 1, parts.hour ?? 0, parts.minute ?? 0) / 1000;
  const offset = local - hour * HOUR;
  offsets.set(key, offset);
  return offset;
}

/** Ticks from the one at or before `from` to the first after `to`, aligned to the local clock. Weeks begin on Monday. */
export function ticksBetween(from: number, to: number, step: TickStep, zone: string): Tick[] {
  const ticks: Tick[] = [];
  let local = floorLocal(from + offsetAt(from, zone), step);
  for (;;) {
    const guess = local - offsetAt(local, zone);
    const at = local - offsetAt(guess, zone);
    ticks.push({ at, local });
    if (at > to) return ticks;
    local = step.unit === 'second' ? local + step.size : nextMonth(local, step.size);
  }
}

function floorLocal(local: number, step: TickStep): number {
  if (step.unit === 'second') {
    // 1970-01-01 was a Thursday: weeks are counted from the Monday before.
    const shift = step.size === 7 * DAY ? 3 * DAY : 0;
    return Math.floor((local + shift) / step.size) * step.size - shift;
  }
  const date = new Date(local * 1000);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return monthStart(months - (months % step.size));
}

const nextMonth = (local: number, size: number): number => {
  const date = new Date(local * 1000);
  return monthStart(date.getUTCFullYear() * 12 + date.getUTCMonth() + size);
};
const monthStart = (months: number): number => Date.UTC(Math.floor(months / 12), months % 12, 1) / 1000;

/** Zooms by a factor around a pixel: the instant under it stays under it. Bounded from a pixel a second to decades a screen. */
export function zoomAt(scale: TimeScale, factor: number, x: number): TimeScale {
  const pixelsPerSecond = Math.min(Math.max(scale.pixelsPerSecond * factor, 1e-6), 1);
  const under = scale.left + x / scale.pixelsPerSecond;
  return { left: under - x / pixelsPerSecond, pixelsPerSecond };
}

/** The scale that shows a span in a width, with a little air at both ends. */
export function scaleFor(from: number, to: number, width: number): TimeScale {
  const span = Math.max(to - from, 600);
  const pixelsPerSecond = Math.min(Math.max(width, 100) / (span * 1.04), 1);
  return { left: from - span * 0.015, pixelsPerSecond };
}
