/**
 * Reads numbers one after the other, by line where a format cares; lines that begin with `#` are comments.
 * One pass over the characters into flat arrays: instances come with a million operations.
 */
export class NumberReader {
  readonly #values: number[] = [];
  /** [line with numbers] index of its first value, and its number in the text; the last entry closes the table. */
  readonly #first: number[] = [];
  readonly #lineNumber: number[] = [];
  #line = 0;
  #at = 0;

  /** @throws Error naming line and word where something is no number. */
  constructor(text: string) {
    let lineNumber = 1;
    for (let i = 0; i < text.length; lineNumber++) {
      const before = this.#values.length;
      i = this.#scanLine(text, i, lineNumber);
      if (this.#values.length === before) continue;
      this.#first.push(before);
      this.#lineNumber.push(lineNumber);
    }
    this.#first.push(this.#values.length);
  }

  /** Reads the line that begins at `i`; returns where the next begins. */
  #scanLine(text: string, from: number, lineNumber: number): number {
    let i = from;
    let isFirst = true;
    for (;;) {
      const code = text.charCodeAt(i);
      if (Number.isNaN(code)) return i;
      if (code === NEWLINE) return i + 1;
      if (isSpace(code)) {
        i++;
        continue;
      }
      if (isFirst && code === HASH) {
        const end = text.indexOf('\n', i);
        return end < 0 ? text.length : end + 1;
      }
      isFirst = false;
      const begin = i;
      let value = 0;
      let digits = true;
      for (let c = code; !Number.isNaN(c) && c !== NEWLINE && !isSpace(c); c = text.charCodeAt(++i)) {
        if (c >= ZERO && c <= NINE) value = value * 10 + (c - ZERO);
        else digits = false;
      }
      this.#values.push(digits && i - begin < 15 ? value : parsed(text.slice(begin, i), lineNumber));
    }
  }

  /** Number of the line the next value stands on; that of the last line at the end of the text. */
  get lineNumber(): number {
    while (this.#line < this.#lineNumber.length - 1 && this.#at >= (this.#first[this.#line + 1] ?? 0)) this.#line++;
    return this.#lineNumber[this.#line] ?? 1;
  }

  /** Whether every number is read. */
  get done(): boolean {
    return this.#at >= this.#values.length;
  }

  /** The next number, across line ends. @throws Error at the end of the text. */
  next(what: string): number {
    const value = this.#values[this.#at];
    if (value === undefined) throw new Error(`the text ends where ${what} should stand`);
    this.#at++;
    return value;
  }

  /** What is left of a line begun, or else the whole next line. @throws Error at the end of the text. */
  line(what: string): readonly number[] {
    if (this.#at >= this.#values.length) throw new Error(`the text ends where ${what} should stand`);
    let line = this.#line;
    while ((this.#first[line + 1] ?? 0) <= this.#at) line++;
    this.#line = line;
    const values = this.#values.slice(this.#at, this.#first[line + 1]);
    this.#at = this.#first[line + 1] ?? this.#values.length;
    return values;
  }

  /** A whole number in a range. `what` is asked only for the message. @throws Error with line and value. */
  between(what: () => string, low: number, high: number): number {
    const value = this.#values[this.#at];
    if (value === undefined) throw new Error(`the text ends where ${what()} should stand`);
    if (value < low || value > high || !Number.isInteger(value))
      throw new Error(`line ${this.lineNumber}: ${what()} is ${value}, no whole number in ${low} … ${high}`);
    this.#at++;
    return value;
  }

  /** @throws Error where numbers are left over: the counts above them do not fit. */
  finish(): void {
    if (this.#at < this.#values.length)
      throw new Error(`line ${this.lineNumber}: ${this.#values[this.#at]} is left over after everything the header announces`);
  }
}

const NEWLINE = 10;
const HASH = 35;
const ZERO = 48;
const NINE = 57;

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 0xfeff;
}

/** Signs and fractions: some sources write a flexibility of 2.95 or end a line with -1. */
function parsed(word: string, line: number): number {
  const value = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/.test(word) ? Number(word) : Number.NaN;
  if (!Number.isFinite(value)) throw new Error(`line ${line}: “${word.slice(0, 40)}” is no number`);
  return value;
}
