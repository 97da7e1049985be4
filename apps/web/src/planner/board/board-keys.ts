import { pixelOf, snapped, snapStep, zoomAt } from '@midstream/gantt';
import { carryTo, letGoOf, type Listening, panBy } from './board-input.ts';
import type { Frame } from './draw-board.ts';

const PAN_PIXELS = 80;

/**
 * Arrows walk from bar to bar, with Alt they carry the bar, Enter drops it; plus and minus zoom, Page keys scroll, Home and End go to
 * the ends, Escape lets go.
 */
export function listenToKeys(board: Listening, canvas: HTMLCanvasElement): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const { frame, data, selected, onSelect } = board.latest();
    const now = frame();
    const zooms: Readonly<Record<string, number>> = { '+': 1.3, '=': 1.3, '-': 1 / 1.3, _: 1 / 1.3 };
    const zoom = zooms[event.key];
    if (zoom !== undefined) board.state.scale = zoomAt(board.state.scale, zoom, now.view.width / 2);
    else if (event.key === 'Escape') {
      if (board.state.drag === undefined) onSelect(-1);
      else letGo(board);
    } else if (event.altKey && event.key.startsWith('Arrow')) carryByKey(board, event.key);
    else if (event.key === 'Enter' && board.state.drag !== undefined && board.state.drag.verdict?.allowed !== false) {
      if (!letGoOf(board, board.state.drag)) letGo(board);
    } else if (event.key === 'PageDown') board.scroller.scrollTop += now.view.height * 0.8;
    else if (event.key === 'PageUp') board.scroller.scrollTop -= now.view.height * 0.8;
    else if (event.key === 'Home') board.state.scale = { ...now.scale, left: data.from };
    else if (event.key === 'End') board.state.scale = { ...now.scale, left: data.to - now.view.width / now.scale.pixelsPerSecond };
    else if (event.key.startsWith('Arrow') && event.shiftKey)
      panBy(board, event.key === 'ArrowLeft' ? -PAN_PIXELS : event.key === 'ArrowRight' ? PAN_PIXELS : 0);
    else if (event.key.startsWith('Arrow')) onSelect(neighbour(now, selected, event.key));
    else return;
    event.preventDefault();
    board.draw();
  };
  canvas.addEventListener('keydown', onKey);
  return () => canvas.removeEventListener('keydown', onKey);
}

/** Scrolls and pans just so far that a bar can be seen. */
export function bringIntoSight(board: Pick<Listening, 'state' | 'scroller' | 'latest'>, bar: number): void {
  const { frame, data, rows } = board.latest();
  const { scale, view } = frame();
  const row = rows.rows.find((each) => each.lanes.some((lane) => lane.includes(bar)));
  if (row === undefined) return;
  if (row.top < view.scrolled) board.scroller.scrollTop = row.top;
  else if (row.top + row.height > view.scrolled + view.height) board.scroller.scrollTop = row.top + row.height - view.height;
  const left = pixelOf(scale, data.setupStart[bar] ?? 0);
  const right = pixelOf(scale, data.end[bar] ?? 0);
  if (right < 10 || left > view.width - 10) panBy(board, left - view.width * 0.3);
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

/** One place on in time, or to the next machine up or down. */
function carryByKey(board: Listening, key: string): void {
  const { frame, data, rows, selected, mayMove } = board.latest();
  const now = frame();
  const planned = data.operations[selected];
  if (planned === undefined || !mayMove) return;
  const carried = board.state.drag?.operation === selected ? board.state.drag : undefined;
  const from = carried ?? {
    start: data.start[selected] ?? 0,
    machine: planned.machine,
    row: rows.rows.findIndex((row) => row.lanes.some((lane) => lane.includes(selected))),
  };
  const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const start = by === 0 ? from.start : snapped(from.start + by * snapStep(now.scale), now.scale, now.zone);
  let { row } = from;
  if (by === 0 && now.showsClosed) {
    const step = key === 'ArrowDown' ? 1 : -1;
    for (let next = row + step; next >= 0 && next < rows.rows.length; next += step) {
      if (rows.rows[next]?.isHeading !== false) continue;
      row = next;
      break;
    }
  }
  const machine = now.showsClosed ? (rows.names[rows.rows[row]?.index ?? -1]?.id ?? from.machine) : from.machine;
  const at = rows.rows[row];
  const y = (at?.top ?? 0) + (at?.height ?? 0) - now.view.scrolled;
  carryTo(board, { operation: selected, start, machine, row, x: now.labels + pixelOf(now.scale, start), y });
}

function letGo(board: Listening): void {
  board.state.drag = undefined;
  board.onDrag(undefined);
}
