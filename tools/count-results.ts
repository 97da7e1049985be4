/**
 * Prints one line, `N passed, N failed`, from the reports the last full run left behind, and exits with 0 only when
 * nothing failed. The argument is that run's own exit code: a run that failed without saying where counts as one failure.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countResults, type ChecksReport, type TestsReport } from './result-count.ts';

const cache = join(import.meta.dirname, '..', '.cache');

function read<T>(file: string): T | undefined {
  const path = join(cache, file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

const { passed, failed } = countResults(read<ChecksReport>('checks.json'), read<TestsReport>('tests.json'), Number(process.argv[2] ?? 0));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
