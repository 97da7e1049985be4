/**
 * Runs every check of the house, two at a time, goes on after a failure and says at the end which ones failed.
 * `--with-tests` runs the unit tests afterwards. Exit code 0 only when everything passed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FilesReport, journeysToWalkAgain, withSecondWalk } from './walk-again.ts';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
}

const root = join(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

const checks: readonly Step[] = [
  { name: 'types', command: [bin('tsc'), '-b'] },
  { name: 'lint', command: [bin('oxlint'), '--deny-warnings', '--report-unused-disable-directives'] },
  { name: 'format', command: [bin('oxfmt'), '--check', '.'] },
  { name: 'guards', command: [process.execPath, join(root, 'tools/guards/run.ts')] },
  { name: 'dead code', command: [bin('knip'), '--no-progress', '--treat-config-hints-as-errors'] },
  { name: 'workspaces', command: [bin('sherif')] },
];

// The report is for whoever reads the result by machine, such as .ci/run.
const report = join(root, '.cache', 'tests.json');
const testsOf = (name: string, files: readonly string[], to: string): Step => ({
  name,
  command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${to}`, ...files],
});

/** All tests; a journey that stumbled is walked once more. */
async function runTests(): Promise<boolean> {
  rmSync(report, { force: true });
  if ((await run(testsOf('tests', [], report), true)).passed) return true;
  if (!existsSync(report)) return false;
  const first = JSON.parse(readFileSync(report, 'utf8')) as FilesReport;
  const again = journeysToWalkAgain(first);
  if (again.length === 0) return false;
  const secondReport = join(root, '.cache', 'tests-again.json');
  rmSync(secondReport, { force: true });
  const { passed } = await run(testsOf(`a second walk of ${again.length} of the journeys`, again, secondReport), true);
  if (existsSync(secondReport))
    writeFileSync(report, JSON.stringify(withSecondWalk(first, JSON.parse(readFileSync(secondReport, 'utf8')) as FilesReport)));
  return passed;
}

function run({ name, command }: Step, isLive: boolean): Promise<Outcome> {
  const [file = '', ...args] = command;
  const begun = performance.now();
  const child = spawn(file, args, { cwd: root, stdio: isLive ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  child.on('error', (error) => output.push(Buffer.from(String(error))));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const passed = code === 0;
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (!passed) process.stdout.write(Buffer.concat(output));
      resolve({ name, passed });
    });
  });
}

async function runTwoAtATime(steps: readonly Step[]): Promise<Outcome[]> {
  const waiting = [...steps];
  const outcomes: Outcome[] = [];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) outcomes.push(await run(step, false));
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
}

const outcomes = await runTwoAtATime(checks);
const failedChecks = outcomes.filter((outcome) => !outcome.passed).map((outcome) => outcome.name);
mkdirSync(join(root, '.cache'), { recursive: true });
writeFileSync(join(root, '.cache', 'checks.json'), JSON.stringify({ run: outcomes.length, failed: failedChecks }));

const testsPassed = process.argv.includes('--with-tests') ? await runTests() : true;
if (failedChecks.length > 0) console.log(`\nfailed checks: ${failedChecks.join(', ')}`);
process.exitCode = failedChecks.length === 0 && testsPassed ? 0 : 1;
