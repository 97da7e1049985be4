import { describe, expect, it } from 'vitest';
import { Random } from '../random/xorshift.ts';
import { Disjunctive } from './disjunctive.ts';

interface Task {
  start: number;
  end: number;
  length: number;
}

/** The hull of all schedules of these tasks on one machine, by trying every start; undefined if there is none. */
function hull(tasks: readonly Task[]): Task[] | undefined {
  const hulls = tasks.map((task) => ({ start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY, length: task.length }));
  const chosen: number[] = [];
  const place = (i: number): void => {
    const task = tasks[i];
    if (task === undefined) {
      chosen.forEach((start, k) => {
        hulls[k]!.start = Math.min(hulls[k]!.start, start);
        hulls[k]!.end = Math.max(hulls[k]!.end, start + tasks[k]!.length);
      });
      return;
    }
    for (let start = task.start; start + task.length <= task.end; start++) {
      if (!chosen.every((other, k) => other + tasks[k]!.length <= start || start + task.length <= other)) continue;
      chosen.push(start);
      place(i + 1);
      chosen.pop();
    }
  };
  place(0);
  return Number.isFinite(hulls[0]!.start) ? hulls : undefined;
}
function tightened(tasks: readonly Task[], filter: Disjunctive): Task[] | undefined {
  tasks.forEach((task, i) => {
    filter.start[i] = task.start;
    filter.end[i] = task.end;
    filter.length[i] = task.length;
  });
  for (let round = 0; round < 10; round++) if (!filter.tighten(tasks.length)) return undefined;
  return tasks.map(({ length }, i) => ({ start: filter.start[i]!, end: filter.end[i]!, length }));
}

describe('one machine, one task at a time', () => {
  it('never cuts off a schedule, and sees most of what there is to see', () => {
    const random = new Random(4);
    const filter = new Disjunctive(8);
    let refuted = 0;
    let impossible = 0;
    let seen = 0;
    let there = 0;
    for (let round = 0; round < 1500; round++) {
      const tasks = Array.from({ length: 2 + random.below(3) }, () => {
        const start = random.below(7);
        const length = random.below(4);
        return { start, length, end: start + length + random.below(7) };
      });
      const truth = hull(tasks);
      const found = tightened(tasks, filter);
      if (truth === undefined) {
        impossible++;
        if (found === undefined) refuted++;
        continue;
      }
      expect(found, JSON.stringify(tasks)).toBeDefined();
      truth.forEach((each, i) => {
        const { start, end } = found![i]!;
        expect(start, JSON.stringify(tasks)).toBeLessThanOrEqual(each.start);
        expect(end, JSON.stringify(tasks)).toBeGreaterThanOrEqual(each.end);
        there += each.start - tasks[i]!.start + tasks[i]!.end - each.end;
        seen += start - tasks[i]!.start + tasks[i]!.end - end;
      });
    }
    expect(impossible).toBeGreaterThan(50);
    expect(refuted / impossible).toBeGreaterThan(0.8);
    expect(seen / there).toBeGreaterThan(0.8);
  });
  it('finds edges: what fits neither between nor before two others comes behind them', () => {
    const tasks = [
      { start: 0, end: 9, length: 4 },
      { start: 1, end: 9, length: 4 },
      { start: 2, end: 30, length: 3 },
    ];
    expect(tightened(tasks, new Disjunctive(3))![2]!.start).toBe(8);
  });
  it('refutes more work than time', () => {
    const tasks = Array.from({ length: 3 }, () => ({ start: 0, end: 8, length: 3 }));
    expect(tightened(tasks, new Disjunctive(3))).toBeUndefined();
  });
  it('keeps nothing from a question that ended early', () => {
    const filter = new Disjunctive(4);
    const two = [
      { start: 3, end: 9, length: 4 },
      { start: 0, end: 5, length: 2 },
    ];
    const fresh = tightened(two, new Disjunctive(4));
    tightened(
      Array.from({ length: 4 }, () => ({ start: 0, end: 3, length: 2 })),
      filter,
    );
    expect(tightened(two, filter)).toEqual(fresh);
  });
});
