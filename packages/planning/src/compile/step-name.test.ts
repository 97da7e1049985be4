import { expect, test } from 'vitest';
import { ownersOfLine, readStepName, stepName } from './step-name.ts';

test('a step says its order, operation and lot', () => {
  expect(readStepName(stepName('O/1+P', 'cut', 3))).toEqual({ line: 'O/1+P', operation: 'cut', lot: 3 });
  expect(readStepName(stepName('O1', 'cut', undefined))).toEqual({ line: 'O1', operation: 'cut', lot: undefined });
  expect(readStepName('cut')).toBeUndefined();
});

test('a plus may be of the number of an order or before a part', () => {
  expect(ownersOfLine('O+1+A+B')).toEqual([
    { order: 'O+1+A+B', part: undefined },
    { order: 'O+1+A', part: 'B' },
    { order: 'O+1', part: 'A+B' },
    { order: 'O', part: '1+A+B' },
  ]);
});
