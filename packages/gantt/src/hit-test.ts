import { firstEndingAfter, firstRowBelow } from './lanes.ts';
import type { Row } from './rows.ts';
import { ticksBetween, type TimeScale } from './time-scale.ts';
import { type BarColumns, instantAt, type Viewport } from './viewport.ts';

/** Fingers and mice are not exact: a bar is hit this many pixels beside it too. */
const REACH = 3;

/** The row at a height of the viewport, or undefined below the last. */
export function rowAt(rows: readonly Row[], view: Viewport, y: number): Row | undefined {
  return rows[firstRowBelow(rows, y + view.scrolled)];
}

/** The bar at a point of the viewport, or -1. O(log rows + lanes · log bars). */
export function barAt(rows: readonly Row[], bars: BarColumns, scale: TimeScale, view: Viewport, air: number, x: number, y: number): number {
  const row = rowAt(rows, view, y);
  if (row === undefined || row.isHeading) return -1;
  const lane = Math.floor((y + view.scrolled - row.top - air / 2) / row.laneHeight);
  const members = row.lanes[lane];
  if (members === undefined) return -1;
  const from = instantAt(scale, x - REACH);
  const to = instantAt(scale, x + REACH);
  const under = instantAt(scale, x);
  let nearest = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (let i = firstEndingAfter(members, bars.end, from - 1); i < members.length; i++) {
    const bar = members[i] ?? 0;
    const begin = bars.setupStart[bar] ?? 0;
    if (begin > to) break;
    const end = bars.end[bar] ?? 0;
    const away = under < begin ? begin - under : under > end ? under - end : 0;
    if (away < distance) {
      nearest = bar;
      distance = away;
    }
  }
  return nearest;
}

const MINUTE = 60;
/** What a dragged bar snaps to, finest first; the first that is at least `LEAST_SNAP` pixels wide is taken. */
const SNAPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 240 * MINUTE, 1440 * MINUTE];
const LEAST_SNAP = 6;

/** Seconds between two places a dragged bar snaps to. */
export const snapStep = (scale: TimeScale): number =>
  SNAPS.find((each) => each * scale.pixelsPerSecond >= LEAST_SNAP) ?? SNAPS.at(-1) ?? MINUTE;

/** The instant on the clock's grid nearest to one: a minute when zoomed in, a day when zoomed out; local to the zone. */
export function snapped(instant: number, scale: TimeScale, zone: string): number {
  const [before, after] = ticksBetween(instant, instant, { unit: 'second', size: snapStep(scale) }, zone);
  if (before === undefined) return instant;
  return after === undefined || instant - before.at <= after.at - instant ? before.at : after.at;
}
