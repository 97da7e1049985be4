import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../oracle/check-schedule.ts';
import { createSolver } from '../search/create-solver.ts';
import { solveExhaustively } from '../testing/exhaustive.ts';
import { parseInstance } from './index.ts';
import { INSTANCE_FORMATS, type InstanceFormat } from './parsed-instance.ts';
import { scheduleOfDocument, solutionDocument } from './solution-document.ts';

const PRINTING = {
  resources: [{ id: 1, setup_size: [1, 2], setup_color: 1, setup_varnish: 0, availability: [0, 10, 20, 30] }],
  jobs: [
    {
      topology: [printed({ id: 1, time: [4], sucessors: [2] }), printed({ id: 2, time: [6] })],
    },
  ],
};
function printed(each: { id: number; time: number[] } & Record<string, unknown>) {
  return { starting: -1, release: 0, overlap: 1, size: 1, color: 1, varnish: 1, resources: [1], sucessors: [], ...each };
}

/** Format, text, optimum. */
const SAMPLES: readonly (readonly [InstanceFormat, string, number])[] = [
  ['jsp', '# two jobs\n2 2\n0 3 1 2\n1 4 0 1 -1 -1\n', 6],
  ['fjsp', '2 2 1.5\n2 2 1 3 2 5 1 2 2\n1 1 1 4\n', 7],
  ['fajsp', '3 2 2\n0 2\n1 2\n1 0 3\n1 1 4\n2 0 5 1 2\n', 6],
  ['jsp-twt', '2 1\n0 3\n0 5\n0 2 3\n0 1 4\n', 4],
  ['jsp-tt', '1 2\nProcessing times: \n3\n5\nRoutes of jobs: \n1\n1\nDue dates: \n3\n4\n', 4],
  ['fjsp-sdst', '2 1\n1 1 1 3\n1 1 1 4\n0 9\n2 0\n', 9],
  // Two machines, one worker for both.
  ['fjsp-w', '2 2 1\n1 1 1 1 1 3\n1 1 2 1 1 4\n', 7],
  // Either worker will do: the quicker one on the longer job.
  ['fjsp-w', '2 2 2\n1 1 1 2 1 3 2 5\n1 1 2 2 1 4 2 9\n', 5],
  // The second job waits for what the first makes.
  ['rcfjssp', '2 2 1.0 0 1 1 1 7 7\n0 0\n1 1\n1 5\n1 1 0 2\n0 1 1 2 1 1 1 1 3\n1 1 2 0 1 1 1 2 4\n', 7],
  // Two utilities in pairs, of which two operations draw more than there is.
  ['rcfjssp', '2 2 1.0 2 0 0 0 7 7\n0 0\n1 5\n2 9\n0 0 1 -1 1 1 3 1 3 2 1\n0 0 1 -1 1 2 4 2 1 1 3\n', 7],
  // Nowhere to wait beside the machine, then one place: 6 and 5.
  ['rcfjssp', '3 2 1.0 0 0 0 0 7 7\n0 0\n0 0 2 0 1 1 1 0 1 2 1\n0 0 1 0 1 2 4\n0 0 1 0 1 1 4\n', 6],
  ['rcfjssp', '3 2 1.0 0 0 0 0 7 7\n1 0\n0 0 2 0 1 1 1 0 1 2 1\n0 0 1 0 1 2 4\n0 0 1 0 1 1 4\n', 5],
  // The second resource is needed in the second stage only: the jobs overlap.
  ['mrfjssp', '2 2 2 2 2\n1\n2 2\n1 1\n1 1 3\n1 1\n2 2 2\n\n1\n2 2\n1 1\n1 1 3\n1 1\n2 2 2\n', 8],
  // First setup 3, then 4 and 6 ticks, of which 7 until closing time.
  ['ops', JSON.stringify(PRINTING), 23],
  ['nrr', '2\n2\n3 5\n4 1\n', 3],
  ['nrr', '3\n2\n1 2\n2 3\n2 3\n2 3\n', 9],
  ['nrr', '2\n1\n3\n4\n0 5\n1 0\n', 8],
  ['nrr', '3\n2\n5 6 9\n2 1\n3 1\n1 2\n', 0],
  ['nrr', '3\n2\n2\n4 4\n4 4\n4 4\n', 12],
  ['rcpsp', '4 1\n2\n0 0 2 2 3\n3 2 1 4\n4 1 1 4\n0 0 0\n', 7],
];
const facts = { instance: 'sample', lowerBound: 0, seconds: 0, seed: 1, workers: 0, trace: [] };

