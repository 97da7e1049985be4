import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../oracle/check-schedule.ts';
import { createSolver } from '../search/create-solver.ts';
import { parseInstance } from './index.ts';
import { scheduleOfDocument, solutionDocument } from './solution-document.ts';

const SAMPLES = {
  jsp: ['# two jobs\n2 2\n0 3 1 2\n1 4 0 1 -1 -1\n', 6],
  fjsp: ['2 2 1.5\n2 2 1 3 2 5 1 2 2\n1 1 1 4\n', 7],
  fajsp: ['3 2 2\n0 2\n1 2\n1 0 3\n1 1 4\n2 0 5 1 2\n', 6],
  'jsp-twt': ['2 1\n0 3\n0 5\n0 2 3\n0 1 4\n', 4],
  'fjsp-sdst': ['2 1\n1 1 1 3\n1 1 1 4\n0 9\n2 0\n', 9],
} as const;
const facts = { instance: 'sample', lowerBound: 0, seconds: 0, seed: 1, workers: 0, trace: [] };

describe('a benchmark instance', () => {
  it.each(Object.entries(SAMPLES))('of format %s is read, solved to its optimum and checked', (format, [text, optimum]) => {
    const parsed = parseInstance(format as keyof typeof SAMPLES, text);
    const solver = createSolver(parsed.problem, { seed: 1 });
    for (let i = 0; i < 20; i++) solver.step(100);
    const best = solver.best();
    if (best === undefined) throw new Error('no schedule');
    const document = solutionDocument(parsed, best, facts);
    expect(document.value).toBe(optimum);
    const again = scheduleOfDocument(parsed, JSON.parse(JSON.stringify(document)));
    const check = checkSchedule(parsed.problem, again);
    expect(check.violations).toEqual([]);
    expect(check.figures[parsed.objective]).toBe(optimum);
    expect(document.operations[0]).toMatchObject({ job: format === 'fajsp' ? null : 0, operation: 0 });
  });
  it.each([
    ['jsp', '2 2\n0 3 1 2\n', /job 1/],
    ['jsp', '1 1\n3 3\n', /machine 3/],
    ['jsp', '1 1\n0 x\n', /line 2: “x”/],
    ['jsp', '1 1\n0\n', /without a duration/],
    ['jsp', '1 1\n0 1.5\n', /1\.5/],
    ['jsp', '1 1\n0 3\n0 4\n', /line 3: 0 is left over/],
    ['jsp', '1 2\n0 1000000000 1 1000000000\n', /2000000000 ticks/],
    ['jsp', '1 1\n-1 -1\n', /no operations/],
    ['jsp-twt', '1 1\n0 3\n0 -2 5\n', /line 3: the weight of job 0 is -2/],
    ['fajsp', '2 2 1\n0 1\n1 0\n1 0 1\n1 0 1\n', /cycle/],
    ['fjsp-sdst', '2 1\n1 1 1 3\n1 1 1 4\n0 9\n2\n', /ends where setup 3 of machine 0/],
    ['fjsp', '1 2\n1 1 7 3\n', /line 2: a machine .* 7/],
    ['fajsp', '2 1 1\n0 5\n', /5/],
    ['fjsp', '', /header/],
  ] as const)('of format %s that is damaged is refused with its place', (format, text, message) => {
    expect(() => parseInstance(format, text)).toThrow(message);
  });
  it('is not matched by a solution of another', () => {
    const parsed = parseInstance('jsp', SAMPLES.jsp[0]);
    expect(() => scheduleOfDocument(parsed, { ...facts, format: 'jsp', objective: 'makespan', value: 0, operations: [] })).toThrow(
      /lists 0/,
    );
  });
});
