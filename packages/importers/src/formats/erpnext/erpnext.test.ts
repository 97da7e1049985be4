import { expect, it } from 'vitest';
import { importFactory } from '../../import-factory.ts';
import { csvFile, samplesOf } from '../../testing/samples.ts';

const read = async () => await importFactory(samplesOf('erpnext'));

it('bare durations are minutes per BOM quantity, unscaled when fixed', async () => {
  const { draft, sampleHours } = await read();
  expect(draft?.routings?.[0]?.operations.map((operation) => operation.alternatives)).toEqual([
    [{ machine: 'Saw 1', minutesPerUnit: 2 }],
    [{ workCentre: 'Pressing', fixedMinutes: 30 }],
    [{ workCentre: 'Pressing', minutesPerUnit: 1.5 }],
    [{ machine: 'Saw 1', minutesPerUnit: 0.5 }],
  ]);
  expect(sampleHours.find((sample) => sample.order === 'MFG-WO-2026-00001')?.hours).toBe(13.834);
});

it('operations of one sequence number run side by side', async () => {
  const { draft } = await read();
  expect(draft?.routings?.[0]?.operations.map((operation) => operation.after?.map((link) => link.operation))).toEqual([
    undefined,
    ['Cut'],
    ['Cut'],
    ['Set up tool', 'Bend'],
  ]);
});

it('sales order lines that a work order makes are not planned twice', async () => {
  const { draft } = await read();
  expect(draft?.orders?.map(({ id, customer, due, quantity }) => [id, customer, due, quantity])).toEqual([
    ['MFG-WO-2026-00001', 'Corner Shop', '2026-11-28', 200],
    ['SAL-ORD-2026-00002-1', 'Harbour Fit-out', '2026-12-03', 80],
    ['SAL-ORD-2026-00002-2', 'Harbour Fit-out', '2026-12-05', 40],
  ]);
});

it('working hours, holidays, job capacity and stock come over', async () => {
  const { draft } = await read();
  expect(draft?.calendars?.find((calendar) => calendar.id === 'Saw 1')?.week.map(({ from, to }) => `${from}-${to}`)).toEqual([
    '08:00-12:00',
    '13:00-18:00',
  ]);
  expect(draft?.sites?.[0]?.holidays).toContainEqual({ date: '2026-12-25', name: 'Christmas Day' });
  expect(draft?.machines?.find((machine) => machine.id === 'Press 1')?.capacity).toEqual({ kind: 'parallel', units: 2 });
  expect(draft?.materials?.find((material) => material.id === 'RIVET')?.stock).toBe(620);
});

it('job cards are progress', async () => {
  const { draft } = await read();
  expect(draft?.orders?.[0]?.progress?.map(({ operation, state }) => `${operation} ${state}`)).toEqual(['Cut completed', 'Bend started']);
});

it('BOM operations exported beside their BOMs are understood', async () => {
  const files = [
    csvFile('BOM.csv', 'ID,Item,Quantity\nB1,PLATE,4\n'),
    csvFile('BOM Operation.csv', 'parent,operation,workstation,time_in_mins,fixed_time,sequence_id\nB1,Cut,Saw,8,0,1\n'),
    csvFile('BOM Item.csv', 'parent,item_code,qty\nB1,SHEET,1\n'),
  ];
  const { draft } = await importFactory(files);
  expect(draft?.routings?.[0]?.operations).toEqual([
    { id: 'Cut', alternatives: [{ machine: 'Saw', minutesPerUnit: 2 }], materials: [{ material: 'SHEET', quantityPerUnit: 0.25 }] },
  ]);
});
