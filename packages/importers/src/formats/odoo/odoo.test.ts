import { expect, it } from 'vitest';
import { importFactory } from '../../import-factory.ts';
import { csvFile, samplesOf } from '../../testing/samples.ts';

const read = async () => await importFactory(samplesOf('odoo'));

it('bare durations are minutes per cycle: setup and cleanup of the work centre, whatever its efficiency, cycle time over its capacity', async () => {
  const { draft, sampleHours } = await read();
  const [turn, harden] = draft?.routings?.[0]?.operations ?? [];
  expect(turn?.alternatives).toEqual([
    { machine: 'Lathe 1', setupMinutes: 15, fixedMinutes: 5, minutesPerUnit: 6 },
    { machine: 'Lathe 2', setupMinutes: 16, fixedMinutes: 4, minutesPerUnit: 6 },
  ]);
  expect(harden?.alternatives).toEqual([{ machine: 'Oven', setupMinutes: 30, minutesPerUnit: 4 }]);
  expect(sampleHours.find((sample) => sample.order === 'WH/MO/00012')?.hours).toBe(20.833);
});

it('components are per bill of materials quantity; lines after the first belong to the record above', async () => {
  const { draft } = await read();
  expect(draft?.routings?.[0]?.operations[0]?.materials).toEqual([
    { material: 'BAR-20', quantityPerUnit: 0.25 },
    { material: 'OIL', quantityPerUnit: 0.01 },
  ]);
});

it('products are known by the code in brackets; a bill of materials by its reference', async () => {
  const { draft } = await read();
  expect(draft?.products).toMatchObject([
    { id: 'SHAFT-20', name: 'Shaft 20 mm' },
    { id: 'BUSH-5', routing: 'B-77' },
  ]);
  expect(draft?.orders?.[1]).toMatchObject({ routing: 'B-77', status: 'approved', priority: 3 });
});

it('a started work order is progress, a cancelled order is left behind', async () => {
  const { draft, findings } = await read();
  expect(draft?.orders?.[0]?.progress).toEqual([
    { operation: 'Turn', state: 'started', machine: 'Lathe 1', start: '2026-11-23T09:00:00', quantityDone: 35 },
  ]);
  expect(findings.find((finding) => finding.code === 'import.not-carried-over')?.params).toMatchObject({ example: 'WH/MO/00009' });
});

it('working hours take numbers or clock times and leave out the break', async () => {
  const { draft } = await read();
  expect(draft?.calendars?.[0]?.week.map(({ weekdays, from, to }) => `${weekdays.join()} ${from}-${to}`)).toEqual([
    'mon 08:00-12:00',
    'mon 13:00-17:00',
    'tue 08:00-17:30',
    'sat 08:00-12:00',
  ]);
});

it('technical names and blocked-by links are understood; an unknown work centre is reported with the nearest', async () => {
  const centres = csvFile('mrp.workcenter.csv', 'name,time_start\nSaw,5\nPress,5\n');
  const operations =
    'name,workcenter_id,bom_id,sequence,time_cycle_manual,blocked_by_operation_ids\nCut,Saw,PLATE,1,2,\nPunch,Saw,PLATE,2,2,\nBend,Press,PLATE,3,2,"Cut,Punch"\n';
  const linked = await importFactory([centres, csvFile('mrp.routing.workcenter.csv', operations)]);
  expect(linked.draft?.routings?.[0]?.operations.map((operation) => operation.after)).toEqual([
    [],
    [],
    [{ operation: 'Cut' }, { operation: 'Punch' }],
  ]);
  const wrong = await importFactory([centres, csvFile('mrp.routing.workcenter.csv', operations.replace('Bend,Press', 'Bend,Pres'))]);
  expect(wrong.findings.find((finding) => finding.code === 'import.unknown-reference')).toMatchObject({
    params: { value: 'Pres', nearest: 'Press' },
    at: { row: 4 },
  });
});
