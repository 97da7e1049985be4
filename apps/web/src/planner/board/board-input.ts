import { barAt, instantAt, pixelOf, snapped, zoomAt } from '@midstream/gantt';
import type { Drag, Verdict } from '@midstream/planning/preview';
import { type BoardData, type BoardRows, ROW_STYLE } from './board-data.ts';
import type { BoardState, Dragged } from './board-state.ts';
import { type Frame, rowIndexAt } from './draw-board.ts';

/** What the listeners need of the board; `latest` is asked anew at every event. */
export interface Listening {
  readonly state: BoardState;
  readonly scroller: HTMLElement;
  readonly latest: () => {
    readonly frame: () => Frame;
    readonly data: BoardData;
    readonly rows: BoardRows;
    /** Whether bars may be moved at all. */
    readonly mayMove: boolean;
    readonly judge: (drag: Drag) => Verdict | undefined;
    readonly selected: number;
    readonly onSelect: (operation: number) => void;
  };
  readonly draw: () => void;
  readonly onDrag: (drag: Dragged | undefined) => void;
  readonly onDrop: (drag: Dragged) => void;
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
      panBy(board, (event.deltaX || event.deltaY) * step);
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

export function panBy(board: Pick<Listening, 'state'>, pixels: number): void {
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
  #plan: unknown;
  #grip = 0;

  constructor(board: Listening, canvas: HTMLCanvasElement) {
    this.#board = board;
    this.#canvas = canvas;
  }

  readonly down = (event: PointerEvent): void => {
    this.#fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    this.#canvas.setPointerCapture(event.pointerId);
    this.#travelled = 0;
    // What was let go and waits for its verdict, or was told that it may not, gives way to the next.
    this.#release();
    const { frame, data } = this.#board.latest();
    const now = frame();
    this.#plan = data.plan;
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
      if (this.#taken >= 0 && this.#board.latest().mayMove) this.#carry(event);
      else {
        panBy(this.#board, -dx);
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
    else if (drag !== undefined && letGoOf(this.#board, drag)) {
      this.#taken = -1;
      return;
    }
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
    this.#canvas.style.cursor = hovered < 0 ? '' : this.#board.latest().mayMove ? 'grab' : 'pointer';
    this.#board.draw();
  }

  #carry(event: PointerEvent): void {
    const { frame, data, rows } = this.#board.latest();
    if (data.plan !== this.#plan) return;
    const now = frame();
    const operation = this.#taken;
    const at = rowIndexAt(now, event.offsetY);
    const planned = data.operations[operation];
    if (planned === undefined) return;
    // In rows of orders, crews or moulds only time is changed.
    const target = now.showsClosed ? rows.names[rows.rows[at]?.index ?? -1]?.id : planned.machine;
    const start = snapped(instantAt(now.scale, event.offsetX - now.labels - this.#grip), now.scale, now.zone);
    carryTo(this.#board, { operation, start, machine: target ?? planned.machine, row: at, x: event.offsetX, y: event.offsetY });
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

/**
 * Lets go of a bar where it is. @returns true while what is needed to judge that is not there: then the bar waits where it was let go,
 * and is dropped when it comes.
 */
export function letGoOf(board: Listening, drag: Dragged): boolean {
  if (drag.verdict === undefined) {
    board.state.drag = { ...drag, isLetGo: true };
    board.onDrag(board.state.drag);
    return true;
  }
  if (drag.verdict.allowed) board.onDrop(drag);
  return false;
}

/** Once drags can be judged: the one in the hand is, and one that was let go is dropped, or told why it may not be. */
export function judgeWaiting(board: Listening): void {
  const { drag } = board.state;
  if (drag === undefined || drag.verdict !== undefined) return;
  const { isLetGo = false, ...held } = drag;
  carryTo(board, held);
  const judged: Dragged | undefined = board.state.drag;
  if (!isLetGo || judged?.verdict?.allowed !== true) return;
  board.onDrop(judged);
  board.state.drag = undefined;
  board.onDrag(undefined);
  board.draw();
}

/** Puts the bar in the hand somewhere and asks what that would do; the same place is not asked about twice. */
export function carryTo(board: Listening, to: Omit<Dragged, 'verdict' | 'displaced' | 'isLetGo'>): void {
  const { data, judge } = board.latest();
  const { drag } = board.state;
  const isSame = drag?.operation === to.operation && drag.start === to.start && drag.machine === to.machine && drag.verdict !== undefined;
  const verdict = isSame
    ? drag.verdict
    : judge({ operation: data.operations[to.operation]?.id ?? '', machine: to.machine, start: to.start });
  const displaced = isSame ? drag.displaced : new Set((verdict?.displaces ?? []).map(({ operation }) => data.indexOf.get(operation) ?? -1));
  board.state.drag = { ...to, verdict, displaced };
  board.onDrag(board.state.drag);
}
