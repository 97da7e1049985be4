import type { ChartRow } from './chart-rows.ts';
import { firstEndingAfter, firstRowBelow } from '@midstream/gantt/lanes';
import { FONT, visibleTicks } from './draw-axis.ts';
import { drawBar, drawGauge } from './draw-bars.ts';
import type { BarBox } from './draw-bars.ts';
import { nameOf } from './in-words.ts';
import type { PageState } from './state.ts';
import { isFiltered } from './state.ts';

/** The visible part of the chart: width of the names at the left, size, and how far it is scrolled. */
export interface Pane {
  readonly labels: number;
  readonly width: number;
  readonly height: number;
  readonly scrolled: number;
}

/** Bars narrower than this have no closed hours worth seeing between them. */
const LEAST_CLOSED = 4;

/** Pixel of an instant given in seconds after the origin, right of the labels. */
const pixelOf = (state: PageState, seconds: number): number =>
  (state.data.origin + seconds - state.scale.left) * state.scale.pixelsPerSecond;

/** Box of an operation in a lane of a row. */
export function boxOf(state: PageState, operation: number, row: ChartRow, lane: number, scrolled: number): BarBox {
  const { operations } = state.data;
  return {
    setupLeft: pixelOf(state, operations.setupStart[operation] ?? 0),
    left: pixelOf(state, operations.start[operation] ?? 0),
    right: pixelOf(state, operations.end[operation] ?? 0),
    top: row.top - scrolled + 4 + lane * row.laneHeight + 2,
    height: row.laneHeight - 4,
  };
}

/** Draws every visible row, then what lies over all of them. */
export function drawChart(context: CanvasRenderingContext2D, state: PageState, pane: Pane): void {
  const { theme } = state;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, pane.width, pane.height);
  context.save();
  context.beginPath();
  context.rect(pane.labels, 0, pane.width - pane.labels, pane.height);
  context.clip();
  context.translate(pane.labels, 0);
  const rows = visibleRows(state, pane);
  for (const row of rows) drawBackground(context, state, row, pane);
  drawGrid(context, state, pane);
  for (const row of rows) drawRow(context, state, row, pane);
  if (state.selected >= 0) drawLinks(context, state, pane);
  drawMarks(context, state, pane);
  context.restore();
  drawLabels(context, state, rows, pane);
}

function visibleRows(state: PageState, pane: Pane): readonly ChartRow[] {
  const first = firstRowBelow(state.rows, pane.scrolled);
  const last = firstRowBelow(state.rows, pane.scrolled + pane.height);
  return state.rows.slice(first, last + 1);
}

function drawBackground(context: CanvasRenderingContext2D, state: PageState, row: ChartRow, pane: Pane): void {
  const { theme, data } = state;
  const top = row.top - pane.scrolled;
  if (row.isHeading) {
    context.fillStyle = theme.band;
    context.fillRect(0, top, pane.width, row.height);
    return;
  }
  if (state.tab === 'machines') {
    const closed = data.closed[data.machines[row.index]?.closed ?? -1] ?? [];
    context.fillStyle = theme.closed;
    for (let i = 0; i + 1 < closed.length; i += 2) {
      const from = pixelOf(state, closed[i] ?? 0);
      const to = pixelOf(state, closed[i + 1] ?? 0);
      if (to > 0 && from < pane.width && to - from >= LEAST_CLOSED) context.fillRect(from, top, to - from, row.height);
    }
  }
  context.fillStyle = theme.faintLine;
  context.fillRect(0, top + row.height - 1, pane.width, 1);
}

function drawGrid(context: CanvasRenderingContext2D, state: PageState, pane: Pane): void {
  const { theme, scale, data } = state;
  context.fillStyle = theme.faintLine;
  for (const tick of visibleTicks(state, pane.width).ticks) {
    context.fillRect(Math.round((tick.at - scale.left) * scale.pixelsPerSecond), 0, 1, pane.height);
  }
  if (data.fence > 0) {
    context.fillStyle = theme.fence;
    context.fillRect(pixelOf(state, 0), 0, pixelOf(state, data.fence) - pixelOf(state, 0), pane.height);
  }
}

