import type { Row, RowStyle, RowWish } from '@midstream/gantt/rows';
import { layOutRows } from '@midstream/gantt/rows';
import type { PageData } from '../page-data.ts';

/** One row of the chart: a machine or an order, with its operations in lanes. */
export type ChartRow = Row;

const STYLE: RowStyle = { lane: 26, slimLane: 17, roomyLanes: 5, air: 8, heading: 26 };

/** Rows by machine, under a heading for each site and work centre. */
export function machineRows(data: PageData): ChartRow[] {
  const { operations, machines } = data;
  const onMachine: number[][] = machines.map(() => []);
  operations.machine.forEach((machine, operation) => onMachine[machine]?.push(operation));
  const wishes: RowWish[] = [];
  let group = '';
  machines.forEach((machine, index) => {
    const key = `${machine.site} ${JSON.stringify(machine.group)}`;
    if (key !== group) wishes.push({ index, bars: [], isHeading: true });
    group = key;
    wishes.push({ index, bars: onMachine[index] ?? [] });
  });
  return layOutRows(wishes, operations.setupStart, operations.end, STYLE);
}

/** Rows by order, the earliest need-by first, without the orders `keep` refuses. */
export function orderRows(data: PageData, keep: (order: number) => boolean): ChartRow[] {
  const due = (order: number): number => data.orders[order]?.needBy ?? Number.MAX_SAFE_INTEGER;
  const shown = data.orders.map((_, index) => index).filter(keep);
  shown.sort((a, b) => due(a) - due(b) || a - b);
  const wishes = shown.map((index): RowWish => ({ index, bars: data.orders[index]?.operations ?? [] }));
  return layOutRows(wishes, data.operations.setupStart, data.operations.end, STYLE);
}
