import { describe, expect, it } from 'vitest';
import type { InstanceRow } from './history.ts';
import { duel, references, summarise } from './summary.ts';

const row = (instance: string, solver: string, trace: [number, number][], more: Partial<InstanceRow> = {}): InstanceRow => ({
  instance,
  family: 'x',
  groups: ['x'],
  known: 100,
  lower: null,
  operations: 1,
  objective: 'makespan',
  solver,
  seed: 1,
  value: trace.at(-1)?.[1] ?? null,
  bound: 0,
  seconds: 10,
  trace,
  ...more,
});

describe('results', () => {
  it('are counted from the best value known or found', () => {
    const rows = [row('a', 'one', [[1, 99]]), row('b', 'one', [[1, 130]], { known: null }), row('b', 'two', [[1, 120]], { known: null })];
    expect([...references(rows)]).toEqual([
      ['a', 99],
      ['b', 120],
    ]);
  });
  it('give the mean gap at each moment, leaving out and counting what has no schedule', () => {
    const rows = [
      row(
        'a',
        'one',
        [
          [0.5, 120],
          [5, 110],
        ],
        { bound: 110 },
      ),
      row('b', 'one', [[2, 100]]),
      row('c', 'one', []),
    ];
    expect(summarise(rows, [1, 10])).toEqual([
      {
        group: 'x',
        solver: 'one',
        runs: 3,
        failed: 1,
        gaps: [expect.closeTo(20), expect.closeTo(5)],
        worst: expect.closeTo(10),
        proven: 1,
      },
    ]);
  });
  it('of tardiness are compared by their sums, because single values may be 0', () => {
    const late = { objective: 'weightedTardiness' };
    const rows = [row('a', 'one', [[1, 5]], { ...late, known: 0 }), row('b', 'one', [[1, 105]], late)];
    expect(summarise(rows, [1])[0]?.gaps[0]).toBeCloseTo(10);
  });
  it('say who is better how often, by the mean over seeds', () => {
    const rows = [
      row('a', 'one', [[1, 100]]),
      row('a', 'one', [[1, 104]]),
      row('a', 'two', [[1, 103]]),
      row('b', 'one', [[1, 100]]),
      row('b', 'two', [[5, 100]]),
      row('c', 'one', [[1, 100]]),
      row('c', 'two', [[1, 100]]),
    ];
    expect(duel(rows, 'one', ['two'], 1)).toEqual([2, 1, 0]);
    expect(duel(rows, 'one', ['two'], 10)).toEqual([1, 2, 0]);
    expect(duel(rows, 'two', ['one'], 1)).toEqual([0, 1, 2]);
  });
  it('compare with the better configuration of a peer on each instance, of those that ran there', () => {
    const rows = [
      row('a', 'one', [[1, 102]]),
      row('a', 'peer', [[1, 103]]),
      row('a', 'peer-8', [[1, 101]]),
      row('b', 'one', [[1, 102]]),
      row('b', 'peer', [[1, 102]]),
      row('b', 'peer-8', []),
      row('c', 'one', [[1, 102]]),
      row('c', 'peer-8', [[1, 109]]),
      row('d', 'one', [[1, 102]]),
      row('e', 'peer', [[1, 102]]),
    ];
    expect(duel(rows, 'one', ['peer', 'peer-8'], 1)).toEqual([1, 1, 1]);
    expect(duel(rows, 'one', ['peer'], 1)).toEqual([1, 1, 0]);
  });
});
