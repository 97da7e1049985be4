import { barAt, instantAt, pixelOf, snapped, zoomAt } from '@midstream/gantt';
import type { Factory } from '@midstream/factory';
import { type BoardData, type BoardRows, ROW_STYLE } from './board-data.ts';
import type { BoardState } from './board-state.ts';
import { type Frame, rowIndexAt } from './draw-board.ts';
import { verdictOn } from './verdict.ts';

/** What the listeners need of the board; `latest` is asked anew at every event. */
export interface Listening {
  readonly state: BoardState;
  readonly scroller: HTMLElement;
  readonly latest: () => {
    readonly frame: () => Frame;
    readonly data: BoardData;
    readonly rows: BoardRows;
    readonly factory: Factory | undefined;
    readonly selected: number;
    readonly onSelect: (operation: number) => void;
  };
  readonly draw: () => void;
  readonly onDrag: (drag: BoardState['drag']) => void;
  readonly onDrop: (drag: BoardState['drag']) => void;
}

const WHEEL_ZOOM = 1.0016;
const CLICK_SLACK = 5;

/** Wheel, drag, pinch, click. Ctrl (a pinch on a touchpad is one) or the axis makes the wheel zoom; a bar taken and moved is a drag. */
export function listenToPointer(board: Listening, canvas: HTMLCanvasElement, axis: HTMLCanvasElement | null): () => void {
  const { state, scroller } = board;
  const onWheel = (event: WheelEvent): void => {
    const step = event.deltaMode === 1 ? 30 : 1;
    const { labels } = board.latest().frame();
    if (event.currentTarget === axis || event.ctrlKey || event.metaKey || event.altKey) {
      event.preventDefault();
      state.scale = zoomAt(state.scale, WHEEL_ZOOM ** (-event.deltaY * step * (event.ctrlKey ? 3 : 1)), event.offsetX - labels);
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      pan(board, (event.deltaX || event.deltaY) * step);
    } else return;
    board.draw();
  };
  const hand = new Hand(board, canvas);
  const listeners = [
    ['pointerdown', hand.down],
    ['pointermove', hand.move],
    ['pointerup', hand.up],
    ['pointercancel', hand.cancel],
    ['pointerleave', hand.leave],
  ] as const;
  for (const [name, listener] of listeners) canvas.addEventListener(name, listener);
  canvas.addEventListener('wheel', onWheel, { passive: false });
  axis?.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    for (const [name, listener] of listeners) canvas.removeEventListener(name, listener);
    canvas.removeEventListener('wheel', onWheel);
    axis?.removeEventListener('wheel', onWheel);
    scroller.style.cursor = '';
  };
}

function pan(board: Listening, pixels: number): void {
  const { scale } = board.state;
  board.state.scale = { ...scale, left: scale.left + pixels / scale.pixelsPerSecond };
}

/** One or two fingers, or a mouse. */
class Hand {
  readonly #board: Listening;
  readonly #canvas: HTMLCanvasElement;
  readonly #fingers = new Map<number, { x: number; y: number }>();
  #travelled = 0;
  #taken = -1;
  #grip = 0;

  constructor(board: Listening, canvas: HTMLCanvasElement) {
    this.#board = board;
    this.#canvas = canvas;
  }

  readonly down = (event: PointerEvent): void => {
    this.#fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    this.#canvas.setPointerCapture(event.pointerId);
    this.#travelled = 0;
    const { frame, data } = this.#board.latest();
    const now = frame();
    this.#taken = this.#fingers.size === 1 ? this.#barAt(now, event) : -1;
    this.#grip = this.#taken < 0 ? 0 : event.offsetX - now.labels - pixelOf(now.scale, data.start[this.#taken] ?? 0);
  };

