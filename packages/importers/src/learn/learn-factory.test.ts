import { describe, expect, it } from 'vitest';
import { operationName, parseStamp } from './event-log.ts';
import { learnFactory } from './learn-factory.ts';

const HEADER = [
  'Case ID',
  'Activity',
  'Resource',
  'Start Timestamp',
  'Complete Timestamp',
  'Work Order  Qty',
  'Part Desc.',
  'Report Type',
  'Qty Completed',
  'Rework',
];

function stamp(minute: number): string {
  return new Date(Date.UTC(2026, 0, 5) + minute * 60_000).toISOString().slice(0, 16).replaceAll('-', '/').replace('T', ' ') + ':00.000';
}

/** A day-shift shop that makes brackets: turn 40 min setup + 3 min a piece, inspect 1 min a piece; every sixth order ran four times as long. */
function shopLog(): string[][] {
  const rows: string[][] = [];
  for (let order = 0; order < 36; order++) {
    const quantity = 20 + ((order * 7) % 30);
    const day = Math.floor(order / 5) * 7 + (order % 5);
    const dawn = day * 1440 + 8 * 60;
    const machine = `Machine ${1 + (order % 2)}`;
    const slow = order % 6 === 5 ? 4 : 1;
    const row = (activity: string, resource: string, from: number, to: number, kind: string): string[] => [
      `WO-${order}`,
      activity,
      resource,
      stamp(from),
      stamp(to),
      String(quantity),
      'Bracket',
      kind,
      String(quantity),
      '',
    ];
    const turned = dawn + 40 + 3 * quantity * slow;
    rows.push(row(`Turning - ${machine}`, `${machine} - Turning`, dawn, dawn + 40, 'S'));
    rows.push(row(`Turning - ${machine}`, `${machine} - Turning`, dawn + 40, turned, 'D'));
    rows.push(row('Inspection', 'Bench', turned, turned + quantity, 'D'));
  }
  return rows;
}

function learn(rows: string[][], header = HEADER) {
  return learnFactory({ file: 'log.csv', header, rows, firstRow: 2 });
}

describe('learning a factory from a log', () => {
  it('recovers the routing, its alternatives and its times in spite of outliers', () => {
    const { draft, findings } = learn(shopLog());
    expect(draft?.routings).toHaveLength(1);
    const [turning, inspection] = draft?.routings?.[0]?.operations ?? [];
    expect([turning?.id, inspection?.id]).toEqual(['Turning', 'Inspection']);
    expect(turning?.alternatives?.map((each) => each.machine)).toEqual(['Machine 1 - Turning', 'Machine 2 - Turning']);
    expect(turning?.alternatives?.[0]?.setupMinutes).toBe(40);
    expect(turning?.alternatives?.[0]?.minutesPerUnit).toBeCloseTo(3, 0);
    expect(inspection?.alternatives?.[0]?.minutesPerUnit).toBeCloseTo(1, 1);
    expect(findings.some((finding) => finding.code === 'learn.inferred-time' && Number(finding.params.sureness) > 80)).toBe(true);
  });
  it('counts what happened and dates the orders by it', () => {
    const { draft, summary } = learn(shopLog());
    expect(summary).toMatchObject({ orders: 36, rows: 108, resources: 3, products: 1, setupHours: 24 });
    expect(draft?.orders?.[0]).toMatchObject({ id: 'WO-0', quantity: 20, release: '2026-01-05T08:00', due: '2026-01-05T10:00' });
  });
  it('takes opening hours from observed activity', () => {
    const { draft } = learn(shopLog());
    const week = draft?.calendars?.find((calendar) => calendar.week.length > 0)?.week ?? [];
    const days = new Set(week.flatMap((period) => period.weekdays));
    expect(days.has('sat') || days.has('sun')).toBe(false);
    expect(days.has('mon')).toBe(true);
    expect(week.every((period) => period.from >= '07:00')).toBe(true);
  });
  it('sees that a bench works on several orders at once', () => {
    const rows: string[][] = [];
    for (let order = 0; order < 12; order++) {
      rows.push([`WO-${order}`, 'Packing', 'Packing', stamp(480 + order * 30), stamp(480 + order * 30 + 120), '5', 'Box', 'D', '5', '']);
    }
    const { draft, findings } = learn(rows);
    expect(draft?.machines?.[0]?.capacity).toEqual({ kind: 'parallel', units: 4 });
    expect(findings.find((finding) => finding.code === 'learn.inferred-capacity')?.params.units).toBe(4);
  });
  it('leaves rework out of the routing', () => {
    const rows = shopLog();
    rows.push(['WO-0', 'Grinding Rework', 'Machine 9', stamp(2000), stamp(2100), '20', 'Bracket', 'D', '20', 'Y']);
    const { draft, summary } = learn(rows);
    expect(draft?.routings?.flatMap((routing) => routing.operations.map((operation) => operation.id))).not.toContain('Grinding Rework');
    expect(summary?.rework).toBe(1);
  });
  it('names file, row, column and value of a stamp it cannot read, and goes on', () => {
    const rows = shopLog();
    const bad = rows[4];
    if (bad !== undefined) bad[4] = 'yesterday';
    const { draft, findings } = learn(rows);
    expect(findings.find((finding) => finding.code === 'learn.bad-time')?.at).toEqual({
      file: 'log.csv',
      row: 6,
      column: 'Complete Timestamp',
      value: 'yesterday',
    });
    expect(draft?.orders).toHaveLength(36);
  });
  it('says which column is missing and yields nothing', () => {
    const result = learn([['a', 'b']], ['Case ID', 'Activity']);
    expect(result.draft).toBeUndefined();
    expect(result.findings.map((finding) => finding.params.column)).toEqual(['start', 'end']);
  });
});

describe('reading a log', () => {
  it('reads the stamps logs use and refuses impossible ones', () => {
    expect(parseStamp('2012/01/29 23:24:00.000')).toBe(Date.UTC(2012, 0, 29, 23, 24) / 1000);
    expect(parseStamp('2012-01-29T23:24')).toBe(Date.UTC(2012, 0, 29, 23, 24) / 1000);
    expect(parseStamp('29.01.2012 23:24')).toBe(Date.UTC(2012, 0, 29, 23, 24) / 1000);
    expect(parseStamp('2026年1月5日 08:00')).toBe(Date.UTC(2026, 0, 5, 8) / 1000);
    expect(parseStamp('2012/02/30 10:00')).toBeUndefined();
    expect(parseStamp('000:58')).toBeUndefined();
  });
  it('takes the machine out of the name of the step', () => {
    expect(operationName('Turning & Milling - Machine 4', 'Machine 4 - Turning & Milling')).toBe('Turning & Milling');
    expect(operationName('SETUP Turning & Milling - Machine 5', 'Machine 5 - Turning & Milling')).toBe('Turning & Milling');
    expect(operationName('Packing', 'Packing')).toBe('Packing');
  });
});
