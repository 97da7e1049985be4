import { describe, expect, it } from 'vitest';
import { pastedRows } from './paste.ts';

const columns = ['id', 'name', 'workCentre', 'costPerHour'];

describe('rows pasted from a spreadsheet', () => {
  it('are named by their first line where it holds field names', () => {
    expect(pastedRows('id\tcostPerHour\nM1\t120\nM2\t80,5\n', columns)).toEqual([
      { id: 'M1', costPerHour: 120 },
      { id: 'M2', costPerHour: 80.5 },
    ]);
  });
  it('are taken in the order of the table where it does not, empty cells left as they were', () => {
    expect(pastedRows('M1\t\tturning\t95\r\n', columns)).toEqual([{ id: 'M1', workCentre: 'turning', costPerHour: 95 }]);
  });
  it('are no rows without cells or without an id', () => {
    expect(pastedRows('just a word', columns)).toEqual([]);
    expect(pastedRows('\tname only\n', columns)).toEqual([]);
  });
});
