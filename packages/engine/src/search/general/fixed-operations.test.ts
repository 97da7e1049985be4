import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { Phase } from '../../problem/problem.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import { createSolver } from '../create-solver.ts';

/** A fixed run at 10 that needs no setup as it stands; the one mould it takes for setup and run is elsewhere until 9. */
function heldMould(): ReturnType<ProblemBuilder['build']> {
  const builder = new ProblemBuilder();
  const mould = builder.addPool({ holds: 'span', capacity: { at: Int32Array.of(0), value: Float64Array.of(1) } });
  const changeover = builder.addChangeover({ states: 2, time: Int32Array.of(0, 5, 5, 0), cost: new Float64Array(4) });
  const press = builder.addMachine({ changeover, initialState: 0 });
  const other = builder.addMachine();
  const needs = [{ pool: mould, amount: 1, phase: Phase.ALL }];
  const job = builder.addJob();
  builder.addOperation({ job, fixedStart: 10 }, [{ machine: press, duration: 4, state: 0, needs }]);
  builder.addOperation({ job: builder.addJob(), fixedStart: 0 }, [{ machine: other, duration: 9, needs }]);
  builder.addOperation({ job: builder.addJob() }, [{ machine: press, duration: 4, state: 1 }]);
  return builder.build();
}

describe('what runs before a fixed operation', () => {
  it('does not lengthen its setup into a time when its mould is elsewhere (R7, R12)', () => {
    const problem = heldMould();
    const solver = createSolver(problem, { seed: 1 });
    solver.step(50);
    const schedule = solver.best()?.schedule;
    if (schedule === undefined) throw new Error('no schedule');
    expect(checkSchedule(problem, schedule).violations).toEqual([]);
    expect(schedule.start[2]).toBe(19);
  });
});
