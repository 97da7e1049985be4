import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Finding } from '@midstream/units';
import type { Call, Command, OptionSpec } from '../command.ts';
import { showTrouble } from '../console/show-findings.ts';
import { ExitCode } from '../exit-code.ts';

const MAIN = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url));

const DATA: Readonly<Record<string, OptionSpec>> = {
  data: { words: 'help.option-data', kind: 'text', value: 'FOLDER' },
  database: { words: 'help.option-database', kind: 'text', value: 'URL' },
};
const PORT: Readonly<Record<string, OptionSpec>> = {
  port: { words: 'help.option-port', kind: 'number', value: 'N', most: 65_535, isWhole: true },
};

export const serve = serverCommand('serve', '', 0, { ...PORT, ...DATA }, ['serve', 'serve --port 9000 --data ./midstream-data']);
export const worker = serverCommand('worker', '', 0, DATA, ['worker --database postgres://midstream@db/midstream']);
export const backup = serverCommand('backup', 'FILE', 1, DATA, ['backup monday.midstream']);
export const restore = serverCommand('restore', 'FILE', 1, DATA, ['restore monday.midstream --data ./empty-folder']);

/** A command of the server: it runs as a process of its own, because no app is part of another. */
function serverCommand(
  name: string,
  usage: string,
  files: number,
  options: Readonly<Record<string, OptionSpec>>,
  examples: readonly string[],
): Command {
  return { name, usage, files: { least: files, most: files }, options, examples, run: (call) => runServer(name, call) };
}

async function runServer(name: string, call: Call): Promise<ExitCode> {
  const port = call.number('port');
  const [data, database] = [call.text('data'), call.text('database')];
  const env = {
    ...process.env,
    ...(port === undefined ? {} : { PORT: String(port) }),
    ...(data === undefined ? {} : { MIDSTREAM_DATA: data }),
    ...(database === undefined ? {} : { DATABASE_URL: database }),
  };
  const child = spawn(process.execPath, [MAIN, name, ...call.files], { env, stdio: ['ignore', 'inherit', 'pipe'] });
  // A terminal's Ctrl-C reaches the child too; a plain kill reaches only us.
  const pass = (signal: NodeJS.Signals): boolean => child.kill(signal);
  const ignore = (): void => undefined;
  process.on('SIGTERM', pass);
  process.on('SIGINT', ignore);
  const findings: Finding[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    const finding = findingIn(line);
    if (finding === undefined) call.terminal.err(`${line}\n`);
    else findings.push(finding);
  });
  const code = await new Promise<number>((done) => child.once('close', (exit) => done(exit ?? 1)));
  process.off('SIGTERM', pass);
  process.off('SIGINT', ignore);
  showTrouble(call.terminal, findings);
  if (code === 0) return ExitCode.done;
  return findings.length > 0 ? ExitCode.errors : ExitCode.fault;
}

/** What the server says of expected trouble, to be put into the reader's language. */
function findingIn(line: string): Finding | undefined {
  try {
    const { code, severity, params } = JSON.parse(line) as Partial<Finding>;
    if (code === undefined || severity === undefined || params === undefined) return undefined;
    return { code, severity, params };
  } catch {
    return undefined;
  }
}