  readonly move = (event: PointerEvent): void => {
    const finger = this.#fingers.get(event.pointerId);
    if (finger === undefined) {
      this.#hover(event);
      return;
    }
    const dx = event.offsetX - finger.x;
    const dy = event.offsetY - finger.y;
    this.#travelled += Math.abs(dx) + Math.abs(dy);
    if (this.#fingers.size === 2) this.#pinch(finger, dx);
    else if (this.#travelled > CLICK_SLACK) {
      if (this.#taken >= 0) this.#carry(event);
      else {
        pan(this.#board, -dx);
        this.#board.scroller.scrollTop -= dy;
      }
      this.#board.draw();
    }
    finger.x = event.offsetX;
    finger.y = event.offsetY;
  };

  readonly up = (event: PointerEvent): void => {
    const wasClick = this.#fingers.size === 1 && this.#travelled <= CLICK_SLACK;
    this.#fingers.delete(event.pointerId);
    const { drag } = this.#board.state;
    if (wasClick) this.#board.latest().onSelect(this.#barAt(this.#board.latest().frame(), event));
    else if (drag !== undefined && drag.isAllowed) this.#board.onDrop(drag);
    this.#release();
  };

  readonly cancel = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId);
    this.#release();
  };

  readonly leave = (): void => {
    if (this.#board.state.hovered < 0) return;
    this.#board.state.hovered = -1;
    this.#board.draw();
  };

  #release(): void {
    this.#taken = -1;
    if (this.#board.state.drag === undefined) return;
    this.#board.state.drag = undefined;
    this.#board.onDrag(undefined);
    this.#board.draw();
  }

  #barAt(frame: Frame, event: PointerEvent): number {
    if (event.offsetX < frame.labels) return -1;
    return barAt(frame.rows.rows, frame.data, frame.scale, frame.view, ROW_STYLE.air, event.offsetX - frame.labels, event.offsetY);
  }

  #hover(event: PointerEvent): void {
    const hovered = this.#barAt(this.#board.latest().frame(), event);
    if (hovered === this.#board.state.hovered) return;
    this.#board.state.hovered = hovered;
    this.#canvas.style.cursor = hovered >= 0 ? 'grab' : '';
    this.#board.draw();
  }

  #carry(event: PointerEvent): void {
    const { frame, data, rows, factory } = this.#board.latest();
    const now = frame();
    const operation = this.#taken;
    const at = rowIndexAt(now, event.offsetY);
    const planned = data.operations[operation];
    if (planned === undefined) return;
    // In rows of orders, crews or moulds only time is changed.
    const target = now.showsClosed ? rows.names[rows.rows[at]?.index ?? -1]?.id : planned.machine;
    const start = snapped(instantAt(now.scale, event.offsetX - now.labels - this.#grip), now.scale, now.zone);
    const verdict = verdictOn(data, factory, operation, target ?? planned.machine, start);
    const drag = { operation, start, row: at, isAllowed: verdict.refusal === undefined, verdict, x: event.offsetX, y: event.offsetY };
    this.#board.state.drag = drag;
    this.#board.onDrag(drag);
  }

  #pinch(moved: { x: number; y: number }, dx: number): void {
    const other = [...this.#fingers.values()].find((finger) => finger !== moved);
    if (other === undefined) return;
    const before = Math.abs(moved.x - other.x);
    const after = Math.abs(moved.x + dx - other.x);
    if (before < 10 || after < 10) return;
    const { labels } = this.#board.latest().frame();
    this.#board.state.scale = zoomAt(this.#board.state.scale, after / before, (moved.x + other.x) / 2 - labels);
    this.#board.draw();
  }
}

/** Arrows walk from bar to bar, plus and minus zoom, Page keys scroll, Home and End go to the ends, Escape lets go. */
export function listenToKeys(board: Listening, canvas: HTMLCanvasElement): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const { frame, data, selected, onSelect } = board.latest();
    const now = frame();
    const zooms: Readonly<Record<string, number>> = { '+': 1.3, '=': 1.3, '-': 1 / 1.3, _: 1 / 1.3 };
    const zoom = zooms[event.key];
    if (zoom !== undefined) board.state.scale = zoomAt(board.state.scale, zoom, now.view.width / 2);
    else if (event.key === 'Escape') onSelect(-1);
    else if (event.key === 'PageDown') board.scroller.scrollTop += now.view.height * 0.8;
    else if (event.key === 'PageUp') board.scroller.scrollTop -= now.view.height * 0.8;
    else if (event.key === 'Home') board.state.scale = { ...now.scale, left: data.from };
    else if (event.key === 'End') board.state.scale = { ...now.scale, left: data.to - now.view.width / now.scale.pixelsPerSecond };
    else if (event.key.startsWith('Arrow') && event.shiftKey)
      pan(board, event.key === 'ArrowLeft' ? -80 : event.key === 'ArrowRight' ? 80 : 0);
    else if (event.key.startsWith('Arrow')) onSelect(neighbour(now, selected, event.key));
    else return;
    event.preventDefault();
    board.draw();
  };
  canvas.addEventListener('keydown', onKey);
  return () => canvas.removeEventListener('keydown', onKey);
}

/** The bar an arrow leads to: along the row, or the nearest in time on the next row that has any. */
function neighbour({ rows, data }: Frame, from: number, key: string): number {
  const all = rows.rows;
  const at = all.findIndex((row) => from >= 0 && row.lanes.some((lane) => lane.includes(from)));
  if (at < 0) return all.find((row) => row.lanes.length > 0)?.lanes[0]?.[0] ?? -1;
  const inOrder = (index: number): number[] => (all[index]?.lanes ?? []).flat().sort((a, b) => (data.start[a] ?? 0) - (data.start[b] ?? 0));
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const along = inOrder(at);
    return along[along.indexOf(from) + (key === 'ArrowRight' ? 1 : -1)] ?? from;
  }
  const away = (bar: number): number => Math.abs((data.start[bar] ?? 0) - (data.start[from] ?? 0));
  for (let next = at + (key === 'ArrowDown' ? 1 : -1); next >= 0 && next < all.length; next += key === 'ArrowDown' ? 1 : -1) {
    const nearest = inOrder(next).sort((a, b) => away(a) - away(b))[0];
    if (nearest !== undefined) return nearest;
  }
  return from;
}
