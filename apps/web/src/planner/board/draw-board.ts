import {
  firstRowBelow,
  type Row,
  rowsInView,
  stepsFor,
  ticksBetween,
  type TimeScale,
  type Viewport,
  visitBars,
  pixelOf,
  instantAt,
} from '@midstream/gantt';
import type { BarColour, Colouring } from './board-colours.ts';
import { type BoardData, type BoardRows, ROW_STYLE } from './board-data.ts';
import type { Dragged } from './board-state.ts';
import type { BoardTheme } from './board-theme.ts';
import { drawPauses, textInBar } from './draw-parts.ts';

/** Everything one frame needs. */
export interface Frame {
  readonly data: BoardData;
  readonly rows: BoardRows;
  readonly colouring: Colouring;
  readonly scale: TimeScale;
  readonly view: Viewport;
  /** Width of the names at the left. */
  readonly labels: number;
  readonly theme: BoardTheme;
  readonly zone: string;
  readonly now: number;
  readonly selected: number;
  readonly hovered: number;
  /** [order] whether the search means it. */
  readonly isMeant: (order: number) => boolean;
  readonly nameOf: (text: unknown) => string;
  readonly textsOf: (operation: number) => readonly [string, string];
  readonly showsClosed: boolean;
  /** Bars moved by hand and not planned yet. */
  readonly edited: ReadonlySet<number>;
  readonly drag?: Dragged;
}

export const FONT = "'Noto Sans TC Variable', 'Noto Sans SC Variable', system-ui, sans-serif";
export const AXIS_HEIGHT = 44;
/** Closed spans narrower than this have nothing to tell. */
const LEAST_CLOSED = 4;
/** Pixels between the lines of maintenance. */
const HATCH = 6;

/** Rows, bars, marks, names: one picture. */
export function drawBoard(pen: CanvasRenderingContext2D, frame: Frame): void {
  const { theme, view, labels } = frame;
  pen.fillStyle = theme.surface;
  pen.fillRect(0, 0, view.width + labels, view.height);
  pen.save();
  pen.beginPath();
  pen.rect(labels, 0, view.width, view.height);
  pen.clip();
  pen.translate(labels, 0);
  const rows = rowsInView(frame.rows.rows, view);
  for (const row of rows) drawGround(pen, frame, row);
  drawGrid(pen, frame);
  for (const row of rows) drawBars(pen, frame, row);
  drawMarks(pen, frame);
  drawDrag(pen, frame);
  pen.restore();
  drawNames(pen, frame, rows);
}

function drawGround(pen: CanvasRenderingContext2D, frame: Frame, row: Row): void {
  const { theme, view, scale, data } = frame;
  const top = row.top - view.scrolled;
  if (row.isHeading) {
    pen.fillStyle = theme.band;
    pen.fillRect(0, top, view.width, row.height);
    return;
  }
  const closed = frame.showsClosed ? data.closed.get(frame.rows.names[row.index]?.id ?? '') : undefined;
  if (closed !== undefined) {
    pen.fillStyle = theme.closed;
    for (let i = 0; i + 1 < closed.length; i += 2) {
      const from = pixelOf(scale, closed[i] ?? 0);
      const to = pixelOf(scale, closed[i + 1] ?? 0);
      if (from > view.width) break;
      if (to > 0 && to - from >= LEAST_CLOSED) pen.fillRect(from, top, to - from, row.height);
    }
  }
  const maintained = frame.showsClosed ? data.maintained.get(frame.rows.names[row.index]?.id ?? '') : undefined;
  if (maintained !== undefined) drawMaintenance(pen, frame, maintained, top, row.height);
  pen.fillStyle = theme.faint;
  pen.fillRect(0, top + row.height - 1, view.width, 1);
}

