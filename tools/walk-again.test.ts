import { expect, test } from 'vitest';
import { type FilesReport, journeysToWalkAgain, withSecondWalk } from './walk-again.ts';

function report(files: Readonly<Record<string, readonly ('passed' | 'failed')[]>>): FilesReport {
  const testResults = Object.entries(files).map(([name, tests]) => ({
    name,
    status: tests.length > 0 && tests.every((status) => status === 'passed') ? 'passed' : 'failed',
    assertionResults: tests.map((status) => ({ status })),
  }));
  const of = (wanted: string): number => Object.values(files).reduce((sum, all) => sum + all.filter((each) => each === wanted).length, 0);
  const suites = testResults.filter(({ status }) => status === 'failed').length;
  return { numPassedTests: of('passed'), numFailedTests: of('failed'), numFailedTestSuites: suites, success: suites === 0, testResults };
}

const orders = '/x/tests/journeys/src/orders.test.ts';
const units = '/x/packages/units/src/units.test.ts';

test('a journey that failed alone is walked again, also one that did not come to its first test', () => {
  expect(journeysToWalkAgain(report({ [units]: ['passed'], [orders]: ['passed', 'failed'] }))).toEqual([orders]);
  expect(journeysToWalkAgain(report({ [units]: ['passed'], [orders]: [] }))).toEqual([orders]);
});

test('nothing is run twice where something else failed, many journeys failed, or nothing did', () => {
  expect(journeysToWalkAgain(report({ [units]: ['failed'], [orders]: ['failed'] }))).toEqual([]);
  const many = Object.fromEntries(['a', 'b', 'c'].map((name) => [`/x/tests/journeys/src/${name}.test.ts`, ['failed'] as const]));
  expect(journeysToWalkAgain(report(many))).toEqual([]);
  expect(journeysToWalkAgain(report({ [units]: ['passed'] }))).toEqual([]);
});

test('what the second walk says counts, and what failed twice has failed', () => {
  const first = report({ [units]: ['passed', 'passed'], [orders]: ['passed', 'failed'] });
  expect(withSecondWalk(first, report({ [orders]: ['passed', 'passed'] }))).toMatchObject({
    numPassedTests: 4,
    numFailedTests: 0,
    success: true,
  });
  expect(withSecondWalk(first, report({ [orders]: ['failed', 'passed'] }))).toMatchObject({
    numPassedTests: 3,
    numFailedTests: 1,
    success: false,
  });
});
