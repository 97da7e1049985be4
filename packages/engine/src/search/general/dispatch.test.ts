import { describe, expect, it } from 'vitest';
import { MachineKind } from '../../problem/problem.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import { Random } from '../../random/xorshift.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import { createSolver } from '../create-solver.ts';
import { Decoder } from './decoder.ts';
import { Dispatch } from './dispatch.ts';
import { learntView, RULES, ruleView } from './rules.ts';

interface Load {
  readonly release: number;
  readonly duration: number;
  readonly size: number;
  readonly due: number;
}

/** One oven that wants 10 at a time, and loads of one kind; a unit of 10 that is missing costs as much as a tick of lateness. */
function oven(loads: readonly Load[]): ReturnType<ProblemBuilder['build']> {
  const builder = new ProblemBuilder();
  const machine = builder.addMachine({ kind: MachineKind.BATCH, capacity: 40, minSize: 10 });
  for (const { release, duration, size, due } of loads) {
    const job = builder.addJob({ due });
    builder.addOperation({ job, release, batchFamily: 0, batchSize: size }, [{ machine, duration }]);
  }
  builder.setObjective({
    levels: [
      [
        { part: 'weightedTardiness', weight: 1 },
        { part: 'underfill', weight: 1 },
      ],
    ],
  });
  return builder.build();
}

function simulated(problem: ReturnType<ProblemBuilder['build']>): Schedule {
  const decoder = new Decoder(problem);
  const dispatch = new Dispatch(decoder, ruleView(problem, decoder.derived), RULES.earliestDue, new Random(1), 0, 0.7);
  while (!dispatch.run(100));
  return decoder.schedule();
}

describe('filling batches by simulation', () => {
  it('opens a batch with the longest run, so that all who have come go in, whoever came last', () => {
    const problem = oven([
      { release: 0, duration: 30, size: 4, due: 200 },
      { release: 5, duration: 10, size: 4, due: 200 },
      { release: 9, duration: 20, size: 4, due: 200 },
    ]);
    expect([...simulated(problem).start]).toEqual([9, 9, 9]);
    // Its list, decoded anew, would let the first start at once: what the search keeps holds the batch together.
    const solver = createSolver(problem, { seed: 1 });
    solver.step(20_000);
    expect(solver.best()?.value).toEqual([0, 0]);
  });

  it('lets one who is late wait as long as that costs less than going without the others, and no longer', () => {
    const late = { release: 0, duration: 20, size: 4, due: 10 };
    const soon = oven([late, { release: 5, duration: 20, size: 6, due: 300 }]);
    expect([...simulated(soon).start]).toEqual([5, 5]);
    const never = oven([late, { release: 50, duration: 20, size: 6, due: 300 }]);
    expect(simulated(never).start[0]).toBe(0);
  });
});

describe('what a rule learns from a plan', () => {
  it('expects an operation earlier by part of what its job waited for behind it', () => {
    const builder = new ProblemBuilder();
    const job = builder.addJob({ due: 100 });
    const [first, last] = [10, 10].map((duration) => builder.addOperation({ job }, [{ machine: builder.addMachine(), duration }]));
    builder.addArc({ from: first!, to: last! });
    const problem = builder.build();
    const view = ruleView(problem, new Decoder(problem).derived);
    expect([...view.due]).toEqual([90, 100]);
    const plan = { mode: Int32Array.of(0, 1), setupStart: Int32Array.of(0, 30), start: Int32Array.of(0, 30), end: Int32Array.of(10, 40) };
    const learnt = learntView(problem, view, plan);
    // It took 30 from one end to the other instead of 10: 30 % of the 20 more are believed.
    expect([...learnt.due]).toEqual([84, 100]);
    expect([...learnt.remaining]).toEqual([26, 10]);
  });
});
