import { describe, expect, it } from 'vitest';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import { AUTO, Decoder } from './decoder.ts';

/** One operation: fast and dear, or slow and free of charge. */
function chosenMachine(due: number, objective: 'priced' | 'makespan'): number {
  const builder = new ProblemBuilder();
  const fast = builder.addMachine();
  const slow = builder.addMachine();
  const job = builder.addJob({ due, weight: 1 });
  builder.addOperation({ job }, [
    { machine: fast, duration: 10, cost: 100 },
    { machine: slow, duration: 20 },
  ]);
  builder.setObjective({
    levels:
      objective === 'makespan'
        ? [[{ part: 'makespan', weight: 1 }]]
        : [
            [
              { part: 'weightedTardiness', weight: 50 },
              { part: 'cost', weight: 1 },
            ],
          ],
  });
  const problem = builder.build();
  const decoder = new Decoder(problem);
  decoder.place(0, AUTO);
  return problem.modes.machine[decoder.at.mode[0] ?? -1] ?? -1;
}

describe('the choice of mode', () => {
  it('takes the cheap one while the due date allows it', () => {
    expect(chosenMachine(100, 'priced')).toBe(1);
  });
  it('pays for speed where lateness costs more', () => {
    expect(chosenMachine(12, 'priced')).toBe(0);
  });
  it('looks at the end alone where nothing else counts', () => {
    expect(chosenMachine(100, 'makespan')).toBe(0);
  });
});
