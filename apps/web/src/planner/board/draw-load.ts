import { instantAt, offsetAt, pixelOf } from '@midstream/gantt';
import { FONT, type Frame } from './draw-board.ts';

export const LOAD_HEIGHT = 92;
const DAY = 86_400;
const TOP = 18;

/** Load against availability by day, of the machines in sight: run, setup on it, overtime above; the line is what is available. */
export function drawLoad(pen: CanvasRenderingContext2D, frame: Frame, title: string, hoursText: (hours: number) => string): void {
  const { scale, view, labels, theme, zone } = frame;
  pen.fillStyle = theme.surface;
  pen.fillRect(0, 0, view.width + labels, LOAD_HEIGHT);
  pen.fillStyle = theme.line;
  pen.fillRect(0, 0, view.width + labels, 1);
  const days = hoursByDay(frame);
  const most = Math.max(1, ...[...days.values()].map((day) => Math.max(day.available, day.run + day.setup)));
  const high = (hours: number): number => (hours / most) * (LOAD_HEIGHT - TOP - 4);
  pen.font = `12px ${FONT}`;
  pen.textBaseline = 'middle';
  pen.fillStyle = theme.ink;
  pen.fillText(title, 12, TOP, labels - 24);
  pen.fillStyle = theme.muted;
  pen.fillText(hoursText(most), 12, TOP + 18, labels - 24);
  pen.save();
  pen.beginPath();
  pen.rect(labels, 0, view.width, LOAD_HEIGHT);
  pen.clip();
  pen.translate(labels, 0);
  for (const [date, day] of days) {
    const local = Date.parse(`${date}T00:00:00Z`) / 1000;
    const from = local - offsetAt(local, zone);
    if (from + DAY < scale.left || from > instantAt(scale, view.width)) continue;
    const left = pixelOf(scale, from) + 1;
    const width = Math.max(DAY * scale.pixelsPerSecond - 2, 1);
    const base = LOAD_HEIGHT - 2;
    pen.fillStyle = '#6ba3c0';
    pen.fillRect(left, base - high(day.run), width, high(day.run));
    pen.fillStyle = theme.hatch;
    pen.fillRect(left, base - high(day.run + day.setup), width, high(day.setup));
    if (day.overtime > 0) {
      pen.fillStyle = '#dfa13f';
      pen.fillRect(left, base - high(day.overtime), width, high(day.overtime));
    }
    pen.fillStyle = day.run + day.setup > day.available ? theme.late : theme.muted;
    pen.fillRect(left, base - high(day.available) - 1, width, 1.5);
  }
  pen.restore();
}

interface DayHours {
  run: number;
  setup: number;
  overtime: number;
  available: number;
}

/** Date → hours of all machines in sight. */
function hoursByDay({ data, rows, showsClosed }: Frame): Map<string, DayHours> {
  const days = new Map<string, DayHours>();
  const wanted = showsClosed ? new Set(rows.names.map((name) => name.id)) : undefined;
  for (const resource of data.plan.resources) {
    if (resource.kind !== 'machine' || wanted?.has(resource.resource) === false) continue;
    for (const day of resource.days) {
      const sum = days.get(day.date) ?? { run: 0, setup: 0, overtime: 0, available: 0 };
      sum.run += day.runHours;
      sum.setup += day.setupHours;
      sum.overtime += day.overtimeHours;
      sum.available += day.availableHours;
      days.set(day.date, sum);
    }
  }
  return days;
}
