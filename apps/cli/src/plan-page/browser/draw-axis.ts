import { sayDay } from './in-words.ts';
import type { Speech } from './in-words.ts';
import type { PageState } from './state.ts';
import type { Tick, TickStep } from '@midstream/gantt/time-scale';
import { stepsFor, ticksBetween } from '@midstream/gantt/time-scale';

export const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang HK", "PingFang SC", "Microsoft JhengHei", "Microsoft YaHei", "Noto Sans CJK TC", "Noto Sans CJK SC", sans-serif';
export const AXIS_HEIGHT = 44;

const x = (state: PageState, at: number): number => (at - state.scale.left) * state.scale.pixelsPerSecond;

/** Ticks of the visible stretch at the present zoom. */
export function visibleTicks(
  state: PageState,
  width: number,
): { readonly step: TickStep; readonly upper: TickStep; readonly ticks: Tick[] } {
  const { left, pixelsPerSecond } = state.scale;
  const { step, upper } = stepsFor(pixelsPerSecond);
  return { step, upper, ticks: ticksBetween(left, left + width / pixelsPerSecond, step, state.data.zone) };
}

/** The two lines of the time axis: days over hours, months over days, years over months. */
export function drawAxis(context: CanvasRenderingContext2D, state: PageState, left: number, width: number): void {
  const { theme, scale, speech, data } = state;
  const { step, upper, ticks } = visibleTicks(state, width - left);
  const to = scale.left + (width - left) / scale.pixelsPerSecond;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, width, AXIS_HEIGHT);
  context.save();
  context.beginPath();
  context.rect(left, 0, width - left, AXIS_HEIGHT);
  context.clip();
  context.textBaseline = 'middle';
  context.font = `600 12px ${FONT}`;
  const uppers = ticksBetween(scale.left, to, upper, data.zone);
  uppers.forEach((tick, index) => {
    const from = left + x(state, tick.at);
    const until = left + x(state, uppers[index + 1]?.at ?? to);
    line(context, theme.line, from, 0, AXIS_HEIGHT);
    const text = upperLabel(speech, tick, upper);
    const room = until - Math.max(from, left) - 12;
    context.fillStyle = theme.ink;
    // The label of a stretch that began before the left edge stays in sight.
    if (context.measureText(text).width <= room) context.fillText(text, Math.max(from, left) + 7, 13);
  });
  context.font = `12px ${FONT}`;
  context.fillStyle = theme.muted;
  ticks.forEach((tick, index) => {
    const from = left + x(state, tick.at);
    line(context, theme.line, from, 24, AXIS_HEIGHT);
    const until = left + x(state, ticks[index + 1]?.at ?? to);
    const text = lowerLabel(speech, tick, step, until - from);
    const isDayOff = step.unit === 'second' && step.size === 86_400 && isWeekend(tick);
    context.fillStyle = isDayOff ? theme.dayOff : theme.muted;
    const at = Math.max(from, left) + (until - from < 34 ? 4 : 6);
    if (at + context.measureText(text).width <= until) context.fillText(text, at, 34);
  });
  context.restore();
  context.fillStyle = theme.line;
  context.fillRect(0, AXIS_HEIGHT - 1, width, 1);
}

function line(context: CanvasRenderingContext2D, colour: string, at: number, top: number, bottom: number): void {
  context.fillStyle = colour;
  context.fillRect(Math.round(at), top, 1, bottom - top);
}

const isWeekend = (tick: Tick): boolean => [0, 6].includes(new Date(tick.local * 1000).getUTCDay());

const formats = new Map<string, Intl.DateTimeFormat>();
function written(speech: Speech, tick: Tick, name: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${speech.tag} ${name}`;
  let format = formats.get(key);
  if (format === undefined) {
    // Ticks carry local seconds, so that they are written as if local were UTC.
    format = new Intl.DateTimeFormat(speech.tag, { ...options, timeZone: 'UTC' });
    formats.set(key, format);
  }
  return format.format(tick.local * 1000);
}

function upperLabel(speech: Speech, tick: Tick, step: TickStep): string {
  if (step.unit === 'second') return sayDay(speech, tick.local, 'UTC');
  if (step.size === 1) return written(speech, tick, 'month-year', { month: 'long', year: 'numeric' });
  return written(speech, tick, 'year', { year: 'numeric' });
}

function lowerLabel(speech: Speech, tick: Tick, step: TickStep, room: number): string {
  if (step.unit === 'month') return written(speech, tick, 'month', step.size < 12 ? { month: 'short' } : { year: 'numeric' });
  if (step.size < 86_400) return written(speech, tick, 'clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = String(new Date(tick.local * 1000).getUTCDate());
  if (step.size > 86_400) return written(speech, tick, 'short', { day: 'numeric', month: 'numeric' });
  return room < 64 ? day : `${written(speech, tick, 'weekday', { weekday: 'short' })} ${day}`;
}