/** Hatched, so that nobody takes it for a night. */
function drawMaintenance(
  pen: CanvasRenderingContext2D,
  { scale, view, theme }: Frame,
  spans: Float64Array,
  top: number,
  height: number,
): void {
  for (let i = 0; i + 1 < spans.length; i += 2) {
    const from = Math.max(0, pixelOf(scale, spans[i] ?? 0));
    const to = Math.min(view.width, pixelOf(scale, spans[i + 1] ?? 0));
    if (to - from < 1) continue;
    pen.save();
    pen.beginPath();
    pen.rect(from, top, to - from, height);
    pen.clip();
    pen.strokeStyle = theme.muted;
    pen.globalAlpha = 0.55;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let x = from - height - (from % HATCH); x < to; x += HATCH) {
      pen.moveTo(x, top + height);
      pen.lineTo(x + height, top);
    }
    pen.stroke();
    pen.restore();
  }
}

function drawGrid(pen: CanvasRenderingContext2D, { theme, scale, view, zone, data }: Frame): void {
  pen.fillStyle = theme.faint;
  const { step } = stepsFor(scale.pixelsPerSecond);
  for (const tick of ticksBetween(scale.left, instantAt(scale, view.width), step, zone)) {
    pen.fillRect(Math.round(pixelOf(scale, tick.at)), 0, 1, view.height);
  }
  if (data.fence > data.start0) {
    const left = pixelOf(scale, data.start0);
    pen.fillStyle = theme.fence;
    pen.fillRect(left, 0, pixelOf(scale, data.fence) - left, view.height);
  }
}

function drawBars(pen: CanvasRenderingContext2D, frame: Frame, row: Row): void {
  if (row.isHeading) return;
  const { data, colouring, scale, view, theme, selected } = frame;
  const machine = frame.showsClosed ? data.closed.get(frame.rows.names[row.index]?.id ?? '') : undefined;
  const chosen = selected < 0 ? -1 : (data.order[selected] ?? -1);
  visitBars(row, data, scale, view, ROW_STYLE.air, (bar, box, count) => {
    const order = data.order[bar] ?? 0;
    const colour = colouring.ofOrder[order];
    if (colour === undefined) return;
    const width = Math.max(box.right - box.left, 1.5);
    pen.globalAlpha = !frame.isMeant(order) ? 0.13 : chosen >= 0 && chosen !== order ? 0.5 : 1;
    if (count > 1 || width < 5) {
      pen.fillStyle = colour.edge;
      pen.fillRect(box.setupLeft, box.top, Math.max(box.right - box.setupLeft, 1.5), box.height);
    } else {
      if (box.left - box.setupLeft >= 1) {
        pen.fillStyle = theme.hatch;
        pen.fillRect(box.setupLeft, box.top, box.left - box.setupLeft, box.height);
        pen.fillStyle = colour.edge;
        pen.fillRect(box.setupLeft, box.top + box.height - 2, box.left - box.setupLeft, 2);
      }
      drawRun(pen, frame, bar, colour, box.left, box.top, width, box.height, machine);
    }
    pen.globalAlpha = 1;
    if (frame.edited.has(bar) || frame.drag?.displaced.has(bar) === true) {
      pen.strokeStyle = frame.edited.has(bar) ? theme.accent : theme.late;
      pen.lineWidth = 2;
      pen.setLineDash([4, 3]);
      pen.strokeRect(box.setupLeft, box.top, Math.max(box.right, box.left + width) - box.setupLeft, box.height);
      pen.setLineDash([]);
    }
    if (bar === selected || bar === frame.hovered) {
      pen.strokeStyle = bar === selected ? theme.accent : colour.edge;
      pen.lineWidth = bar === selected ? 2 : 1.5;
      pen.strokeRect(box.setupLeft - 1, box.top - 1, Math.max(box.right, box.left + width) - box.setupLeft + 2, box.height + 2);
    }
  });
}

function drawRun(
  pen: CanvasRenderingContext2D,
  frame: Frame,
  bar: number,
  colour: BarColour,
  left: number,
  top: number,
  width: number,
  height: number,
  closed: Float64Array | undefined,
): void {
  pen.fillStyle = colour.fill;
  pen.beginPath();
  pen.roundRect(left, top, width, height, 3);
  pen.fill();
  pen.fillStyle = colour.edge;
  pen.fillRect(left, top, 3, height);
  if (closed !== undefined && width > 8) drawPauses(pen, closed, frame.scale, frame.theme.closed, left, top, width, height);
  const state = frame.data.operations[bar]?.state;
  if (state === 'locked' || state === 'started') {
    pen.fillStyle = colour.edge;
    pen.fillRect(left, top + height - 2, width, 2);
    if (width > 34 && state === 'locked') drawLock(pen, colour.edge, left + width - 12, top + height / 2 - 5);
  }
  if (height >= 14)
    textInBar(pen, frame.textsOf(bar), colour.text, Math.max(left, 0) + 8, top, left + width - Math.max(left, 0) - 12, height);
}

