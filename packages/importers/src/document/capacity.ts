import { report } from '../codes.ts';
import type { Row } from '../records/row.ts';
import { placeOfCell } from '../records/row.ts';
import type { Assembly, Building } from './assembly.ts';
import { missingCell } from './assembly.ts';

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  single: ['kind'],
  parallel: ['kind', 'units'],
  batch: ['kind', 'maxSize', 'minSize', 'familyAttribute'],
};

/** Settles which kind of capacity the columns of a machine mean together; a kind left out follows from what is filled in, and is told. */
export function settleCapacity(assembly: Assembly, machine: Building, row: Row): void {
  const given = machine['capacity'] as Building | undefined;
  if (given === undefined) return;
  let kind = given['kind'] as string | undefined;
  if (kind === undefined) {
    kind = given['units'] !== undefined && given['units'] !== 1 ? 'parallel' : given['maxSize'] === undefined ? 'single' : 'batch';
    assembly.findings.push(report('import.assumed', { what: 'capacity', value: kind, count: 1 }, placeOfCell(row, 'capacityKind')));
  }
  if (kind === 'parallel' && given['units'] === undefined) missingCell(assembly, row, 'capacityUnits', 'At a time');
  if (kind === 'batch' && given['maxSize'] === undefined) missingCell(assembly, row, 'capacityMaxSize', 'Largest batch');
  const members = MEMBERS[kind] ?? ['kind'];
  const unused = Object.keys(given).filter((member) => !members.includes(member) && !(member === 'units' && given[member] === 1));
  if (unused.length > 0) {
    const params = { what: 'capacity', count: unused.length, example: unused.join(', ') };
    assembly.findings.push(report('import.not-carried-over', params, placeOfCell(row, 'capacityKind')));
  }
  machine['capacity'] = Object.fromEntries(
    [['kind', kind], ...Object.entries(given)].filter(([member]) => members.includes(String(member))),
  );
}
