import { expect, test } from 'vitest';
import { overloads } from './overloads.ts';

const capacity = { at: [0, 10, 20], value: [1, 2, 0] };
const taken = (start: number, end: number, amount = 1) => ({ start, end, amount });

test('only what exceeds what there is at the time counts, and touching spans are one', () => {
  expect(overloads([taken(0, 20)], capacity, 0, 30)).toEqual([]);
  expect(overloads([taken(5, 15), taken(0, 12)], capacity, 0, 30)).toEqual([{ start: 5, end: 10 }]);
  expect(overloads([taken(0, 25, 3)], capacity, 0, 30)).toEqual([{ start: 0, end: 25 }]);
});

test('nothing outside the window is looked at', () => {
  expect(overloads([taken(0, 30, 3)], capacity, 8, 12)).toEqual([{ start: 8, end: 12 }]);
  expect(overloads([taken(0, 5, 9)], capacity, 5, 12)).toEqual([]);
});
