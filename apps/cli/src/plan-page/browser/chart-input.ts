import type { Chart } from './chart.ts';
import { askDrawing, machineLabelAt, operationAt, panBy, paneOf, zoomBy } from './chart.ts';
import { firstRowBelow } from '@midstream/gantt/lanes';

/** What the chart tells the page. */
export interface ChartEvents {
  readonly select: (operation: number) => void;
  readonly hover: (operation: number, x: number, y: number) => void;
  readonly chooseMachine: (machine: number) => void;
}

const WHEEL_ZOOM = 1.0016;
const CLICK_SLACK = 5;

/** Wheel, drag, pinch and click. Ctrl (a pinch on a touchpad is one) or the axis makes the wheel zoom; else it scrolls. */
export function listenToPointer(chart: Chart, events: ChartEvents): void {
  const onWheel = (event: WheelEvent, zooms: boolean): void => {
    const step = event.deltaMode === 1 ? 30 : 1;
    if (zooms || event.ctrlKey || event.metaKey || event.altKey) {
      event.preventDefault();
      zoomBy(chart, WHEEL_ZOOM ** (-event.deltaY * step * (event.ctrlKey ? 3 : 1)), event.offsetX);
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      panBy(chart, (event.deltaX || event.deltaY) * step);
    }
  };
  chart.rows.addEventListener('wheel', (event) => onWheel(event, false), { passive: false });
  chart.axis.addEventListener('wheel', (event) => onWheel(event, true), { passive: false });
  chart.load.addEventListener('wheel', (event) => onWheel(event, true), { passive: false });
  chart.scroller.addEventListener('scroll', () => askDrawing(chart));
  for (const canvas of [chart.rows, chart.axis, chart.load]) listenToDrag(chart, canvas, events);
  chart.rows.addEventListener('pointerleave', () => events.hover(-1, 0, 0));
}

interface Finger {
  x: number;
  y: number;
}

function listenToDrag(chart: Chart, canvas: HTMLCanvasElement, events: ChartEvents): void {
  const fingers = new Map<number, Finger>();
  let travelled = 0;
  canvas.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    travelled = 0;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    const finger = fingers.get(event.pointerId);
    if (finger === undefined) {
      if (canvas === chart.rows) events.hover(operationAt(chart, event.offsetX, event.offsetY), event.offsetX, event.offsetY);
      return;
    }
    const dx = event.offsetX - finger.x;
    const dy = event.offsetY - finger.y;
    travelled += Math.abs(dx) + Math.abs(dy);
    if (fingers.size === 2) pinch(chart, fingers, finger, dx);
    else if (travelled > CLICK_SLACK) {
      panBy(chart, -dx);
      chart.scroller.scrollTop -= canvas === chart.rows ? dy : 0;
    }
    finger.x = event.offsetX;
    finger.y = event.offsetY;
  });
  const lift = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
  };
  canvas.addEventListener('pointercancel', lift);
  canvas.addEventListener('pointerup', (event) => {
    const wasClick = fingers.size === 1 && travelled <= CLICK_SLACK;
    lift(event);
    if (!wasClick || canvas !== chart.rows) return;
    const machine = machineLabelAt(chart, event.offsetX, event.offsetY);
    if (machine >= 0) events.chooseMachine(machine);
    else events.select(operationAt(chart, event.offsetX, event.offsetY));
  });
}

/** Two fingers: the stretch between them is what zooms. */
function pinch(chart: Chart, fingers: ReadonlyMap<number, Finger>, moved: Finger, dx: number): void {
  const other = [...fingers.values()].find((finger) => finger !== moved);
  if (other === undefined) return;
  const before = Math.abs(moved.x - other.x);
  const after = Math.abs(moved.x + dx - other.x);
  if (before > 10 && after > 10) zoomBy(chart, after / before, (moved.x + other.x) / 2);
}

/** Arrows walk from operation to operation, plus and minus zoom, Page keys scroll, Enter opens, Escape closes. */
export function listenToKeys(chart: Chart, events: ChartEvents): void {
  const { state } = chart;
  chart.rows.addEventListener('keydown', (event) => {
    const zooms: Record<string, number> = { '+': 1.3, '=': 1.3, '-': 1 / 1.3, _: 1 / 1.3 };
    const zoom = zooms[event.key];
    if (zoom !== undefined) zoomBy(chart, zoom);
    else if (event.key === 'Escape') events.select(-1);
    else if (event.key === 'PageDown') chart.scroller.scrollTop += paneOf(chart).height * 0.8;
    else if (event.key === 'PageUp') chart.scroller.scrollTop -= paneOf(chart).height * 0.8;
    else if (event.key === 'Home') panBy(chart, -1e12);
    else if (event.key === 'End') panBy(chart, 1e12);
    else if (event.key.startsWith('Arrow') && event.shiftKey)
      panBy(chart, event.key === 'ArrowLeft' ? -80 : event.key === 'ArrowRight' ? 80 : 0);
    else if (event.key.startsWith('Arrow')) events.select(neighbour(chart, state.selected, event.key));
    else if (event.key === 'Enter' || event.key === ' ') events.select(neighbour(chart, state.selected, event.key));
    else return;
    event.preventDefault();
  });
}

/** The operation an arrow leads to: along the row, or the nearest in time on the next row that has any. */
function neighbour(chart: Chart, from: number, key: string): number {
  const { rows, data } = chart.state;
  const isThere = (row: (typeof rows)[number]): boolean => row.lanes.some((lane) => from >= 0 && lane.includes(from));
  const at = rows.findIndex(isThere);
  if (at < 0) {
    const first = rows.slice(firstRowBelow(rows, paneOf(chart).scrolled)).find(({ lanes }) => lanes.length > 0);
    return first?.lanes[0]?.[0] ?? -1;
  }
  const inOrder = (row: (typeof rows)[number] | undefined): number[] =>
    (row?.lanes ?? []).flat().sort((a, b) => (data.operations.start[a] ?? 0) - (data.operations.start[b] ?? 0));
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const along = inOrder(rows[at]);
    return along[along.indexOf(from) + (key === 'ArrowRight' ? 1 : -1)] ?? from;
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return from;
  const step = key === 'ArrowDown' ? 1 : -1;
  for (let next = at + step; next >= 0 && next < rows.length; next += step) {
    const there = inOrder(rows[next]);
    const start = data.operations.start[from] ?? 0;
    const nearest = there.toSorted(
      (a, b) => Math.abs((data.operations.start[a] ?? 0) - start) - Math.abs((data.operations.start[b] ?? 0) - start),
    )[0];
    if (nearest !== undefined) return nearest;
  }
  return from;
}
