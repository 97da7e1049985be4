import { expect, it } from 'vitest';
import { importFactory } from '../../import-factory.ts';
import { csvFile, samplesOf } from '../../testing/samples.ts';

const read = async () => await importFactory(samplesOf('frepple'));

it('bare durations are seconds, written ones as written, and the sample hours show it', async () => {
  const { draft, sampleHours, findings } = await read();
  const assemble = draft?.routings?.[0]?.operations[0];
  expect(assemble?.alternatives?.[0]).toEqual({ machine: 'Bench 1', fixedMinutes: 10, minutesPerUnit: 1.5 });
  expect(sampleHours.find((sample) => sample.order === 'D-1')?.hours).toBe(8.5);
  expect(findings.find((finding) => finding.code === 'import.source-units')?.params).toEqual({ format: 'frePPLe', unit: 'seconds' });
});

it('a pool means its members, a load with a skill a person, a second load a tool', async () => {
  const { draft } = await read();
  const operations = draft?.routings?.flatMap((routing) => routing.operations) ?? [];
  expect(operations[0]?.alternatives?.map(({ machine }) => machine)).toEqual(['Bench 1', 'Bench 2']);
  expect(operations[0]?.operators).toEqual([{ skill: 'wiring' }]);
  expect(operations[2]?.tools).toEqual([{ tool: 'Shade mould' }]);
  expect(draft?.operators).toMatchObject([{ id: 'Chan', skills: ['wiring'] }]);
});

it('an alternate of single operations is one operation with a machine each', async () => {
  const { draft } = await read();
  expect(draft?.routings?.find((routing) => routing.product === 'SHADE')?.operations).toMatchObject([
    {
      alternatives: [
        { machine: 'IMM-80', minutesPerUnit: 0.75 },
        { machine: 'IMM-120', minutesPerUnit: 0.6 },
      ],
      attributes: { setup: 'red' },
    },
  ]);
});

it('post-operation time is a wait, a dated bucket an exception, the smallest priority number the largest weight', async () => {
  const { draft } = await read();
  expect(draft?.routings?.[0]?.operations[1]?.after).toEqual([{ operation: 'Assemble lamp', minWaitMinutes: 30 }]);
  expect(draft?.calendars?.[0]?.exceptions).toEqual([{ from: '2026-12-25T00:00', to: '2026-12-27T00:00', working: false }]);
  expect(draft?.orders?.map(({ id, priority }) => [id, priority])).toEqual([
    ['D-1', 2],
    ['D-2', 1],
  ]);
});

it('setup rules keep their order; a pattern that is not plain is left behind and never run', async () => {
  const samples = samplesOf('frepple').filter((file) => file.name !== 'setuprule.csv');
  const rules = csvFile(
    'setuprule.csv',
    'setupmatrix,priority,fromsetup,tosetup,duration\nColours,1,red|white,re.*,60\nColours,2,(a+)+$,red,60\nColours,3,.*,.*,120\n',
  );
  const { draft, findings } = await importFactory([...samples, rules]);
  expect(draft?.changeovers?.[0]?.rules).toEqual([
    { attribute: 'setup', from: 'red', to: 'red', minutes: 1 },
    { attribute: 'setup', from: 'white', to: 'red', minutes: 1 },
    { attribute: 'setup', minutes: 2 },
  ]);
  expect(findings.filter((finding) => finding.code === 'import.not-carried-over').map((finding) => finding.params['what'])).toContain(
    'setuprule: pattern',
  );
});

it('overlapping weekly buckets: the lowest priority number decides', async () => {
  const samples = samplesOf('frepple').filter((file) => file.name !== 'calendarbucket.csv');
  const header = 'calendar,value,priority,monday,tuesday,wednesday,thursday,friday,saturday,sunday,starttime,endtime';
  const buckets = csvFile(
    'calendarbucket.csv',
    `${header}\nDay shift,1,5,1,1,0,0,0,0,0,08:00,18:00\nDay shift,0,1,1,1,1,1,1,1,1,12:00,13:00\n`,
  );
  const { draft } = await importFactory([...samples, buckets]);
  expect(draft?.calendars?.[0]?.week).toEqual([
    { weekdays: ['mon', 'tue'], from: '08:00', to: '12:00' },
    { weekdays: ['mon', 'tue'], from: '13:00', to: '18:00' },
  ]);
});

it('an operation without resource runs on a machine nobody waits for', async () => {
  const files = [
    csvFile('operation.csv', 'name,type,item,duration\nDry,fixed_time,CAP,2:00:00\n'),
    csvFile('demand.csv', 'name,item,quantity,due\nD1,CAP,5,2026-12-01\n'),
    csvFile('item.csv', 'name\nCAP\n'),
  ];
  const { draft } = await importFactory(files, { format: 'frepple' });
  expect(draft?.routings?.[0]?.operations[0]?.alternatives).toEqual([{ machine: 'UNLIMITED', fixedMinutes: 120 }]);
  expect(draft?.machines).toMatchObject([{ id: 'UNLIMITED', capacity: { kind: 'parallel' } }]);
});
