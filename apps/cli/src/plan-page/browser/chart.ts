import { firstRowBelow } from '@midstream/gantt/lanes';
import { AXIS_HEIGHT, drawAxis } from './draw-axis.ts';
import type { Pane } from './draw-chart.ts';
import { boxOf, drawChart } from './draw-chart.ts';
import { drawLoad, loadBuckets } from './draw-load.ts';
import { element, found } from './element.ts';
import type { PageState } from './state.ts';
import { zoomAt } from '@midstream/gantt/time-scale';

/** The chart's three canvases and the box that scrolls. */
export interface Chart {
  readonly state: PageState;
  readonly box: HTMLElement;
  readonly scroller: HTMLElement;
  readonly spacer: HTMLElement;
  readonly axis: HTMLCanvasElement;
  readonly rows: HTMLCanvasElement;
  readonly load: HTMLCanvasElement;
  isDrawingAsked: boolean;
}

const LOAD_HEIGHT = 108;

export function makeChart(state: PageState): Chart {
  return {
    state,
    box: found('chart', HTMLElement),
    scroller: found('scroller', HTMLElement),
    spacer: found('spacer', HTMLElement),
    axis: found('axis', HTMLCanvasElement),
    rows: found('rows', HTMLCanvasElement),
    load: found('load', HTMLCanvasElement),
    isDrawingAsked: false,
  };
}

function rowsHeight(chart: Chart): number {
  const last = chart.state.rows.at(-1);
  return last === undefined ? 0 : last.top + last.height;
}

export function paneOf(chart: Chart): Pane {
  const { scroller } = chart;
  const labels = scroller.clientWidth < 700 ? 132 : scroller.clientWidth < 1100 ? 184 : 236;
  return { labels, width: scroller.clientWidth, height: scroller.clientHeight, scrolled: scroller.scrollTop };
}

/** Asks for a drawing at the next frame; many asks make one drawing. */
export function askDrawing(chart: Chart): void {
  if (chart.isDrawingAsked) return;
  chart.isDrawingAsked = true;
  requestAnimationFrame(() => {
    chart.isDrawingAsked = false;
    drawNow(chart);
  });
}

export function drawNow(chart: Chart): void {
  const { state } = chart;
  chart.spacer.style.height = `${rowsHeight(chart)}px`;
  const pane = paneOf(chart);
  if (pane.width === 0 || pane.height === 0) return;
  const axis = sized(chart.axis, pane.width, AXIS_HEIGHT);
  const rows = sized(chart.rows, pane.width, pane.height);
  const load = sized(chart.load, pane.width, LOAD_HEIGHT);
  if (axis === null || rows === null || load === null) return;
  drawAxis(axis, state, pane.labels, pane.width);
  drawChart(rows, state, pane);
  drawLoad(load, state, pane.labels, pane.width, LOAD_HEIGHT);
}

/** Pixels of chart on a sheet of A4 lying down; on the first one the figures take some of it. */
const FIRST_SHEET = 330;
const SHEET = 560;

/** The whole chart for paper: as many canvases as it takes sheets, each with the dates over it, broken between rows only. */
export function drawSheets(chart: Chart): HTMLElement[] {
  const { state } = chart;
  const pane = paneOf(chart);
  const sheets: HTMLElement[] = [];
  let top = 0;
  for (const [index, row] of state.rows.entries()) {
    const next = state.rows[index + 1];
    const room = sheets.length === 0 ? FIRST_SHEET : SHEET;
    if (next !== undefined && next.top + next.height - top <= room) continue;
    // A heading stands with what it is over.
    const end = row.isHeading && next !== undefined ? row.top : row.top + row.height;
    const height = end - top;
    const sheet = element('div', { class: 'sheet' });
    const axis = document.createElement('canvas');
    const rows = document.createElement('canvas');
    const dates = sized(axis, pane.width, AXIS_HEIGHT);
    const bars = sized(rows, pane.width, height);
    if (dates !== null) drawAxis(dates, state, pane.labels, pane.width);
    if (bars !== null) drawChart(bars, state, { ...pane, height, scrolled: top });
    sheet.append(axis, rows);
    sheets.push(sheet);
    top = end;
  }
  return sheets;
}

