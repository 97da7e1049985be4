import { SECONDS_PER_DAY } from '@midstream/units';

/** Maps instants (seconds since the epoch) to engine ticks and back. The one place where time is rounded. */
export interface TimeAxis {
  /** Instant of tick 0. */
  readonly origin: number;
  readonly tickSeconds: number;
  /** Tick behind which calendars are not laid out. */
  readonly horizon: number;
  readonly ticksPerHour: number;
}

/** Coarsest tick whose rounding stays below half a percent of a typical operation. */
const TICK_CHOICES: readonly number[] = [60, 30, 10, 1];
const ROUNDING_SHARE = 0.005;

/** `durations` are the run times in seconds of all operations. */
export function chooseTick(durations: readonly number[]): number {
  const sorted = durations.filter((duration) => duration > 0).sort((a, b) => a - b);
  const typical = sorted[Math.floor(sorted.length / 4)] ?? 3600;
  return TICK_CHOICES.find((tick) => tick / 2 <= typical * ROUNDING_SHARE) ?? 1;
}

export function timeAxis(origin: number, tickSeconds: number, horizonDays: number): TimeAxis {
  return {
    origin,
    tickSeconds,
    horizon: Math.ceil((horizonDays * SECONDS_PER_DAY) / tickSeconds),
    ticksPerHour: 3600 / tickSeconds,
  };
}

/** First tick at or after an instant; before the origin it is negative. */
export function tickFrom(axis: TimeAxis, instant: number): number {
  return Math.ceil((instant - axis.origin) / axis.tickSeconds);
}
/** Last tick at or before an instant. */
export function tickUntil(axis: TimeAxis, instant: number): number {
  return Math.floor((instant - axis.origin) / axis.tickSeconds);
}
export function instantOfTick(axis: TimeAxis, tick: number): number {
  return axis.origin + tick * axis.tickSeconds;
}
/** A duration in minutes as whole ticks; anything above zero takes at least one. */
export function ticksOfMinutes(axis: Pick<TimeAxis, 'tickSeconds'>, minutes: number): number {
  return minutes <= 0 ? 0 : Math.max(1, Math.round((minutes * 60) / axis.tickSeconds));
}
