import type { Page } from 'playwright-core';

/** Frames of one gesture. Milliseconds. */
export interface FrameFigures {
  readonly frames: number;
  readonly perSecond: number;
  readonly medianInterval: number;
  readonly p95Interval: number;
  /** Work of the page's own thread in a frame: event, verdict, drawing. */
  readonly medianWork: number;
  readonly p95Work: number;
}

export type Gesture = 'pan' | 'zoom' | 'drag' | 'scroll';

const FRAMES = 180;

/**
 * Makes a gesture, one event a frame, and times every frame inside the page: from frame to frame (what the eye sees), and the work of
 * the page's thread (what is the page's doing, whatever else the machine is busy with).
 */
export async function framesOf(page: Page, gesture: Gesture): Promise<FrameFigures> {
  const place = await page.evaluate(placeInPage, gesture);
  const { intervals, work } = await page.evaluate(gestureInPage, { gesture, frames: FRAMES, place });
  const total = intervals.reduce((sum, each) => sum + each, 0);
  return {
    frames: intervals.length,
    perSecond: round((1000 * intervals.length) / total),
    medianInterval: round(quantile(intervals, 0.5)),
    p95Interval: round(quantile(intervals, 0.95)),
    medianWork: round(quantile(work, 0.5)),
    p95Work: round(quantile(work, 0.95)),
  };
}

/** Runs in the page: where the hand takes hold. A bar for a drag, found by the pointer that says so; below the bars for the rest. */
function placeInPage(gesture: Gesture): { x: number; y: number } {
  const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=board]');
  if (canvas === null) throw new Error('there is no board');
  const box = canvas.getBoundingClientRect();
  if (gesture !== 'drag') return { x: box.width * 0.6, y: box.height - 3 };
  for (let y = 8; y < box.height - 8; y += 9)
    for (let x = box.width * 0.3; x < box.width * 0.8; x += 7) {
      canvas.dispatchEvent(new PointerEvent('pointermove', { clientX: box.left + x, clientY: box.top + y, bubbles: true }));
      if (canvas.style.cursor === 'grab') return { x, y };
    }
  throw new Error('no bar can be taken');
}

/** Runs in the page: one event a frame. */
async function gestureInPage({
  gesture,
  frames,
  place,
}: {
  gesture: Gesture;
  frames: number;
  place: { x: number; y: number };
}): Promise<{ intervals: number[]; work: number[] }> {
  const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=board]');
  if (canvas === null) throw new Error('there is no board');
  const box = canvas.getBoundingClientRect();
  const [pointer, taken] = [
    { pointerId: 1, isPrimary: true, button: 0, buttons: 1, bubbles: true },
    gesture === 'pan' || gesture === 'drag',
  ];
  const point = (type: string, x: number, y: number): unknown =>
    canvas.dispatchEvent(new PointerEvent(type, { ...pointer, clientX: box.left + x, clientY: box.top + y }));
  // The pointer of a script cannot be captured.
  canvas.setPointerCapture = () => undefined;
  const step = (frame: number): void => {
    const there = Math.sin((frame / frames) * Math.PI * 4);
    if (gesture === 'scroll') canvas.parentElement?.scrollBy(0, frame % 120 < 60 ? 14 : -14);
    else if (taken) point('pointermove', place.x + there * box.width * 0.25, place.y + (gesture === 'drag' ? there * box.height * 0.3 : 0));
    else {
      const wheel = { deltaY: frame % 60 < 30 ? -30 : 30, ctrlKey: true, clientX: box.left + place.x, clientY: box.top + 90 };
      canvas.dispatchEvent(new WheelEvent('wheel', { ...wheel, bubbles: true, cancelable: true }));
    }
  };
  const [intervals, work]: [number[], number[]] = [[], []];
  const channel = new MessageChannel();
  if (taken) point('pointerdown', place.x, place.y);
  await new Promise<void>((done) => {
    let [before, frame, began] = [0, 0, 0];
    // A message posted in a frame is read once every callback of that frame has run.
    channel.port1.addEventListener('message', () => void (work.push(performance.now() - began), frame >= frames && done()));
    channel.port1.start();
    const next = (now: number): void => {
      if (before > 0) intervals.push(now - before);
      [before, began] = [now, performance.now()];
      step(frame++);
      channel.port2.postMessage(0);
      if (frame < frames) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  if (taken) point('pointercancel', place.x, place.y);
  return { intervals, work };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const round = (value: number): number => Math.round(value * 10) / 10;
