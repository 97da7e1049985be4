import { FONT } from './draw-axis.ts';
import { fitText } from './draw-chart.ts';
import { say } from './in-words.ts';
import type { PageState } from './state.ts';
import { nameOf } from './in-words.ts';

export interface LoadBucket {
  readonly from: number;
  readonly to: number;
  readonly available: number;
  readonly run: number;
  readonly setup: number;
  readonly overtime: number;
}

export const DAY_SECONDS = 86_400;

/** Hours per day, or per week where a day would be too narrow to see; of one machine or of all. */
export function loadBuckets(state: PageState): LoadBucket[] {
  const { data, scale } = state;
  const daysPerBucket = scale.pixelsPerSecond * DAY_SECONDS < 7 ? 7 : 1;
  const machines = state.loadOf >= 0 ? [state.loadOf] : data.machines.map((_, index) => index);
  const buckets: LoadBucket[] = [];
  for (let first = 0; first < data.days.length; first += daysPerBucket) {
    const last = Math.min(first + daysPerBucket, data.days.length);
    const sums = [0, 0, 0, 0];
    for (const machine of machines) {
      const load = data.machines[machine]?.load ?? [];
      for (let i = first * 4; i < last * 4; i += 1) sums[i % 4] = (sums[i % 4] ?? 0) + (load[i] ?? 0);
    }
    const [available = 0, run = 0, setup = 0, overtime = 0] = sums;
    buckets.push({ from: data.days[first] ?? 0, to: (data.days[last - 1] ?? 0) + DAY_SECONDS, available, run, setup, overtime });
  }
  return buckets;
}

/** Load below the chart on the same time axis: run and setup stacked, overtime marked, availability as a step over them. */
export function drawLoad(context: CanvasRenderingContext2D, state: PageState, labels: number, width: number, height: number): void {
  const { theme, scale } = state;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, width, height);
  const buckets = loadBuckets(state);
  const most = Math.max(1, ...buckets.map(({ available, run, setup, overtime }) => Math.max(available + overtime, run + setup)));
  const floor = height - 6;
  const y = (hours: number): number => floor - (hours / most) * (height - 16);
  context.save();
  context.beginPath();
  context.rect(labels, 0, width - labels, height);
  context.clip();
  context.translate(labels, 0);
  for (const { from, to, available, run, setup, overtime } of buckets) {
    const left = (from - scale.left) * scale.pixelsPerSecond;
    const wide = (to - from) * scale.pixelsPerSecond;
    if (left + wide < 0 || left > width) continue;
    const gap = Math.min(3, wide * 0.15);
    // Overtime hours are part of the run: they are the top of the stack.
    const stack = [
      [run - Math.min(overtime, run), theme.run],
      [setup, theme.setup],
      [Math.min(overtime, run), theme.overtime],
    ] as const;
    let base = 0;
    for (const [hours, colour] of stack) {
      context.fillStyle = colour;
      context.fillRect(left + gap, y(base + hours), Math.max(wide - 2 * gap, 1), y(base) - y(base + hours));
      base += hours;
    }
    context.fillStyle = theme.ink;
    context.globalAlpha = 0.55;
    if (available > 0) context.fillRect(left, y(available) - 0.75, wide, 1.5);
    context.globalAlpha = 1;
  }
  context.restore();
  drawLoadLabels(context, state, labels, width, height, most);
}

function drawLoadLabels(
  context: CanvasRenderingContext2D,
  state: PageState,
  labels: number,
  width: number,
  height: number,
  most: number,
): void {
  const { theme, speech, data } = state;
  context.fillStyle = theme.line;
  context.fillRect(0, 0, width, 1);
  context.fillRect(labels - 1, 0, 1, height);
  context.textBaseline = 'middle';
  context.fillStyle = theme.ink;
  context.font = `600 12px ${FONT}`;
  const key = state.scale.pixelsPerSecond * DAY_SECONDS < 7 ? 'page.load-week' : 'page.load';
  fitText(context, say(speech, key), 14, 20, labels - 24);
  context.font = `12px ${FONT}`;
  context.fillStyle = theme.muted;
  const machine = data.machines[state.loadOf];
  fitText(context, machine === undefined ? say(speech, 'page.load-all') : nameOf(speech, machine.name), 14, 38, labels - 24);
  context.textAlign = 'right';
  context.font = `11px ${FONT}`;
  context.fillText(`${Math.round(most)} h`, labels - 10, 12);
  context.fillText('0', labels - 10, height - 9);
  context.textAlign = 'left';
}
