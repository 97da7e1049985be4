import type { PageData } from '../page-data.ts';

/** One row of the chart: operations in lanes so that no two of a lane overlap. */
export interface ChartRow {
  /** A heading over the rows of one group; holds nothing. */
  readonly isHeading: boolean;
  /** Index of the machine or order; for a heading, of the first one below it. */
  readonly index: number;
  /** [lane][…] operations by time. */
  readonly lanes: readonly (readonly number[])[];
  readonly top: number;
  readonly height: number;
  readonly laneHeight: number;
}

const LANE_HEIGHT = 26;
const ROW_AIR = 8;
const HEADING_HEIGHT = 26;
/** A supplier can have dozens of orders at once: past this many lanes they get slimmer. */
const ROOMY_LANES = 5;
const SLIM_LANE_HEIGHT = 17;

/** Splits operations into as few lanes as possible: each goes to the first lane that is free (optimal for intervals by start). */
export function lanesOf(operations: readonly number[], from: readonly number[], to: readonly number[]): number[][] {
  const sorted = [...operations].sort((a, b) => (from[a] ?? 0) - (from[b] ?? 0) || a - b);
  const lanes: number[][] = [];
  const ends: number[] = [];
  for (const operation of sorted) {
    const start = from[operation] ?? 0;
    let lane = ends.findIndex((end) => end <= start);
    if (lane < 0) lane = lanes.length;
    (lanes[lane] ??= []).push(operation);
    ends[lane] = Math.max(start, to[operation] ?? 0);
  }
  return lanes;
}

function rowOf(index: number, lanes: readonly (readonly number[])[], top: number): ChartRow {
  const laneHeight = lanes.length > ROOMY_LANES ? SLIM_LANE_HEIGHT : LANE_HEIGHT;
  return { isHeading: false, index, lanes, top, height: Math.max(lanes.length, 1) * laneHeight + ROW_AIR, laneHeight };
}

/** Rows by machine, under a heading for each site and work centre. */
export function machineRows(data: PageData): ChartRow[] {
  const { operations, machines } = data;
  const onMachine: number[][] = machines.map(() => []);
  operations.machine.forEach((machine, operation) => onMachine[machine]?.push(operation));
  const rows: ChartRow[] = [];
  let top = 0;
  let group = '';
  machines.forEach((machine, index) => {
    const key = `${machine.site} ${JSON.stringify(machine.group)}`;
    if (key !== group) {
      rows.push({ isHeading: true, index, lanes: [], top, height: HEADING_HEIGHT, laneHeight: 0 });
      top += HEADING_HEIGHT;
      group = key;
    }
    const row = rowOf(index, lanesOf(onMachine[index] ?? [], operations.setupStart, operations.end), top);
    rows.push(row);
    top += row.height;
  });
  return rows;
}

/** Rows by order, the earliest need-by first, without the orders `keep` refuses. */
export function orderRows(data: PageData, keep: (order: number) => boolean): ChartRow[] {
  const due = (order: number): number => data.orders[order]?.needBy ?? Number.MAX_SAFE_INTEGER;
  const shown = data.orders.map((_, index) => index).filter(keep);
  shown.sort((a, b) => due(a) - due(b) || a - b);
  let top = 0;
  return shown.map((index) => {
    const row = rowOf(index, lanesOf(data.orders[index]?.operations ?? [], data.operations.setupStart, data.operations.end), top);
    top += row.height;
    return row;
  });
}

/** Index of the first row that reaches below `y`. */
export function firstRowBelow(rows: readonly ChartRow[], y: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.top + row.height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index in a lane of the first operation that ends after `time`. */
export function firstEndingAfter(lane: readonly number[], ends: readonly number[], time: number): number {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[lane[middle] ?? 0] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
