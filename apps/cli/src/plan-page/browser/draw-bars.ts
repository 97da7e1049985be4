import { FONT } from './draw-axis.ts';
import { nameOf, say, sayNumber } from './in-words.ts';
import type { BarColour } from './palette.ts';
import type { PageState } from './state.ts';

/** Where a bar is, in pixels of the canvas. */
export interface BarBox {
  readonly setupLeft: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
}

const NARROWEST = 1.5;
const TEXT_ROOM = 26;

/** Slanted lines over a setup, drawn once per theme and size. */
let hatchKey = '';
let hatch: CanvasPattern | null = null;
function hatchOf(context: CanvasRenderingContext2D, state: PageState): CanvasPattern | string {
  const key = `${state.theme.isDark}`;
  if (hatch === null || key !== hatchKey) {
    const tile = document.createElement('canvas');
    tile.width = 6;
    tile.height = 6;
    const pen = tile.getContext('2d');
    if (pen === null) return state.theme.line;
    pen.fillStyle = state.theme.isDark ? '#2a343d' : '#eceff2';
    pen.fillRect(0, 0, 6, 6);
    pen.strokeStyle = state.theme.isDark ? '#6b7a88' : '#9aa8b4';
    pen.lineWidth = 1.2;
    pen.beginPath();
    for (const shift of [-6, 0, 6]) {
      pen.moveTo(shift - 1, 7);
      pen.lineTo(shift + 7, -1);
    }
    pen.stroke();
    hatch = context.createPattern(tile, 'repeat');
    hatchKey = key;
  }
  return hatch ?? state.theme.line;
}

/** One operation: hatched setup, tinted run with a strong left edge, its text, and what state it is in. */
export function drawBar(context: CanvasRenderingContext2D, state: PageState, operation: number, box: BarBox, alpha: number): void {
  const colour = state.colouring.colours[operation] ?? state.palette.grey;
  const width = Math.max(box.right - box.left, NARROWEST);
  context.globalAlpha = alpha;
  if (box.left - box.setupLeft >= 1) {
    context.fillStyle = hatchOf(context, state);
    context.fillRect(box.setupLeft, box.top, box.left - box.setupLeft, box.height);
    drawPauses(context, state, operation, { ...box, left: box.setupLeft, right: box.left });
  }
  if (width < 5) {
    context.fillStyle = colour.edge;
    context.fillRect(box.left, box.top, width, box.height);
  } else {
    drawRun(context, state, operation, box, width, colour);
  }
  context.globalAlpha = 1;
  if (operation === state.selected || operation === state.hovered) {
    context.strokeStyle = operation === state.selected ? state.theme.accent : colour.edge;
    context.lineWidth = operation === state.selected ? 2 : 1.5;
    context.strokeRect(box.setupLeft - 1, box.top - 1, Math.max(box.right, box.left + width) - box.setupLeft + 2, box.height + 2);
  }
}

function drawRun(
  context: CanvasRenderingContext2D,
  state: PageState,
  operation: number,
  box: BarBox,
  width: number,
  colour: BarColour,
): void {
  context.fillStyle = colour.fill;
  context.beginPath();
  context.roundRect(box.left, box.top, width, box.height, 3);
  context.fill();
  context.fillStyle = colour.edge;
  context.beginPath();
  context.roundRect(box.left, box.top, 3, box.height, [3, 0, 0, 3]);
  context.fill();
  const isFixed = (state.data.operations.state[operation] ?? 0) > 0;
  if (isFixed && width > 12) {
    context.fillRect(box.left, box.top + box.height - 2, width, 2);
  }
  drawPauses(context, state, operation, box);
  // Text of a bar that begins left of the chart stays in sight.
  const textLeft = Math.max(box.left, 0) + 8;
  const room = box.left + width - textLeft - 4;
  if (room >= TEXT_ROOM && box.height >= 14)
    drawText(context, barTexts(state, operation), textLeft, box, room, colour, state.tab === 'machines');
}

const LEAST_PAUSE = 3;

