import { lanesOf, type Numbers } from './lanes.ts';

/** What is wanted of one row: its bars, or a heading over the rows below it. */
export interface RowWish {
  /** Index of the machine, order, person or mould; for a heading, of the first one below it. */
  readonly index: number;
  /** Indices of its bars; ignored for a heading. */
  readonly bars: readonly number[];
  readonly isHeading?: boolean;
}

/** A row laid out: bars in lanes so that no two of a lane overlap. Pixels from the top of the whole chart. */
export interface Row {
  readonly index: number;
  readonly isHeading: boolean;
  /** [lane][…] bars by time. */
  readonly lanes: readonly (readonly number[])[];
  readonly top: number;
  readonly height: number;
  readonly laneHeight: number;
}

/** Heights in pixels. */
export interface RowStyle {
  readonly lane: number;
  /** A row with more than `roomyLanes` lanes takes this height for each: a supplier can have dozens of orders at once. */
  readonly slimLane: number;
  readonly roomyLanes: number;
  /** Above and below the lanes together. */
  readonly air: number;
  readonly heading: number;
}

/** Lays rows out from the top down. `from` and `to` give each bar's span. O(n log n) in the bars. */
export function layOutRows(wishes: readonly RowWish[], from: Numbers, to: Numbers, style: RowStyle): Row[] {
  let top = 0;
  return wishes.map((wish) => {
    const row = wish.isHeading === true ? headingRow(wish.index, top, style) : barRow(wish, lanesOf(wish.bars, from, to), top, style);
    top += row.height;
    return row;
  });
}

function headingRow(index: number, top: number, style: RowStyle): Row {
  return { index, isHeading: true, lanes: [], top, height: style.heading, laneHeight: 0 };
}

function barRow(wish: RowWish, lanes: readonly (readonly number[])[], top: number, style: RowStyle): Row {
  const laneHeight = lanes.length > style.roomyLanes ? style.slimLane : style.lane;
  return { index: wish.index, isHeading: false, lanes, top, height: Math.max(lanes.length, 1) * laneHeight + style.air, laneHeight };
}

/** Height of the whole chart. */
export function chartHeight(rows: readonly Row[]): number {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.top + last.height;
}
