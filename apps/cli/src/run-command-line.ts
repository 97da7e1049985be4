import { readFileSync } from 'node:fs';
import { nearestOf } from '@midstream/factory';
import type { Language } from '@midstream/words';
import { report } from './codes.ts';
import { COMMANDS } from './commands/index.ts';
import { findingLines } from './console/show-findings.ts';
import { processTerminal } from './console/terminal.ts';
import { ExitCode } from './exit-code.ts';
import { commandHelp, overviewHelp } from './help.ts';
import { chosenLanguage, readCall } from './read-call.ts';
import { Refusal } from './refusal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs what the words ask for and returns how to exit. Trouble is said on the error stream, never thrown. */
export async function runCommandLine(argv: readonly string[], env: Environment): Promise<ExitCode> {
  const language = chosenLanguage(argv, env);
  const terminal = processTerminal(language, false);
  try {
    return await dispatch(argv, language);
  } catch (error) {
    if (error instanceof Refusal) {
      terminal.err(findingLines(terminal, error.findings));
      return error.exitCode;
    }
    const reason = error instanceof Error ? error.message : String(error);
    terminal.err(findingLines(terminal, [report('cli.fault', { reason })]));
    if (env.MIDSTREAM_DEBUG !== undefined && error instanceof Error) terminal.err(`${error.stack ?? ''}\n`);
    return ExitCode.fault;
  }
}

async function dispatch(argv: readonly string[], language: Language): Promise<ExitCode> {
  const [verb, ...rest] = argv;
  const terminal = processTerminal(language, false);
  if (verb === '--version' || verb === '-v') {
    await terminal.out(`${version()}\n`);
    return ExitCode.done;
  }
  if (verb === undefined || verb === 'help' || verb.startsWith('-')) {
    const about = verb === 'help' ? COMMANDS.find(({ name }) => name === rest[0]) : undefined;
    await terminal.out(about === undefined ? overviewHelp(language) : commandHelp(about, language));
    return verb === undefined ? ExitCode.usage : ExitCode.done;
  }
  const command = COMMANDS.find(({ name }) => name === verb);
  if (command === undefined) {
    const names = COMMANDS.map(({ name }) => name);
    throw new Refusal(ExitCode.usage, report('cli.unknown-command', { command: verb, nearest: nearestOf(verb, names) }));
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    await terminal.out(commandHelp(command, language));
    return ExitCode.done;
  }
  return await command.run(readCall(command, rest, language));
}

function version(): string {
  const about = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return about.version;
}
