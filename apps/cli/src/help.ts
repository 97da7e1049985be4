import type { Language } from '@midstream/words';
import { translate } from '@midstream/words';
import { COMMANDS } from './commands/index.ts';
import type { Command, OptionSpec } from './command.ts';
import { displayWidth, padded } from './console/terminal.ts';
import { ExitCode } from './exit-code.ts';
import { GENERAL_OPTIONS } from './read-call.ts';

const WIDTH = 96;

/** Help of the whole command. */
export function overviewHelp(language: Language): string {
  const say = (key: string): string => translate(language, key);
  const rows = COMMANDS.map((command) => [`${command.name} ${command.usage}`.trim(), say(`help.${command.name}`)] as const);
  return [
    wrapped(say('help.about'), 0),
    '',
    `${say('help.usage')}: midstream COMMAND …`,
    '',
    `${say('help.commands')}:`,
    ...table(rows),
    '',
    wrapped(say('help.files'), 0),
    '',
    `${say('help.options')}:`,
    ...table([...optionRows(GENERAL_OPTIONS, language), ['--version', say('help.option-version')]]),
    '',
    ...exitCodeLines(language),
    '',
    wrapped(say('help.more'), 0),
    '',
  ].join('\n');
}

/** Help of one command. */
export function commandHelp(command: Command, language: Language): string {
  const say = (key: string): string => translate(language, key);
  return [
    wrapped(say(`help.${command.name}`), 0),
    '',
    `${say('help.usage')}: midstream ${command.name} ${command.usage}`,
    '',
    `${say('help.options')}:`,
    ...table(optionRows({ ...command.options, ...GENERAL_OPTIONS }, language)),
    '',
    ...(command.notes ?? []).flatMap((key) => [wrapped(say(key), 0), '']),
    ...(command.files.most > 0 ? [wrapped(say('help.files'), 0), ''] : []),
    `${say('help.examples')}:`,
    ...command.examples.map((example) => `  midstream ${example}`),
    '',
    ...exitCodeLines(language),
    '',
  ].join('\n');
}

function optionRows(options: Readonly<Record<string, OptionSpec>>, language: Language): (readonly [string, string])[] {
  return Object.entries(options).map(([name, { value, words }]) => [
    `--${name}${value === undefined ? '' : ` ${value}`}`,
    translate(language, words),
  ]);
}

function exitCodeLines(language: Language): string[] {
  const codes = Object.values(ExitCode).map((code) => [String(code), translate(language, `help.exit-${code}`)] as const);
  return [`${translate(language, 'help.exit-codes')}:`, ...table(codes)];
}

/** Two columns; the second wraps under itself. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.min(34, Math.max(...rows.map(([first]) => displayWidth(first)))) + 4;
  return rows.map(([first, second]) => {
    const head = padded(`  ${first}`, left);
    const text = wrapped(second, left);
    return displayWidth(head) > left ? `${head}\n${' '.repeat(left)}${text}` : head + text;
  });
}

/** Breaks a text into lines; Chinese may break between any two characters but not before a closing mark. */
function wrapped(text: string, indent: number): string {
  const pieces = text.match(/[\u2e80-\u9fff\uff00-\uffef][、，。；：）」』”！？]*|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? [];
  const lines = [''];
  let width = indent;
  for (const piece of pieces) {
    const wide = displayWidth(piece.trimEnd());
    if (width + wide > WIDTH && width > indent) {
      lines.push('');
      width = indent;
    }
    lines[lines.length - 1] += piece;
    width += displayWidth(piece);
  }
  return lines.map((line) => line.trimEnd()).join(`\n${' '.repeat(indent)}`);
}
