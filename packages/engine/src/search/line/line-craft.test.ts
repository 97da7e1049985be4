import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import type { Objective, Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import { createSolver } from '../create-solver.ts';
import { LineInsertion } from './line-insertion.ts';
import type { LineModel } from './line-model.ts';
import { lineModel } from './line-model.ts';

const LEVELS: readonly Objective['levels'][] = [
  [[{ part: 'makespan', weight: 1 }]],
  [[{ part: 'weightedTardiness', weight: 1 }]],
  [
    [
      { part: 'flowTime', weight: 1 },
      { part: 'lateJobs', weight: 9 },
      { part: 'makespan', weight: 2 },
    ],
  ],
];

/** A line with setups between jobs, releases and due dates; machines are numbered against the way jobs pass them. */
function randomLine(seed: number, jobs: number, stages: number): Problem {
  const random = new Random(seed);
  const builder = new ProblemBuilder();
  builder.setObjective({ levels: LEVELS[seed % LEVELS.length]! });
  for (let k = 0; k < stages; k++) {
    const time = Int32Array.from({ length: jobs * jobs }, () => random.below(seed % 2 === 0 ? 8 : 1));
    const changeover = builder.addChangeover({ states: jobs, time, cost: new Float64Array(jobs * jobs) });
    builder.addMachine({ line: 0, changeover, initialState: random.below(jobs + 1) - 1 });
  }
  for (let j = 0; j < jobs; j++) {
    const release = random.below(9);
    const job = builder.addJob({ due: release + random.below(6 * stages), weight: 1 + random.below(3), release });
    let before = -1;
    for (let k = 0; k < stages; k++) {
      const operation = builder.addOperation({ job, release }, [{ machine: stages - 1 - k, duration: random.below(10), state: j }]);
      if (before >= 0) builder.addArc({ from: before, to: operation });
      before = operation;
    }
  }
  return builder.build();
}

/** By trying all sequences. */
function leastOf(line: LineModel, sequence: readonly number[] = []): number {
  if (sequence.length === line.jobs) {
    const insertion = new LineInsertion(line);
    insertion.load(Int32Array.from(sequence));
    return insertion.cost();
  }
  const others = Array.from({ length: line.jobs }, (_, job) => job).filter((job) => !sequence.includes(job));
  return Math.min(...others.map((job) => leastOf(line, [...sequence, job])));
}

describe('the solver of lines none overtakes on', () => {
  it('finds the optimum of small lines, keeps every rule and claims no bound above the best', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const problem = randomLine(seed, 2 + (seed % 4), 1 + (seed % 3));
      const line = lineModel(problem)!;
      const solver = createSolver(problem, { seed });
      for (let i = 0; i < 5 && solver.step(10) === 'running'; i++);
      const { schedule, value } = solver.best()!;
      const checked = checkSchedule(problem, schedule);
      expect(checked.violations, `line ${seed}`).toEqual([]);
      expect(value, `line ${seed}`).toEqual(checked.value);
      expect(value, `line ${seed}`).toEqual([0, leastOf(line)]);
      expect(solver.bound()).toBeLessThanOrEqual(value[1]!);
    }
  });
  it('tells of a place what the whole sequence costs with the job there, and of all places the least', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const line = lineModel(randomLine(seed, 8, 1 + (seed % 4)))!;
      const insertion = new LineInsertion(line);
      insertion.load(Int32Array.of(3, 1, 6, 0, 7, 2, 5));
      insertion.bestPlace(4);
      const { value, place } = insertion;
      const costs = Array.from({ length: 8 }, (_, at) => {
        const recount = new LineInsertion(line);
        recount.load(Int32Array.of(3, 1, 6, 0, 7, 2, 5));
        recount.insert(4, at);
        return recount.cost();
      });
      expect(value, `line ${seed}`).toBe(Math.min(...costs));
      expect(costs[place], `line ${seed}`).toBe(value);
    }
  });
  it('weighs few places of long sequences, and the one it finds is among the best and costs what it says', () => {
    let worse = 0;
    for (const seed of [1, 2, 4, 5]) {
      const line = lineModel(randomLine(seed, 60, 4))!;
      const insertion = new LineInsertion(line);
      const others = Int32Array.from({ length: 59 }, (_, i) => i + 1);
      insertion.load(others);
      insertion.bestPlace(0);
      const { value, place } = insertion;
      const costs = Array.from({ length: 60 }, (_, at) => {
        const recount = new LineInsertion(line);
        recount.load(others);
        recount.insert(0, at);
        return recount.cost();
      });
      expect(costs[place], `line ${seed}`).toBe(value);
      worse = Math.max(worse, costs.filter((cost) => cost < value).length);
    }
    expect(worse).toBeLessThanOrEqual(3);
  });
  it('does the same for the same seed, keeps a warm start and takes a better sequence it is offered', () => {
    const problem = randomLine(4, 20, 5);
    const [first, second, third] = [1, 1, 2].map((seed) => createSolver(problem, { seed }));
    first!.step(200);
    second!.step(200);
    const { schedule, value } = first!.best()!;
    expect(schedule).toEqual(second!.best()!.schedule);
    third!.step(1);
    third!.offer(schedule);
    expect(third!.best()!.value[1]).toBeLessThanOrEqual(value[1]!);
    const warm = createSolver(problem, { seed: 3, warmStart: schedule });
    warm.step(1);
    expect(warm.best()!.value[1]).toBeLessThanOrEqual(value[1]!);
  });
  it('leaves to others what is no line', () => {
    const builder = new ProblemBuilder();
    const machines = [builder.addMachine({ line: 0 }), builder.addMachine({ line: 0 })];
    for (const route of [machines, machines.toReversed()]) {
      const job = builder.addJob();
      const [a, b] = route.map((machine) => builder.addOperation({ job }, [{ machine, duration: 2 }]));
      builder.addArc({ from: a!, to: b! });
    }
    expect(lineModel(builder.build())).toBeUndefined();
  });
});
