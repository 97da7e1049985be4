import { expect, it } from 'vitest';
import type { WorkCalendar } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';
import { endOfWork } from './opening-hours.ts';

function isOpen({ start, end, tailFrom }: WorkCalendar, t: number): boolean {
  return t >= tailFrom || start.some((from, i) => from <= t && t < end[i]!);
}
/** Tick by tick, as SPEC's W says; unbroken work begins anew after every closed tick. */
function walked(calendar: WorkCalendar, from: number, work: number, unbroken: boolean): number {
  let left = work;
  let t = from;
  for (; left > 0; t++) {
    if (isOpen(calendar, t)) left--;
    else if (unbroken) left = work;
  }
  return t;
}

it('ends where walking tick by tick ends, whole or in parts', () => {
  const random = new Random(3);
  for (let i = 0; i < 400; i++) {
    const start: number[] = [];
    const end: number[] = [];
    let at = random.below(4);
    for (let k = 0; k < 4; k++) {
      start.push(at);
      end.push(at + 1 + random.below(6));
      // Now and then spans touch.
      at = end[k]! + random.below(4);
    }
    const calendar = { start: Int32Array.from(start), end: Int32Array.from(end), rate: new Float64Array(4), tailFrom: at };
    const from = random.below(30);
    const work = random.below(12);
    for (const unbroken of [false, true]) expect(endOfWork(calendar, from, work, unbroken)).toBe(walked(calendar, from, work, unbroken));
  }
});
