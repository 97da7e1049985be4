import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import { GeneralSolver } from './general-solver.ts';
import { putBack } from './put-back.ts';

const JOBS = 12;

/** Jobs of two operations on two machines, published with room before each; `urgent` is late where it was published. */
function shop(urgent: number): { problem: Problem; published: Schedule } {
  const builder = new ProblemBuilder();
  const machines = [builder.addMachine(), builder.addMachine()];
  const start: number[] = [];
  for (let j = 0; j < JOBS; j++) {
    const job = builder.addJob({ due: j === urgent ? 10 * j + 15 : 1000 });
    const [a = 0, b = 0] = machines.map((machine) => builder.addOperation({ job }, [{ machine, duration: 4 }]));
    builder.addArc({ from: a, to: b });
    start.push(5 + 10 * j, 15 + 10 * j);
  }
  const published: Schedule = {
    mode: Int32Array.from(start, (_, o) => o),
    setupStart: Int32Array.from(start),
    start: Int32Array.from(start),
    end: Int32Array.from(start, (at) => at + 4),
  };
  builder.setBaseline({ start: published.start, machine: Int32Array.from(start, (_, o) => o % 2) });
  builder.setObjective({
    levels: [
      [
        { part: 'weightedTardiness', weight: 10 },
        { part: 'movedOperations', weight: 5 },
      ],
    ],
  });
  return { problem: builder.build(), published };
}

/** A plan made without regard to the published one, then put back; [operation] how much earlier than published. */
function earlier(urgent: number): { before: number[]; after: number[] } {
  const { problem, published } = shop(urgent);
  const solver = new GeneralSolver(problem, { seed: 1, assertLevel: 'full' }, () => -Infinity);
  while (solver.best() === undefined) solver.step(1);
  const shift = (): number[] => Array.from(published.start, (at, o) => at - (solver.best()?.schedule.start[o] ?? 0));
  const before = shift();
  solver.allowance = Infinity;
  for (const life = putBack(solver, published); life.next().done !== true;);
  const { schedule } = solver.best() ?? {};
  if (schedule === undefined) throw new Error('no plan');
  expect(checkSchedule(problem, schedule).violations).toEqual([]);
  return { before, after: shift() };
}

describe('what moved without need', () => {
  it('is put back where it was published', () => {
    const { before, after } = earlier(-1);
    expect(before.filter((shift) => shift > 0).length).toBeGreaterThan(JOBS);
    expect(after).toEqual(Array.from(after, () => 0));
  });

  it('stays where going back would cost more than the move', () => {
    const { after } = earlier(5);
    const moved = after.flatMap((shift, o) => (shift === 0 ? [] : [o]));
    // Published to end 4 late: one operation of the job, or both, must come earlier.
    expect(moved).toContain(11);
    expect(moved.every((o) => o === 10 || o === 11)).toBe(true);
  });
});
