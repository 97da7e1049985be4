import { numberIn } from '@midstream/words';
import { say } from './terminal.ts';
import type { Terminal } from './terminal.ts';

export interface Progress {
  readonly seconds: number;
  readonly budget: number;
  /** Value of the first objective level, once there is a plan. */
  readonly value?: number;
  readonly bound?: number;
}

const BAR = 20;
const QUIET_GAP_SECONDS = 1;

/** The search's progress: one line written over on a screen, a line now and then in a log, nothing when quiet. */
export class ProgressLine {
  readonly #terminal: Terminal;
  #spoken = Number.NEGATIVE_INFINITY;
  #said = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(progress: Progress): void {
    const terminal = this.#terminal;
    if (terminal.isQuiet) return;
    const text = progressText(terminal, progress);
    if (terminal.isScreen) {
      const share = Math.min(1, progress.seconds / progress.budget);
      const full = Math.round(share * BAR);
      terminal.err(`\r\u001b[2K${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${text}`);
      return;
    }
    const figures = text.replace(/^[^·]*· /, '');
    // In a log only what changed is news.
    if (figures === this.#said || progress.seconds - this.#spoken < QUIET_GAP_SECONDS) return;
    this.#spoken = progress.seconds;
    this.#said = figures;
    terminal.err(`${text}\n`);
  }

  /** Leaves the line as it is and goes on below it. */
  close(): void {
    if (this.#terminal.isScreen && !this.#terminal.isQuiet) this.#terminal.err('\n');
  }
}

function progressText(terminal: Terminal, { seconds, value, bound }: Progress): string {
  const time = seconds.toFixed(1);
  if (value === undefined) return say(terminal, 'progress.none-yet', { seconds: time });
  const part = say(terminal, 'progress.objective');
  const written = numberIn(terminal.language, value, value < 1000 ? 2 : 0);
  if (bound === undefined || bound <= 0) return say(terminal, 'progress.line-open', { seconds: time, part, value: written });
  const gap = value > 0 ? (100 * Math.max(0, value - bound)) / value : 0;
  const params = { seconds: time, part, value: written, bound: numberIn(terminal.language, bound, bound < 1000 ? 2 : 0) };
  return say(terminal, 'progress.line', { ...params, gap: gap.toFixed(1) });
}