function drawRow(context: CanvasRenderingContext2D, state: PageState, row: ChartRow, pane: Pane): void {
  if (row.isHeading) return;
  const { data, scale } = state;
  const leftTime = scale.left - data.origin;
  const rightTime = leftTime + pane.width / scale.pixelsPerSecond;
  row.lanes.forEach((lane, laneIndex) => {
    for (let i = firstEndingAfter(lane, data.operations.end, leftTime); i < lane.length; i += 1) {
      const operation = lane[i] ?? 0;
      if ((data.operations.setupStart[operation] ?? 0) > rightTime) break;
      drawBar(context, state, operation, boxOf(state, operation, row, laneIndex, pane.scrolled), alphaOf(state, operation));
    }
  });
  if (state.tab !== 'orders') return;
  drawTransports(context, state, row, pane);
  drawDue(context, state, row, pane);
}

/** What the search does not mean fades; beside a selected operation, other orders step back. */
function alphaOf(state: PageState, operation: number): number {
  if (isFiltered(state) && state.matches[operation] === 0) return 0.13;
  const { order } = state.data.operations;
  return state.selected >= 0 && state.tab === 'machines' && order[operation] !== order[state.selected] ? 0.45 : 1;
}

/** Goods on the way between sites: a slim dashed line under the order's bars. */
function drawTransports(context: CanvasRenderingContext2D, state: PageState, row: ChartRow, pane: Pane): void {
  const y = row.top - pane.scrolled + row.height - 4.5;
  context.strokeStyle = state.theme.muted;
  context.lineWidth = 2;
  context.setLineDash([5, 3]);
  for (const { ready, arrival } of state.transports.get(row.index) ?? []) {
    context.beginPath();
    context.moveTo(pixelOf(state, ready), y);
    context.lineTo(pixelOf(state, arrival), y);
    context.stroke();
  }
  context.setLineDash([]);
}

/** Need-by as a small flag on the order's own row. */
function drawDue(context: CanvasRenderingContext2D, state: PageState, row: ChartRow, pane: Pane): void {
  const order = state.data.orders[row.index];
  if (order === undefined || order.needBy === null) return;
  const at = Math.round(pixelOf(state, order.needBy));
  const top = row.top - pane.scrolled + 3;
  context.fillStyle = (order.lateness ?? 0) > 0 ? state.theme.late : state.theme.accent;
  context.fillRect(at - 1, top, 2, row.height - 7);
  context.beginPath();
  context.moveTo(at + 1, top);
  context.lineTo(at + 8, top + 4);
  context.lineTo(at + 1, top + 8);
  context.fill();
}