describe('a benchmark instance', () => {
  it.each(SAMPLES)('of format %s is read, solved to its optimum and checked: %j', (format, text, optimum) => {
    const parsed = parseInstance(format, text);
    expect(solveExhaustively(parsed.problem)?.value).toEqual([0, optimum]);
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
    expect(document.operations[0]).toMatchObject({ job: ['fajsp', 'rcpsp'].includes(format) ? null : 0, operation: 0 });
  });
  it('has a sample of every format', () => {
    expect([...new Set(SAMPLES.map(([format]) => format))].sort()).toEqual([...INSTANCE_FORMATS].sort());
  });
  it('of several resources names those chosen, and not a machine', () => {
    const text = '1 2 1 1 1\n1\n1 1\n2 1\n1 1 3\n2 1 2\n';
    const parsed = parseInstance('mrfjssp', text);
    const solver = createSolver(parsed.problem, { seed: 1 });
    solver.step(10);
    const document = solutionDocument(parsed, solver.best()!, facts);
    expect(document.operations).toEqual([{ job: 0, operation: 0, machine: null, helpers: [1], start: 0, end: 2 }]);
  });
  it('of print jobs lets a successor start when its share is done, and end no earlier', () => {
    const overlapping = structuredClone(PRINTING);
    overlapping.resources.push({ ...PRINTING.resources[0]!, id: 2, availability: [0, 99] });
    overlapping.jobs[0]!.topology = [
      printed({ id: 1, time: [4], overlap: 0.5, sucessors: [2] }),
      printed({ id: 2, time: [1], resources: [2] }),
    ];
    const parsed = parseInstance('ops', JSON.stringify(overlapping));
    const solver = createSolver(parsed.problem, { seed: 1 });
    for (let i = 0; i < 20; i++) solver.step(100);
    // Started at 5, when half of the first is done, it would end before it.
    expect(solver.best()?.schedule.start).toEqual(Int32Array.of(3, 6));
    const fixed = { ...overlapping, jobs: [{ topology: [printed({ id: 1, time: [4], starting: 7 })] }] };
    expect(parseInstance('ops', JSON.stringify(fixed)).problem.operations.fixedStart).toEqual(Int32Array.of(7));
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
    ['fjsp-w', '1 1\n1 1 1 1 1 3\n', /undefined workers/],
    ['fjsp-w', '1 1 1\n1 1 1 1 2 3\n', /line 2: a worker of operation 0 of job 0 is 2/],
    ['jsp-tt', '1 1\nProcessing times:\n3\nRoutes of jobs:\n2\nDue dates:\n1\n', /line 5: a machine of job 0 is 2/],
    ['jsp-tt', '1 1\nDurations:\n3\n', /line 2: “Durations:”/],
    ['rcpsp', '2 1\n2\n1 3 1 2\n1 1 0\n', /a need of activity 0 is 3/],
    ['rcpsp', '2 1\n2\n1 1 1 2\n1 1 1 1\n', /cycle/],
    ['mrfjssp', '1 1 1 1 2\n1\n2 1\n', /resources of operation 0 of job 0 is 2/],
    ['mrfjssp', '1 2 1 1 2\n1\n2 1\n1 1\n1 1 3\n1 1\n1 1 3\n', /held twice of operation 0 of job 0/],
    ['rcfjssp', '1 1 1.0\n', /number 4 of the header is -1/],
    ['rcfjssp', '1 1 1.0 0 0 0 0 1 1\n0\n0 0 1 3 1 1 4\n', /the tool of operation 0 of job 0 is 3/],
    ['ops', '{"resources":[],"jobs":[{}]}', /job 0: topology is no list/],
    ['ops', JSON.stringify({ ...PRINTING, resources: [] }), /resource 1 is not there/],
    ['ops', JSON.stringify(PRINTING).replace('10,20', '20,10'), /10 to 30 is out of order/],
    ['ops', JSON.stringify(PRINTING).replace('"sucessors":[2]', '"sucessors":[3]'), /successor 3/],
    ['nrr', '2\n2\n1 2 3\n', /1 lines below 2 and 2/],
    ['nrr', '2\n2\n1 2\n3\n', /row 1 of a table has 1 numbers, not 2/],
    ['nrr', '3\n2\n1 2 3 4\n1 2\n1 2\n1 2\n', /line 3 has 4 numbers/],
  ] as const)('of format %s that is damaged is refused with its place', (format, text, message) => {
    expect(() => parseInstance(format, text)).toThrow(message);
  });
  it('is not matched by a solution of another', () => {
    const parsed = parseInstance('jsp', SAMPLES[0]![1]);
    expect(() => scheduleOfDocument(parsed, { operations: [] })).toThrow(/lists 0/);
  });
});
