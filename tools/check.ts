/**
 * Runs every check of the house, two at a time, goes on after a failure and says at the end which ones failed.
 * `--with-tests` runs the unit tests afterwards. Exit code 0 only when everything passed.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
const tests: Step = {
  name: 'tests',
  command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(root, '.cache/tests.json')}`],
};

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

const testsPassed = process.argv.includes('--with-tests') ? (await run(tests, true)).passed : true;
if (failedChecks.length > 0) console.log(`\nfailed checks: ${failedChecks.join(', ')}`);
process.exitCode = failedChecks.length === 0 && testsPassed ? 0 : 1;