/** Context of a canvas that has one device pixel per pixel of the screen. */
function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** The operation under a point of the rows' canvas, or -1; the topmost of those that touch. */
export function operationAt(chart: Chart, x: number, y: number): number {
  const { state } = chart;
  const pane = paneOf(chart);
  const row = state.rows[firstRowBelow(state.rows, y + pane.scrolled)];
  if (row === undefined || x < pane.labels) return -1;
  const at = x - pane.labels;
  for (const [index, lane] of row.lanes.entries()) {
    for (const operation of lane) {
      const box = boxOf(state, operation, row, index, pane.scrolled);
      if (y < box.top || y > box.top + box.height) break;
      if (at >= box.setupLeft - 1 && at <= Math.max(box.right, box.setupLeft + 3)) return operation;
    }
  }
  return -1;
}

/** Machine whose name is at a point, or -1. */
export function machineLabelAt(chart: Chart, x: number, y: number): number {
  const pane = paneOf(chart);
  const row = chart.state.rows[firstRowBelow(chart.state.rows, y + pane.scrolled)];
  return x < pane.labels && row !== undefined && !row.isHeading && chart.state.tab === 'machines' ? row.index : -1;
}

export function zoomBy(chart: Chart, factor: number, x?: number): void {
  const pane = paneOf(chart);
  const at = x === undefined ? (pane.width - pane.labels) / 2 : Math.max(0, x - pane.labels);
  chart.state.scale = zoomAt(chart.state.scale, factor, at);
  keepInSight(chart);
}

export function panBy(chart: Chart, pixels: number): void {
  const { scale } = chart.state;
  chart.state.scale = { left: scale.left + pixels / scale.pixelsPerSecond, pixelsPerSecond: scale.pixelsPerSecond };
  keepInSight(chart);
}

/** Never lets the plan be lost beyond an edge. */
function keepInSight(chart: Chart): void {
  const { state } = chart;
  const pane = paneOf(chart);
  const span = (pane.width - pane.labels) / state.scale.pixelsPerSecond;
  const earliest = state.data.origin - span * 0.8;
  const latest = state.data.origin + state.data.end - span * 0.2;
  const left = Math.min(Math.max(state.scale.left, earliest), Math.max(latest, earliest));
  state.scale = { left, pixelsPerSecond: state.scale.pixelsPerSecond };
  askDrawing(chart);
}

/** Scrolls and pans, gently, so that an operation is in the chart. */
export function reveal(chart: Chart, operation: number): void {
  const { state, scroller } = chart;
  const pane = paneOf(chart);
  const row = state.rows.find(({ lanes }) => lanes.some((lane) => lane.includes(operation)));
  if (row === undefined) return;
  if (row.top < pane.scrolled || row.top + row.height > pane.scrolled + pane.height) {
    scroller.scrollTop = Math.max(0, row.top - pane.height / 2);
  }
  const { operations, origin } = state.data;
  const from = origin + (operations.setupStart[operation] ?? 0);
  const to = origin + (operations.end[operation] ?? 0);
  const span = (pane.width - pane.labels) / state.scale.pixelsPerSecond;
  if (from < state.scale.left || to > state.scale.left + span) {
    state.scale = { left: from - Math.min(span * 0.25, Math.max(0, span - (to - from)) / 2), pixelsPerSecond: state.scale.pixelsPerSecond };
    keepInSight(chart);
  }
  askDrawing(chart);
}

/** The bucket of the load under a pixel, if there is one. */
export function loadAt(chart: Chart, x: number) {
  const { state } = chart;
  const at = state.scale.left + (x - paneOf(chart).labels) / state.scale.pixelsPerSecond;
  return loadBuckets(state).find(({ from, to }) => at >= from && at < to);
}
