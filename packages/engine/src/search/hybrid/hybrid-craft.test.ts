import { describe, expect, it } from 'vitest';
import { lowerBound } from '../../bounds/lower-bound.ts';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import type { Objective, Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import { createSolver } from '../create-solver.ts';
import { SequenceSolver } from '../sequence/sequence-solver.ts';
import { hybridCraft } from './hybrid-craft.ts';
import { HybridInsertion } from './hybrid-insertion.ts';
import { hybridModel } from './hybrid-model.ts';

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

/** Machines of every second stage differ in speed; sums have releases. Stages are numbered against the way jobs pass them. */
function randomHybrid(seed: number, jobs: number, stages: number): Problem {
  const random = new Random(seed);
  const builder = new ProblemBuilder();
  builder.setObjective({ levels: LEVELS[seed % LEVELS.length]! });
  const machines = Array.from({ length: stages }, () => Array.from({ length: 1 + random.below(3) }, () => builder.addMachine({})));
  for (let j = 0; j < jobs; j++) {
    const release = seed % LEVELS.length === 0 ? 0 : random.below(9);
    const job = builder.addJob({ due: release + random.below(6 * stages), weight: 1 + random.below(3), release });
    let before = -1;
    for (let k = stages - 1; k >= 0; k--) {
      const duration = random.below(10);
      const modes = machines[k]!.map((machine) => ({ machine, duration: k % 2 === 0 ? duration : random.below(10) }));
      const operation = builder.addOperation({ job, release }, modes);
      if (before >= 0) builder.addArc({ from: before, to: operation });
      before = operation;
    }
  }
  return builder.build();
}

describe('the solver of hybrid lines', () => {
  it('weighs every place as a recount does, and finds the first best', () => {
    for (let seed = 0; seed < 60; seed++) {
      const line = hybridModel(randomHybrid(seed, 9, 4));
      if (line === undefined) continue;
      const insertion = new HybridInsertion(line);
      insertion.load(Int32Array.of(3, 1, 6, 0, 7, 2, 5, 8));
      insertion.bestPlace(4);
      const { value, place } = insertion;
      const costs = Array.from({ length: 9 }, (_, at) => {
        const recount = new HybridInsertion(line);
        recount.load(Int32Array.of(3, 1, 6, 0, 7, 2, 5, 8));
        recount.insert(4, at);
        return recount.cost();
      });
      expect(value, `line ${seed}`).toBe(Math.min(...costs));
      expect(costs[place], `line ${seed}`).toBe(value);
    }
  });
  it('keeps every rule forwards and backwards, tells the value as the oracle counts it and stays above the bound', () => {
    for (let seed = 0; seed < 30; seed++) {
      const problem = randomHybrid(seed, 8, 3);
      const line = hybridModel(problem);
      if (line === undefined) continue;
      for (const backwards of seed % LEVELS.length === 0 ? [false, true] : [false]) {
        const solver = new SequenceSolver(hybridCraft(line, backwards), { seed }, () => lowerBound(problem));
        solver.step(30);
        const { schedule, figures, value } = solver.best()!;
        const check = checkSchedule(problem, schedule);
        expect(check.violations, `line ${seed}`).toEqual([]);
        expect(figures.makespan).toBe(check.figures.makespan);
        expect(figures.weightedTardiness).toBe(check.figures.weightedTardiness);
        expect(value[1]).toBeGreaterThanOrEqual(lowerBound(problem));
      }
    }
  });
  it('does the same for the same seed, keeps a warm start and takes a better sequence it is offered', () => {
    const problem = randomHybrid(3, 20, 5);
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
  it('leaves to others stages that share a machine and machines that cannot do every job', () => {
    const sharing = new ProblemBuilder();
    const [a, b, c] = [0, 1, 2].map(() => sharing.addMachine({}));
    const both = (machines: readonly number[]) => machines.map((machine) => ({ machine, duration: 2 }));
    const job = sharing.addJob();
    const from = sharing.addOperation({ job }, both([a!, b!]));
    sharing.addArc({ from, to: sharing.addOperation({ job }, both([b!, c!])) });
    expect(hybridModel(sharing.build())).toBeUndefined();
    const choosy = new ProblemBuilder();
    const machines = [choosy.addMachine({}), choosy.addMachine({})];
    for (const own of [machines, machines.slice(1)]) choosy.addOperation({ job: choosy.addJob() }, both(own));
    expect(hybridModel(choosy.build())).toBeUndefined();
  });
});
