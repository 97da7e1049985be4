import type { Language } from '@midstream/words';
import { translate } from '@midstream/words';

/** Where a command speaks. Results go to `out`; progress, findings and summaries to `err`, so that a pipe carries only results. */
export interface Terminal {
  readonly language: Language;
  readonly isQuiet: boolean;
  /** The error stream is a screen on which a line can be written over. */
  readonly isScreen: boolean;
  readonly hasColour: boolean;
  readonly width: number;
  readonly out: (bytes: Uint8Array | string) => Promise<void>;
  readonly err: (text: string) => void;
}

export function processTerminal(language: Language, isQuiet: boolean): Terminal {
  const { stdout, stderr, env } = process;
  return {
    language,
    isQuiet,
    isScreen: stderr.isTTY && env.TERM !== 'dumb',
    hasColour: stderr.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
    width: stderr.columns || 100,
    out: (bytes) =>
      new Promise((resolve) => {
        stdout.write(bytes, () => resolve());
      }),
    err: (text) => {
      stderr.write(text);
    },
  };
}

export const say = (terminal: Terminal, key: string, params: Readonly<Record<string, string | number>> = {}): string =>
  translate(terminal.language, key, params);

const SGR = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', cyan: '36' } as const;

export function styled(terminal: Terminal, style: keyof typeof SGR, text: string): string {
  return terminal.hasColour ? `\u001b[${SGR[style]}m${text}\u001b[0m` : text;
}

/** Columns a text takes on a screen: Chinese characters and full-width signs take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const letter of text)
    width += /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
      letter,
    )
      ? 2
      : 1;
  return width;
}

export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));
