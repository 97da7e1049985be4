import { describe, expect, it } from 'vitest';
import { countResults } from './result-count.ts';

const checks = { run: 6, failed: [] };
const tests = { numPassedTests: 100, numFailedTests: 0, numFailedTestSuites: 0, success: true };

describe('the count of results', () => {
  it('adds checks and tests', () => {
    expect(countResults(checks, tests, 0)).toEqual({ passed: 106, failed: 0 });
  });

  it.each([
    ['a failed test', checks, { ...tests, numPassedTests: 98, numFailedTests: 2, success: false }, 1, { passed: 104, failed: 2 }],
    ['a failed check', { run: 6, failed: ['lint'] }, tests, 1, { passed: 105, failed: 1 }],
    ['a test file that does not load', checks, { ...tests, numFailedTestSuites: 1, success: false }, 1, { passed: 106, failed: 1 }],
    ['a run that never reached the tests', checks, undefined, 1, { passed: 6, failed: 1 }],
    ['a run that left no report at all', undefined, undefined, 1, { passed: 0, failed: 2 }],
    ['a crash after everything passed', checks, tests, 137, { passed: 106, failed: 1 }],
  ])('does not lose %s', (_, checksReport, testsReport, exitCode, expected) => {
    expect(countResults(checksReport, testsReport, exitCode)).toEqual(expected);
  });
});
