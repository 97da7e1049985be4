import { readFileSync } from 'node:fs';
import { createSolver, INSTANCE_FORMATS, type InstanceFormat, parseInstance, solutionDocument } from '@midstream/engine';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

const schema = JSON.parse(readFileSync(new URL('../../schema/solution.schema.json', import.meta.url), 'utf8'));
const accepts = new Ajv2020({ allowUnionTypes: true }).compile(schema);
const INSTANCES: readonly (readonly [InstanceFormat, string])[] = [
  ['jsp', '2 2\n0 3 1 2\n1 4 0 1\n'],
  ['jsp-twt', '1 1\n0 3\n0 2 3\n'],
  ['fjsp-w', '1 1 2\n1 1 1 2 1 3 2 5\n'],
  ['mrfjssp', '1 2 1 1 2\n1\n1 1\n2 1\n1 1 3\n2 1 2\n'],
  ['rcpsp', '2 1\n2\n3 2 1 2\n0 0 0\n'],
];

/** An answer as it is read back from a file. */
function answerTo(format: InstanceFormat, text: string) {
  const parsed = parseInstance(format, text);
  const solver = createSolver(parsed.problem, { seed: 1 });
  while (solver.best() === undefined) solver.step(10);
  const facts = { instance: 'sample', lowerBound: solver.bound(), seconds: 0.1, seed: 1, workers: 2, trace: [[0.1, 3] as const] };
  return JSON.parse(JSON.stringify(solutionDocument(parsed, solver.best()!, facts)));
}

describe('the schema of solutions', () => {
  it.each(INSTANCES)('accepts an answer of format %s', (format, text) => {
    accepts(answerTo(format, text));
    expect(accepts.errors ?? []).toEqual([]);
  });
  it('names every format', () => {
    expect(schema.properties.format.enum).toEqual([...INSTANCE_FORMATS]);
  });
  it.each([
    ['a missing value', { value: undefined }],
    ['an unknown format', { format: 'abc' }],
    ['a trace of single numbers', { trace: [1, 2] }],
    ['a start in fractions', { operations: [{ job: 0, operation: 0, machine: 0, start: 0.5, end: 3 }] }],
    ['a field nobody knows', { colour: 'red' }],
  ])('refuses %s', (_, change) => {
    const [first] = INSTANCES;
    const damaged = JSON.parse(JSON.stringify({ ...answerTo(...first!), ...change }));
    expect(accepts(damaged)).toBe(false);
  });
});
