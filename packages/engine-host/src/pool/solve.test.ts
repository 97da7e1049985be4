import { ProblemBuilder } from '@midstream/engine';
import { describe, expect, it } from 'vitest';
import { solve } from './solve.ts';

/** Six jobs through four machines in shifting orders: small, but no rule finds the best at once. */
function shop() {
  const builder = new ProblemBuilder();
  for (let m = 0; m < 4; m++) builder.addMachine();
  const calendar = builder.addCalendar({
    start: Int32Array.of(0, 40),
    end: Int32Array.of(30, 90),
    rate: Float64Array.of(0, 0),
    tailFrom: 100,
  });
  for (let j = 0; j < 6; j++) {
    const job = builder.addJob({ due: 30 + j * 5, weight: 1 + (j % 3) });
    let before = -1;
    for (let k = 0; k < 4; k++) {
      const operation = builder.addOperation({ job }, [
        { machine: (k * (j % 2 === 0 ? 1 : 3) + j) % 4, duration: 3 + ((j * 5 + k * 7) % 9), runCalendar: calendar },
      ]);
      if (before >= 0) builder.addArc({ from: before, to: operation });
      before = operation;
    }
  }
  builder.setObjective({
    levels: [
      [
        { part: 'weightedTardiness', weight: 1 },
        { part: 'makespan', weight: 0.1 },
      ],
    ],
  });
  return builder.build();
}

describe('solving on threads', () => {
  it('gives the same plan for the same seed, steps and workers', async () => {
    const first = await solve(shop(), { steps: 30_000, workers: 2, seed: 5 });
    const second = await solve(shop(), { steps: 30_000, workers: 2, seed: 5 });
    expect(second.solution.value).toEqual(first.solution.value);
    expect([...second.solution.schedule.start]).toEqual([...first.solution.schedule.start]);
  });
  it('keeps to its time and reports improvements, the last one always', async () => {
    const values: number[] = [];
    const result = await solve(shop(), { seconds: 0.6, workers: 2, seed: 1, onImprove: (solution) => values.push(solution.value[1] ?? 0) });
    // A limit against hanging: on a busy machine a thread takes seconds to start.
    expect(result.seconds).toBeLessThan(60);
    expect(values.length).toBeGreaterThan(0);
    expect(values.at(-1)).toBe(result.solution.value[1]);
    expect(result.trace.length).toBeGreaterThanOrEqual(values.length);
  });
  it('stops on a signal and keeps the best so far', async () => {
    const controller = new AbortController();
    const result = await solve(shop(), { seconds: 60, workers: 2, signal: controller.signal, onImprove: () => controller.abort() });
    expect(result.seconds).toBeLessThan(50);
    expect(result.solution.schedule.start).toHaveLength(24);
  });
  it('searches in the calling thread when no workers are wanted', async () => {
    const result = await solve(shop(), { steps: 5000, workers: 0, seed: 3 });
    expect(result.solution.schedule.end).toHaveLength(24);
  });
});
