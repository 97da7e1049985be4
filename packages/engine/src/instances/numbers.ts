/** Reads whole numbers one after the other, by line where a format cares; comment lines begin with `#`. */
export class NumberReader {
  readonly #lines: readonly { readonly number: number; readonly values: readonly number[] }[];
  #line = 0;
  #at = 0;

  /** @throws Error naming line and value where something is no whole number. */
  constructor(text: string) {
    const lines: { number: number; values: number[] }[] = [];
    text.split('\n').forEach((line, i) => {
      const words = line.trim();
      if (words === '' || words.startsWith('#')) return;
      lines.push({ number: i + 1, values: words.split(/\s+/).map((word) => wholeNumber(word, i + 1)) });
    });
    this.#lines = lines;
  }

  /** The next number, across line ends. @throws Error at the end of the text. */
  next(what: string): number {
    for (; this.#line < this.#lines.length; this.#line++, this.#at = 0) {
      const value = this.#lines[this.#line]?.values[this.#at];
      if (value === undefined) continue;
      this.#at++;
      return value;
    }
    throw new Error(`the text ends where ${what} should stand`);
  }

  /** The whole next line. @throws Error at the end of the text. */
  line(what: string): readonly number[] {
    if (this.#at > 0) {
      this.#line++;
      this.#at = 0;
    }
    const line = this.#lines[this.#line++];
    if (line === undefined) throw new Error(`the text ends where ${what} should stand`);
    return line.values;
  }

  /** A number in a range. @throws Error with the value. */
  between(what: string, low: number, high: number): number {
    const value = this.next(what);
    if (value < low || value > high)
      throw new Error(`${what} is ${value}, not in ${low} … ${high} (line ${this.#lines[this.#line]?.number ?? 0})`);
    return value;
  }
}

function wholeNumber(word: string, line: number): number {
  const value = Number(word);
  // Some sources write headers such as 3.0 or a flexibility of 2.95; only whole quantities are ever used.
  if (word === '' || !Number.isFinite(value)) throw new Error(`line ${line}: “${word}” is no number`);
  return value;
}
