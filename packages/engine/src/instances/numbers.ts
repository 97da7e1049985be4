/**
 * Reads numbers one after the other, by line where a format cares; lines that begin with `#` are comments.
 * One pass over the characters into flat arrays: instances come with a million operations.
 */
export class NumberReader {
  #values: Float64Array;
  #count = 0;
  /** [line with numbers] index of its first value, and its number in the text; the last entry closes the table. */
  readonly #first: number[] = [];
  readonly #lineNumber: number[] = [];
  #line = 0;
  #at = 0;

  /** @throws Error naming line and word where something is no number. */
  constructor(text: string) {
    this.#values = new Float64Array(16 + (text.length >> 2));
    let lineNumber = 1;
    for (let i = 0; i < text.length; lineNumber++) {
      const before = this.#count;
      i = this.#scanLine(text, i, lineNumber);
      if (this.#count === before) continue;
      this.#first.push(before);
      this.#lineNumber.push(lineNumber);
    }
    this.#first.push(this.#count);
  }

  /** Reads the line that begins at `i`; returns where the next begins. */
  #scanLine(text: string, from: number, lineNumber: number): number {
    const length = text.length;
    // A line of n characters holds at most half as many numbers; few lines are long enough to ask twice.
    const lineEnd = text.indexOf('\n', from);
    const end = lineEnd < 0 ? length : lineEnd;
    this.#makeRoom((end - from + 1) >> 1);
    const values = this.#values;
    let count = this.#count;
    let i = from;
    while (i < end && isSpace(text.charCodeAt(i))) i++;
    if (i < end && text.charCodeAt(i) === HASH) i = end;
    while (i < end) {
      const begin = i;
      let value = 0;
      let digit = text.charCodeAt(i) - ZERO;
      while (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        digit = ++i < end ? text.charCodeAt(i) - ZERO : -1;
      }
      if (i < end && digit !== SPACE - ZERO && !isSpace(digit + ZERO)) {
        while (i < end && !isSpace(text.charCodeAt(i))) i++;
        value = parsed(text.slice(begin, i), lineNumber);
      } else if (i - begin >= 15) value = parsed(text.slice(begin, i), lineNumber);
      values[count++] = value;
      while (i < end && isSpace(text.charCodeAt(i))) i++;
    }
    this.#count = count;
    return end + 1;
  }

  #makeRoom(more: number): void {
    if (this.#count + more <= this.#values.length) return;
    const larger = new Float64Array(2 * this.#values.length + more);
    larger.set(this.#values);
    this.#values = larger;
  }

  /** Number of the line the next value stands on; that of the last line at the end of the text. */
  get lineNumber(): number {
    while (this.#line < this.#lineNumber.length - 1 && this.#at >= (this.#first[this.#line + 1] ?? 0)) this.#line++;
    return this.#lineNumber[this.#line] ?? 1;
  }

  /** Whether every number is read. */
  get done(): boolean {
    return this.#at >= this.#count;
  }

  /** The next number, across line ends. @throws Error at the end of the text. */
  next(what: string): number {
    const value = this.#values[this.#at] ?? 0;
    if (this.done) throw new Error(`the text ends where ${what} should stand`);
    this.#at++;
    return value;
  }

  /** What is left of a line begun, or else the whole next line. @throws Error at the end of the text. */
  line(what: string): Readonly<Float64Array> {
    if (this.done) throw new Error(`the text ends where ${what} should stand`);
    let line = this.#line;
    while ((this.#first[line + 1] ?? 0) <= this.#at) line++;
    this.#line = line;
    const values = this.#values.subarray(this.#at, this.#first[line + 1]);
    this.#at = this.#first[line + 1] ?? this.#count;
    return values;
  }

  /** A whole number in a range. `what` is asked only for the message. @throws Error with line and value. */
  between(what: () => string, low: number, high: number): number {
    const value = this.#values[this.#at] ?? 0;
    if (this.done) throw new Error(`the text ends where ${what()} should stand`);
    if (value < low || value > high || !Number.isInteger(value))
      throw new Error(`line ${this.lineNumber}: ${what()} is ${value}, no whole number in ${low} … ${high}`);
    this.#at++;
    return value;
  }

  /** @throws Error where numbers are left over: the counts above them do not fit. */
  finish(): void {
    if (!this.done)
      throw new Error(`line ${this.lineNumber}: ${this.#values[this.#at]} is left over after everything the header announces`);
  }
}

const SPACE = 32;
const HASH = 35;
const ZERO = 48;

function isSpace(code: number): boolean {
  return code === SPACE || code === 9 || code === 13 || code === 0xfeff;
}

/** Signs and fractions: some sources write a flexibility of 2.95 or end a line with -1. */
function parsed(word: string, line: number): number {
  const value = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/.test(word) ? Number(word) : Number.NaN;
  if (!Number.isFinite(value)) throw new Error(`line ${line}: “${word.slice(0, 40)}” is no number`);
  return value;
}
