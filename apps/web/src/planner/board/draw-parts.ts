import { instantAt, pixelOf, stepsFor, ticksBetween, type TimeScale } from '@midstream/gantt';
import type { BoardTheme } from './board-theme.ts';

const LEAST_PAUSE = 3;
const LEAST_TEXT = 26;
const SMALL = 11.5;

/** Closed hours inside a bar are paler: nobody works on it then. */
export function drawPauses(
  pen: CanvasRenderingContext2D,
  closed: Float64Array,
  scale: TimeScale,
  colour: string,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  const alpha = pen.globalAlpha;
  pen.globalAlpha = alpha * 0.62;
  pen.fillStyle = colour;
  for (let i = firstEnding(closed, instantAt(scale, left)); i + 1 < closed.length; i += 2) {
    const from = Math.max(pixelOf(scale, closed[i] ?? 0), left);
    if (from > left + width) break;
    const to = Math.min(pixelOf(scale, closed[i + 1] ?? 0), left + width);
    if (to - from >= LEAST_PAUSE) pen.fillRect(from, top, to - from, height);
  }
  pen.globalAlpha = alpha;
}

/** Place in [from, to, from, to …] of the first span that ends after a time. */
function firstEnding(spans: Float64Array, time: number): number {
  let low = 0;
  let high = spans.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle * 2 + 1] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}

/** The first text strong, from its end where it does not fit: the end of an order number is what tells it apart; then the second. */
export function textInBar(
  pen: CanvasRenderingContext2D,
  [strong, rest]: readonly [string, string],
  colour: string,
  left: number,
  top: number,
  room: number,
  height: number,
): void {
  if (room < LEAST_TEXT) return;
  pen.fillStyle = colour;
  pen.textBaseline = 'middle';
  const middle = top + height / 2 + 0.5;
  pen.font = `600 ${SMALL}px 'Noto Sans TC Variable', 'Noto Sans SC Variable', system-ui, sans-serif`;
  const whole = widthOf(pen, strong);
  if (whole > room) {
    const keep = Math.max(2, Math.floor((strong.length * (room - 10)) / whole));
    pen.fillText(`…${strong.slice(-keep)}`, left, middle, room);
    return;
  }
  pen.fillText(strong, left, middle);
  const space = room - whole - 6;
  if (space < 24) return;
  pen.font = `${SMALL}px 'Noto Sans TC Variable', 'Noto Sans SC Variable', system-ui, sans-serif`;
  const wide = widthOf(pen, rest);
  const keep = wide <= space ? rest : `${rest.slice(0, Math.max(1, Math.floor((rest.length * (space - 10)) / wide)))}…`;
  pen.fillText(keep, left + whole + 6, middle, space);
}

const widths = new Map<string, number>();
/** Measuring text is what costs most in a frame; the same few thousand texts come back every time. */
function widthOf(pen: CanvasRenderingContext2D, text: string): number {
  const key = `${pen.font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 40_000) widths.clear();
    width = pen.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** Two lines of dates over the chart. */
export function drawAxis(
  pen: CanvasRenderingContext2D,
  scale: TimeScale,
  width: number,
  labels: number,
  height: number,
  theme: BoardTheme,
  zone: string,
  tag: string,
): void {
  pen.fillStyle = theme.surface;
  pen.fillRect(0, 0, width + labels, height);
  pen.save();
  pen.beginPath();
  pen.rect(labels, 0, width, height);
  pen.clip();
  pen.translate(labels, 0);
  const { step, upper } = stepsFor(scale.pixelsPerSecond);
  const lines = [
    { step: upper, top: 0, options: upperOptions(upper), colour: theme.ink },
    { step, top: height / 2, options: lowerOptions(step), colour: theme.muted },
  ];
  pen.font = `12px 'Noto Sans TC Variable', 'Noto Sans SC Variable', system-ui, sans-serif`;
  pen.textBaseline = 'middle';
  for (const line of lines) {
    const format = new Intl.DateTimeFormat(tag, { ...line.options, timeZone: 'UTC' });
    for (const tick of ticksBetween(scale.left, instantAt(scale, width), line.step, zone)) {
      const x = Math.round(pixelOf(scale, tick.at));
      pen.fillStyle = theme.line;
      pen.fillRect(x, line.top, 1, height / 2);
      pen.fillStyle = line.colour;
      pen.fillText(format.format(tick.local * 1000), Math.max(x, 0) + 5, line.top + height / 4);
    }
  }
  pen.restore();
  pen.fillStyle = theme.line;
  pen.fillRect(0, height - 1, width + labels, 1);
  pen.fillRect(labels - 1, 0, 1, height);
}

type Step = ReturnType<typeof stepsFor>['step'];
const DAY = 86_400;
function lowerOptions(step: Step): Intl.DateTimeFormatOptions {
  if (step.unit === 'month') return step.size >= 12 ? { year: 'numeric' } : { month: 'short' };
  return step.size < DAY ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : { day: 'numeric' };
}
function upperOptions(step: Step): Intl.DateTimeFormatOptions {
  if (step.unit === 'month') return step.size >= 12 ? { year: 'numeric' } : { month: 'long', year: 'numeric' };
  return { weekday: 'short', day: 'numeric', month: 'short' };
}