/** Closed hours inside a bar are paler: nobody works on it then. */
function drawPauses(context: CanvasRenderingContext2D, state: PageState, operation: number, box: BarBox): void {
  const { data, scale, theme } = state;
  const closed = data.closed[data.machines[data.operations.machine[operation] ?? -1]?.closed ?? -1] ?? [];
  const begin = data.origin - scale.left;
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.62;
  context.fillStyle = theme.closed;
  for (let i = firstClosedEnding(closed, box.left / scale.pixelsPerSecond - begin); i + 1 < closed.length; i += 2) {
    const from = ((closed[i] ?? 0) + begin) * scale.pixelsPerSecond;
    const to = Math.min(((closed[i + 1] ?? 0) + begin) * scale.pixelsPerSecond, box.right);
    if (from > box.right) break;
    const left = Math.max(from, box.left);
    if (to - left >= LEAST_PAUSE) context.fillRect(left, box.top, to - left, box.height);
  }
  context.globalAlpha = alpha;
}

/** Place in [from, to, from, to …] of the first span that ends after a time. */
function firstClosedEnding(closed: readonly number[], time: number): number {
  let low = 0;
  let high = closed.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((closed[middle * 2 + 1] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}

/** What stands on a bar: the order first and strong, then as much of the rest as fits. */
function barTexts(state: PageState, operation: number): readonly [string, string] {
  const { data, speech, tab } = state;
  const { operations } = data;
  const order = data.orders[operations.order[operation] ?? 0];
  const quantity = say(speech, 'page.pieces', { count: Math.round(operations.quantity[operation] ?? 0) });
  if (tab === 'orders') {
    const machine = data.machines[operations.machine[operation] ?? 0];
    const step = nameOf(speech, data.names[operations.name[operation] ?? 0] ?? '');
    return [step, `${machine === undefined ? '' : nameOf(speech, machine.name)} · ${quantity}`];
  }
  const product = data.products[order?.product ?? 0];
  return [order?.id ?? '', `${product === undefined ? '' : nameOf(speech, product.name)} · ${quantity}`];
}

/** As much of a text as fits, from its end: the end of an order number is what tells it from its neighbours. */
function endOf(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  for (let from = 1; from <= text.length - 2; from += 1) {
    const end = `…${text.slice(from)}`;
    if (context.measureText(end).width <= room) return end;
  }
  return '';
}

function startOf(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  for (let length = text.length - 1; length >= 2; length -= 1) {
    const start = `${text.slice(0, length)}…`;
    if (context.measureText(start).width <= room) return start;
  }
  return '';
}

function drawText(
  context: CanvasRenderingContext2D,
  [strong, rest]: readonly [string, string],
  left: number,
  box: BarBox,
  room: number,
  colour: BarColour,
  isNumber: boolean,
): void {
  context.save();
  context.beginPath();
  context.rect(left, box.top, room, box.height);
  context.clip();
  context.fillStyle = colour.text;
  context.textBaseline = 'middle';
  context.font = `600 ${box.height < 18 ? 10.5 : 11.5}px ${FONT}`;
  const middle = box.top + box.height / 2 + 0.5;
  const shown = isNumber ? endOf(context, strong, room) : startOf(context, strong, room);
  context.fillText(shown, left, middle);
  const used = shown === strong ? context.measureText(strong).width + 6 : room;
  if (room - used > 18) {
    context.font = `${box.height < 18 ? 10.5 : 11.5}px ${FONT}`;
    context.fillText(rest, left + used, middle);
  }
  context.restore();
}

/** A percentage of use as a slim gauge beside a machine's name. */
export function drawGauge(context: CanvasRenderingContext2D, state: PageState, percent: number, left: number, middle: number): void {
  const { theme, speech } = state;
  const text = `${sayNumber(speech, percent, 0)}%`;
  context.font = `11px ${FONT}`;
  context.textAlign = 'right';
  context.fillStyle = percent > 90 ? theme.late : theme.muted;
  context.fillText(text, left, middle);
  context.textAlign = 'left';
}
