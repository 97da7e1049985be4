export { barAt, rowAt, snapped, snapStep } from './hit-test.ts';
export type { Numbers } from './lanes.ts';
export { firstEndingAfter, firstRowBelow, lanesOf } from './lanes.ts';
export type { Row, RowStyle, RowWish } from './rows.ts';
export { chartHeight, layOutRows } from './rows.ts';
export type { Tick, TickStep, TimeScale } from './time-scale.ts';
export { offsetAt, scaleFor, stepsFor, ticksBetween, zoomAt } from './time-scale.ts';
export type { BarBox, BarColumns, Viewport } from './viewport.ts';
export { boxOf, instantAt, isInView, pixelOf, rowsInView, visitBars } from './viewport.ts';
