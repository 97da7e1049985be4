import { readFileSync, writeFileSync } from 'node:fs';
import type { FrameFigures, Gesture } from './frames.ts';

export interface BoardRow {
  readonly orders: number;
  readonly operations: number;
  /** Median of some visits with an empty cache, milliseconds from the navigation on. */
  readonly firstPaint: number;
  readonly drawn: number;
  readonly firstPageKilobytes: number;
  readonly frames: readonly ({ readonly gesture: Gesture; readonly sight: string } & FrameFigures)[];
}

const README = new URL('../../README.md', import.meta.url);
const BEGIN = '<!-- board:start -->';
const END = '<!-- board:end -->';

/** A table of pages and a table of frames, one line per size of plan and per gesture. */
export function boardReport(rows: readonly BoardRow[], about: string): string {
  const pages = [
    ['operations', 'first paint ms', 'board drawn ms', 'kB gzipped'],
    ['--:', '--:', '--:', '--:'],
    ...rows.map((row) => [row.operations, row.firstPaint, row.drawn, row.firstPageKilobytes].map(String)),
  ];
  const frames = [
    ['operations', 'gesture', 'in sight', 'frames a second', 'interval ms', 'p95', 'work ms', 'p95'],
    ['--:', '---', '---', '--:', '--:', '--:', '--:', '--:'],
    ...rows.flatMap((row) =>
      row.frames.map((each) =>
        [
          row.operations,
          each.gesture,
          each.sight,
          each.perSecond,
          each.medianInterval,
          each.p95Interval,
          each.medianWork,
          each.p95Work,
        ].map(String),
      ),
    ),
  ];
  const table = (cells: readonly (readonly string[])[]): string => cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
  return ['### board', about, table(pages), table(frames)].join('\n\n');
}

/** Puts the report between its markers in bench/README.md. */
export function writeBoardReport(report: string): void {
  const text = readFileSync(README, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`bench/README.md has no ${BEGIN} … ${END}`);
  writeFileSync(README, `${text.slice(0, from + BEGIN.length)}\n\n${report}\n\n${text.slice(to)}`);
}
