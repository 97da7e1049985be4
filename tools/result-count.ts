/** What `tools/check.ts` leaves in `.cache/checks.json`. */
export interface ChecksReport {
  readonly run: number;
  readonly failed: readonly string[];
}

/** The part of Vitest's JSON report that is counted. */
export interface TestsReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

/** Tests and checks together; whatever failed without a test to its name (a file that does not load, a crash) counts as one. */
export function countResults(
  checks: ChecksReport | undefined,
  tests: TestsReport | undefined,
  exitCode: number,
): { readonly passed: number; readonly failed: number } {
  const failedChecks = checks?.failed.length ?? 1;
  const passedChecks = checks === undefined ? 0 : checks.run - failedChecks;
  const failedTests = tests === undefined ? 1 : Math.max(tests.numFailedTests, tests.success ? 0 : 1);
  const failed = failedChecks + failedTests;
  return { passed: passedChecks + (tests?.numPassedTests ?? 0), failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}
