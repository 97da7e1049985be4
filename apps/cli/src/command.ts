import type { Terminal } from './console/terminal.ts';
import type { ExitCode } from './exit-code.ts';

/** An option of a command. `words` is the key of its description. */
export interface OptionSpec {
  readonly words: string;
  readonly kind: 'text' | 'list' | 'number' | 'flag';
  /** What stands for its value in help, e.g. `FILE`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** Bounds of a number; where nothing is said it is 0 or more. */
  readonly least?: number;
  readonly most?: number;
  readonly isWhole?: boolean;
  readonly isNeeded?: boolean;
}

/** A command: one verb, one file, one line in the registry. */
export interface Command {
  readonly name: string;
  /** Its positional arguments as help shows them. */
  readonly usage: string;
  readonly files: { readonly least: number; readonly most: number };
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly string[];
  /** Keys of further paragraphs of its help. */
  readonly notes?: readonly string[];
  readonly run: (call: Call) => Promise<ExitCode>;
}

/** A command as it was called, its options already checked. */
export interface Call {
  readonly files: readonly string[];
  readonly terminal: Terminal;
  readonly text: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[];
  readonly number: (name: string) => number | undefined;
  readonly flag: (name: string) => boolean;
}
