/** Wall clock and offset, as plans write them: `2026-11-23T08:00:00+08:00`. */
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-])(\d\d):(\d\d)$/;
const DAY = 86_400;

/** Minutes from UTC, or undefined where this is no zoned time written as we write it. */
export function offsetOf(text: string): number | undefined {
  const [, sign, hours, minutes] = ZONED.exec(text) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const two = (number: number): string => String(number).padStart(2, '0');

/** Writes instants as text. It keeps what it wrote of days and clocks: a plan has many times and few days. */
export function timeWriter(): (seconds: number, offset: number) => string {
  const days = new Map<number, string>();
  const minutes: string[] = [];
  const offsets = new Map<number, string>();
  const tails = Array.from({ length: 60 }, (_, second) => `:${two(second)}`);
  return (seconds, offset) => {
    const wall = seconds + offset * 60;
    const day = Math.floor(wall / DAY);
    const rest = wall - day * DAY;
    const minute = Math.floor(rest / 60);
    let date = days.get(day);
    if (date === undefined) days.set(day, (date = new Date(day * DAY * 1000).toISOString().slice(0, 11)));
    let zone = offsets.get(offset);
    if (zone === undefined) {
      const size = Math.abs(offset);
      offsets.set(offset, (zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`));
    }
    const clock = (minutes[minute] ??= `${two(Math.floor(minute / 60))}:${two(minute % 60)}`);
    return `${date}${clock}${tails[rest - minute * 60] ?? ''}${zone}`;
  };
}