/** Thin curves from each operation of the selected order to the ones that wait for it. */
function drawLinks(context: CanvasRenderingContext2D, state: PageState, pane: Pane): void {
  const { operations, orders } = state.data;
  const members = orders[operations.order[state.selected] ?? 0]?.operations ?? [];
  const boxes = new Map<number, BarBox>();
  const wanted = new Set(members);
  for (const row of state.rows) {
    row.lanes.forEach((lane, index) => {
      for (const operation of lane) if (wanted.has(operation)) boxes.set(operation, boxOf(state, operation, row, index, pane.scrolled));
    });
  }
  context.strokeStyle = state.theme.accent;
  context.lineWidth = 1.4;
  context.globalAlpha = 0.8;
  for (const operation of members) {
    const to = boxes.get(operation);
    for (const predecessor of operations.predecessors[operation] ?? []) {
      const from = boxes.get(predecessor);
      if (from === undefined || to === undefined) continue;
      const y1 = from.top + from.height / 2;
      const y2 = to.top + to.height / 2;
      const bend = Math.max(12, Math.min(60, Math.abs(to.left - from.right) / 2));
      context.beginPath();
      context.moveTo(from.right, y1);
      context.bezierCurveTo(from.right + bend, y1, to.setupLeft - bend, y2, to.setupLeft, y2);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

/** The plan's start, and the clock of whoever reads it. */
function drawMarks(context: CanvasRenderingContext2D, state: PageState, pane: Pane): void {
  const start = Math.round(pixelOf(state, 0));
  context.fillStyle = state.theme.accent;
  context.fillRect(start, 0, 1, pane.height);
  const now = Date.now() / 1000 - state.data.origin;
  if (now <= 0 || now > state.data.end) return;
  const at = Math.round(pixelOf(state, now));
  context.fillStyle = state.theme.late;
  context.fillRect(at, 0, 1.5, pane.height);
}

function drawLabels(context: CanvasRenderingContext2D, state: PageState, rows: readonly ChartRow[], pane: Pane): void {
  const { theme } = state;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, pane.labels, pane.height);
  context.textBaseline = 'middle';
  for (const row of rows) {
    const top = row.top - pane.scrolled;
    if (row.isHeading) {
      context.fillStyle = theme.band;
      context.fillRect(0, top, pane.labels, row.height);
      context.font = `600 11px ${FONT}`;
      context.fillStyle = theme.muted;
      fitText(context, headingOf(state, row.index), 14, top + row.height / 2 + 1, pane.width - 20);
      continue;
    }
    context.fillStyle = theme.faintLine;
    context.fillRect(0, top + row.height - 1, pane.labels, 1);
    context.fillStyle = theme.line;
    context.fillRect(pane.labels - 1, top, 1, row.height);
    drawLabel(context, state, row, top, pane);
  }
}

function headingOf(state: PageState, machine: number): string {
  const found = state.data.machines[machine];
  if (found === undefined) return '';
  const site = state.data.sites[found.site];
  const group = nameOf(state.speech, found.group);
  return site === undefined || state.data.sites.length < 2 ? group : `${nameOf(state.speech, site.name)} · ${group}`;
}

function drawLabel(context: CanvasRenderingContext2D, state: PageState, row: ChartRow, top: number, pane: Pane): void {
  const { theme, speech, data } = state;
  const middle = top + Math.min(row.height, 34) / 2;
  context.font = `500 12.5px ${FONT}`;
  context.fillStyle = theme.ink;
  if (state.tab === 'machines') {
    const machine = data.machines[row.index];
    if (machine === undefined) return;
    fitText(context, nameOf(speech, machine.name), 14, middle, pane.labels - 62);
    if (machine.load.length > 0) drawGauge(context, state, machine.utilisation, pane.labels - 12, middle);
    return;
  }
  const order = data.orders[row.index];
  if (order === undefined) return;
  const isLate = (order.lateness ?? 0) > 0;
  context.fillStyle = isLate ? theme.late : theme.ink;
  context.font = `600 12.5px ${FONT}`;
  fitText(context, order.id, 14, middle, 92);
  const used = Math.min(context.measureText(order.id).width, 92) + 22;
  context.font = `12px ${FONT}`;
  context.fillStyle = theme.muted;
  const product = data.products[order.product];
  fitText(context, product === undefined ? '' : nameOf(speech, product.name), used, middle, pane.labels - used - 10);
}

/** Writes a text, cut with an ellipsis where it does not fit. */
export function fitText(context: CanvasRenderingContext2D, text: string, left: number, middle: number, room: number): void {
  if (room < 12) return;
  let shown = text;
  if (context.measureText(shown).width > room) {
    let low = 0;
    let high = shown.length;
    while (low < high) {
      const half = (low + high + 1) >> 1;
      if (context.measureText(`${text.slice(0, half)}…`).width <= room) low = half;
      else high = half - 1;
    }
    shown = low === 0 ? '' : `${text.slice(0, low)}…`;
  }
  context.fillText(shown, left, middle);
}
