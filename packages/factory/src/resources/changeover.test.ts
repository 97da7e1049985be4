import { describe, expect, it } from 'vitest';
import { changeoverBetween, relevantAttributes } from './changeover.ts';
import type { ChangeoverMatrix } from './machine.ts';

const matrix: ChangeoverMatrix = {
  id: 'm',
  rules: [
    { attribute: 'colour', from: 'black', minutes: 60, cost: 9, scrapUnits: 5 },
    { attribute: 'colour', to: 'white', minutes: 40 },
    { attribute: 'colour', from: '*', to: '*', minutes: 10 },
    { attribute: 'mould', minutes: 45, cost: 1 },
  ],
};

describe('a changeover', () => {
  it('takes the first rule that fits each attribute that differs, and adds them up', () => {
    expect(changeoverBetween(matrix, { colour: 'black', mould: 'a' }, { colour: 'white', mould: 'b' })).toEqual({
      minutes: 105,
      cost: 10,
      scrapUnits: 5,
    });
    expect(changeoverBetween(matrix, { colour: 'red' }, { colour: 'white' }).minutes).toBe(40);
    expect(changeoverBetween(matrix, { colour: 'red' }, { colour: 'blue' }).minutes).toBe(10);
  });
  it('takes the longest where attributes are changed side by side', () => {
    expect(changeoverBetween({ ...matrix, combine: 'max' }, { colour: 'black', mould: 'a' }, { colour: 'white', mould: 'b' })).toEqual({
      minutes: 60,
      cost: 10,
      scrapUnits: 5,
    });
  });
  it('is nothing when nothing differs, nothing is known, or no rule fits', () => {
    expect(changeoverBetween(matrix, { colour: 'black' }, { colour: 'black' }).minutes).toBe(0);
    expect(changeoverBetween(matrix, undefined, { colour: 'black' }).minutes).toBe(0);
    expect(changeoverBetween(matrix, { size: 's' }, { size: 'l' }).minutes).toBe(0);
  });
  it('falls back to the default of the matrix', () => {
    const withDefault = { ...matrix, default: { minutes: 7 } };
    expect(changeoverBetween(withDefault, { size: 's' }, { size: 'l' }).minutes).toBe(7);
    expect(relevantAttributes(withDefault)).toBeUndefined();
    expect([...(relevantAttributes(matrix) ?? [])]).toEqual(['colour', 'mould']);
  });
});