function drawLock(pen: CanvasRenderingContext2D, colour: string, left: number, top: number): void {
  pen.fillStyle = colour;
  pen.fillRect(left, top + 4, 8, 6);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.4;
  pen.beginPath();
  pen.arc(left + 4, top + 4, 2.6, Math.PI, 0);
  pen.stroke();
}

function drawMarks(pen: CanvasRenderingContext2D, { theme, scale, view, now, data }: Frame): void {
  for (const [instant, colour, dash] of [
    [data.fence > data.start0 ? data.fence : Number.NaN, theme.accent, [3, 3]],
    [now, theme.late, []],
  ] as const) {
    const x = Math.round(pixelOf(scale, instant)) + 0.5;
    if (!(x >= 0 && x <= view.width)) continue;
    pen.strokeStyle = colour;
    pen.lineWidth = 1.5;
    pen.setLineDash([...dash]);
    pen.beginPath();
    pen.moveTo(x, 0);
    pen.lineTo(x, view.height);
    pen.stroke();
  }
  pen.setLineDash([]);
}

function drawDrag(pen: CanvasRenderingContext2D, { drag, data, scale, view, rows, theme }: Frame): void {
  if (drag === undefined) return;
  const row = rows.rows[drag.row];
  if (row === undefined) return;
  const until = drag.verdict?.end ?? drag.start + (data.end[drag.operation] ?? 0) - (data.start[drag.operation] ?? 0);
  const width = (until - drag.start) * scale.pixelsPerSecond;
  const colour = drag.verdict === undefined ? theme.muted : drag.verdict.allowed ? theme.accent : theme.late;
  pen.globalAlpha = 0.28;
  pen.fillStyle = colour;
  const x = pixelOf(scale, drag.start);
  const top = row.top - view.scrolled + 4;
  pen.fillRect(x, top, width, row.height - 8);
  pen.globalAlpha = 1;
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.strokeRect(x, top, width, row.height - 8);
}

function drawNames(pen: CanvasRenderingContext2D, frame: Frame, rows: readonly Row[]): void {
  const { theme, view, labels } = frame;
  pen.fillStyle = theme.surface;
  pen.fillRect(0, 0, labels, view.height);
  pen.textBaseline = 'middle';
  for (const row of rows) {
    const name = frame.rows.names[row.index];
    if (name === undefined) continue;
    const top = row.top - view.scrolled;
    const middle = top + row.height / 2;
    if (row.isHeading) {
      pen.fillStyle = theme.band;
      pen.fillRect(0, top, labels, row.height);
      pen.fillStyle = theme.muted;
      pen.font = `600 11.5px ${FONT}`;
      pen.fillText(frame.nameOf(name.groupName), 12, middle, labels - 20);
      continue;
    }
    pen.fillStyle = theme.ink;
    pen.font = `13px ${FONT}`;
    pen.fillText(frame.nameOf(name.name), 12, middle, labels - 64);
    if (name.percent !== undefined) {
      pen.textAlign = 'right';
      pen.fillStyle = name.percent > 90 ? theme.late : theme.muted;
      pen.font = `11px ${FONT}`;
      pen.fillText(`${Math.round(name.percent)}%`, labels - 10, middle);
      pen.textAlign = 'left';
    }
    pen.fillStyle = theme.faint;
    pen.fillRect(0, top + row.height - 1, labels, 1);
  }
  pen.fillStyle = theme.line;
  pen.fillRect(labels - 1, 0, 1, view.height);
}

/** Index of the row under a height, for dropping. */
export function rowIndexAt(frame: Frame, y: number): number {
  const index = firstRowBelow(frame.rows.rows, y + frame.view.scrolled);
  return frame.rows.rows[index]?.isHeading === false ? index : -1;
}
