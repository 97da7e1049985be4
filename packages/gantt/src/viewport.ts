import { firstEndingAfter, firstRowBelow, type Numbers } from './lanes.ts';
import type { Row } from './rows.ts';
import type { TimeScale } from './time-scale.ts';

/** Spans of all bars, seconds since 1970: from the start of the setup, of the run, to the end. */
export interface BarColumns {
  readonly setupStart: Numbers;
  readonly start: Numbers;
  readonly end: Numbers;
}

/** What of the chart is in sight: pixels wide and high, and how far it is scrolled down. Time begins at the left edge. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly scrolled: number;
}

/** A bar's rectangle in pixels of the viewport. One object is used again for every bar: copy what is to be kept. */
export interface BarBox {
  setupLeft: number;
  left: number;
  right: number;
  top: number;
  height: number;
}

/** Pixel of an instant. */
export const pixelOf = (scale: TimeScale, instant: number): number => (instant - scale.left) * scale.pixelsPerSecond;
/** Instant under a pixel. */
export const instantAt = (scale: TimeScale, x: number): number => scale.left + x / scale.pixelsPerSecond;

/** Rows that reach into the viewport. */
export function rowsInView(rows: readonly Row[], view: Viewport): readonly Row[] {
  return rows.slice(firstRowBelow(rows, view.scrolled), firstRowBelow(rows, view.scrolled + view.height) + 1);
}

/** The rectangle of a bar in a lane of a row, written into `box`. */
export function boxOf(
  bars: BarColumns,
  scale: TimeScale,
  view: Viewport,
  row: Row,
  lane: number,
  bar: number,
  box: BarBox,
  air: number,
): BarBox {
  box.setupLeft = pixelOf(scale, bars.setupStart[bar] ?? 0);
  box.left = pixelOf(scale, bars.start[bar] ?? 0);
  box.right = pixelOf(scale, bars.end[bar] ?? 0);
  box.top = row.top - view.scrolled + air / 2 + lane * row.laneHeight + 2;
  box.height = row.laneHeight - 4;
  return box;
}

/** Bars that follow each other within this many pixels are drawn as one. */
const LEAST_WIDTH = 2;

/**
 * Visits every bar of a row that is in sight, left to right and lane by lane. Bars too narrow to be told apart come as one: `visit`
 * is called with the first of them, a box that spans them all, and how many they are. So the work is bounded by the pixels, not by
 * the bars: at most width / 2 visits a lane.
 */
export function visitBars(
  row: Row,
  bars: BarColumns,
  scale: TimeScale,
  view: Viewport,
  air: number,
  visit: (bar: number, box: BarBox, count: number) => void,
): void {
  const box: BarBox = { setupLeft: 0, left: 0, right: 0, top: 0, height: 0 };
  const last = instantAt(scale, view.width);
  const grain = LEAST_WIDTH / scale.pixelsPerSecond;
  for (let lane = 0; lane < row.lanes.length; lane++) {
    const members = row.lanes[lane] ?? [];
    let i = firstEndingAfter(members, bars.end, scale.left);
    while (i < members.length) {
      const first = members[i] ?? 0;
      const begin = bars.setupStart[first] ?? 0;
      if (begin > last) break;
      boxOf(bars, scale, view, row, lane, first, box, air);
      let next = i + 1;
      if ((bars.end[first] ?? 0) - begin < grain) {
        next = firstEndingAfter(members, bars.end, begin + grain);
        if (next <= i) next = i + 1;
        box.right = Math.max(box.right, box.setupLeft + LEAST_WIDTH);
        box.left = box.setupLeft;
      }
      visit(first, box, next - i);
      i = next;
    }
  }
}

/** Whether a bar has any of itself in sight. */
export function isInView(bars: BarColumns, bar: number, scale: TimeScale, view: Viewport): boolean {
  return (bars.end[bar] ?? 0) >= scale.left && (bars.setupStart[bar] ?? 0) <= instantAt(scale, view.width);
}
