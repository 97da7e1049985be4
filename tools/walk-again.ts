import type { TestsReport } from './result-count.ts';

/** Vitest's JSON report with its files. */
export interface FilesReport extends TestsReport {
  readonly testResults: readonly {
    /** The file's path. */
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const JOURNEY = /[\\/]tests[\\/]journeys[\\/]/;
/** More than so many at once is no accident. */
const MOST = 2;

/**
 * The journeys to walk a second time, from a new house on. A browser, a server, its worker and a database share the machine with
 * whatever else runs there, so a journey may stumble where nothing is wrong; one that stumbles twice has failed. Nothing else is run
 * twice: where another test failed, or several journeys, there is nothing to walk again.
 */
export function journeysToWalkAgain(report: FilesReport): readonly string[] {
  const failed = report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
  return failed.length <= MOST && failed.every((file) => JOURNEY.test(file)) ? failed : [];
}

/** The first report with what the second walk said of the files it took. */
export function withSecondWalk(first: FilesReport, second: FilesReport): FilesReport {
  const again = new Set(second.testResults.map(({ name }) => name));
  const testResults = [...first.testResults.filter(({ name }) => !again.has(name)), ...second.testResults];
  const count = (status: string): number =>
    testResults.reduce((sum, { assertionResults }) => sum + assertionResults.filter((each) => each.status === status).length, 0);
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numFailedTestSuites: second.numFailedTestSuites,
    success: second.success && testResults.every(({ status }) => status !== 'failed'),
    testResults,
  };
}
