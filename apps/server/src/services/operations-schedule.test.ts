import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFactory } from '@midstream/factory';
import { planFactory } from '@midstream/planning';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleNames, readExample } from './examples.ts';
import { operationsSchedule } from './operations-schedule.ts';

/** Folder that holds B2MML's `AllSchemas.json` (V0700), which is not ours to ship. */
const FOLDER = process.env['MIDSTREAM_B2MML'];

const names = await exampleNames();
const made = new Map<string, ReturnType<typeof operationsSchedule>>();

beforeAll(async () => {
  for (const name of names) {
    const { factory } = readFactory(await readExample(name));
    if (factory === undefined) throw new Error(`${name} is no factory`);
    const { plan } = planFactory(factory, { steps: 50, seed: 1 });
    made.set(name, operationsSchedule('plan-1', plan, factory, '2026-11-23T08:00:00+08:00'));
  }
});

describe('a schedule for other systems', () => {
  it.each(names)('of %s names every operation once, within its order, with times that follow each other', (name) => {
    const { OperationsRequest } = made.get(name) as {
      OperationsRequest: { SegmentRequirement: { ID: { $: string }; EarliestStartTime: { $: string }; LatestEndTime: { $: string } }[] }[];
    };
    const segments = OperationsRequest.flatMap(({ SegmentRequirement }) => SegmentRequirement);
    expect(segments.length).toBeGreaterThan(0);
    expect(new Set(segments.map(({ ID }) => ID.$)).size).toBe(segments.length);
    for (const { EarliestStartTime, LatestEndTime } of segments)
      expect(Date.parse(EarliestStartTime.$)).toBeLessThanOrEqual(Date.parse(LatestEndTime.$));
  });
});

describe.skipIf(FOLDER === undefined)('by the schemas of B2MML', () => {
  let validate: ValidateFunction;
  beforeAll(() => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, unicodeRegExp: false });
    ajv.addSchema(JSON.parse(readFileSync(join(FOLDER ?? '', 'AllSchemas.json'), 'utf8')) as object, 'b2mml');
    validate = ajv.compile({ $ref: 'b2mml#/$defs/OperationsSchedule' });
  });

  it.each(names)('the schedule of %s is an OperationsSchedule', (name) => {
    expect([validate(made.get(name)), validate.errors]).toEqual([true, null]);
  });

  it.each([
    ['a field of our own', { Machine: { $: 'M1' } }],
    ['a word of our own for a kind', { OperationsType: { $: 'Making' } }],
    ['a time beside its wrapping', { StartTime: { $: '2026-11-23T08:00:00+08:00', at: 'HK' } }],
    ['nothing in it', { OperationsRequest: [] }],
  ])('a schedule with %s is none', (_, change) => {
    expect(validate({ ...made.get(names[0] ?? ''), ...change })).toBe(false);
  });
});
