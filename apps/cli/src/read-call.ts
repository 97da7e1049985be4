import { parseArgs } from 'node:util';
import { editDistance } from '@midstream/factory';
import type { Language } from '@midstream/words';
import { LANGUAGES, languageOf } from '@midstream/words';
import { report } from './codes.ts';
import type { Call, Command, OptionSpec } from './command.ts';
import { processTerminal } from './console/terminal.ts';
import { ExitCode } from './exit-code.ts';
import { Refusal } from './refusal.ts';

/** Options every command has. */
export const GENERAL_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  lang: { words: 'help.option-lang', kind: 'text', value: 'LANG' },
  quiet: { words: 'help.option-quiet', kind: 'flag' },
  help: { words: 'help.option-help', kind: 'flag' },
};

/** The language asked for by `--lang`, else by the environment, else English. */
export function chosenLanguage(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const said = at < 0 ? undefined : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  for (const tag of [said, env.LC_ALL, env.LC_MESSAGES, env.LANG]) {
    const language = languageOf(tag ?? '');
    if (language !== undefined) return language;
  }
  return 'en';
}

const refuse = (...finding: Parameters<typeof report>): never => {
  throw new Refusal(ExitCode.usage, report(...finding));
};

/** Reads the words after the verb against what the command declares. */
export function readCall(command: Command, argv: readonly string[], language: Language): Call {
  const options = { ...command.options, ...GENERAL_OPTIONS };
  const { values, positionals } = parseLoosely(command, argv, options);
  const text = (name: string): string | undefined => values.get(name)?.at(-1);
  for (const [name, spec] of Object.entries(options)) checkOption(name, spec, text(name));
  const lang = text('lang');
  if (lang !== undefined && languageOf(lang) === undefined) {
    refuse('cli.option-value-wrong', { option: '--lang', value: lang, known: LANGUAGES.join(', ') });
  }
  if (positionals.length < command.files.least) refuse('cli.file-missing', { command: command.name, usage: command.usage });
  const extra = positionals[command.files.most];
  if (extra !== undefined) refuse('cli.too-many-files', { value: extra });
  return {
    files: positionals,
    terminal: processTerminal(language, values.has('quiet')),
    text,
    list: (name) => values.get(name) ?? [],
    number: (name) => (text(name) === undefined ? undefined : Number(text(name))),
    flag: (name) => values.has(name),
  };
}

function parseLoosely(command: Command, argv: readonly string[], options: Readonly<Record<string, OptionSpec>>) {
  const declared = Object.fromEntries(
    Object.entries(options).map(([name, { kind }]) => [name, { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) }]),
  );
  const { tokens } = parseArgs({ args: [...argv], options: declared, allowPositionals: true, strict: false, tokens: true });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = options[token.name];
    if (spec === undefined) {
      const near = Object.keys(options).find((name) => editDistance(name, token.name) <= 2);
      const option = near === undefined ? token.rawName : `${token.rawName} (--${near}?)`;
      refuse('cli.unknown-option', { option, command: command.name });
    }
    // An option's value may look like a file, never like another option; `-` alone is standard output.
    // A number below zero is a value, though a wrong one.
    const isMissing = token.value === undefined || (/^--?\w/.test(token.value) && !/^-\d/.test(token.value));
    if (spec?.kind !== 'flag' && isMissing) refuse('cli.option-needs-value', { option: token.rawName });
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? '']);
  }
  return { values, positionals };
}

function checkOption(name: string, spec: OptionSpec, value: string | undefined): void {
  const option = `--${name}`;
  if (value === undefined) {
    if (spec.isNeeded === true) refuse('cli.option-missing', { option });
    return;
  }
  if (spec.choices !== undefined && !spec.choices.includes(value)) {
    refuse('cli.option-value-wrong', { option, value, known: spec.choices.join(', ') });
  }
  if (spec.kind === 'number') checkNumber(option, spec, value);
}

function checkNumber(option: string, { least = 0, most = Infinity, isWhole }: OptionSpec, value: string): void {
  const number = Number(value);
  const isNumber = value.trim() !== '' && Number.isFinite(number);
  if (isNumber && number >= least && number <= most && (isWhole !== true || Number.isInteger(number))) return;
  refuse(isWhole === true ? 'cli.option-not-whole-number' : 'cli.option-not-within', { option, value, least, most });
}
