/**
 * Formula injection: a spreadsheet runs a CSV cell that begins with one of these, whoever wrote it (OWASP, "CSV Injection"). The
 * full-width forms count, too: Excel with a Chinese or Japanese input method folds them. A leading apostrophe makes the cell text;
 * cells that already begin with apostrophes before such a character get one more, so that taking one away always gives back the text.
 */
const LIVE = /^'*[=+\-@\t\r\n＝＋－＠]/;
const QUOTED_LIVE = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** The text as it may stand in a CSV cell. */
export function quietText(text: string): string {
  return LIVE.test(text) ? `'${text}` : text;
}

/** Undoes {@link quietText}; any other text comes back as it is. */
export function originalText(cell: string): string {
  return QUOTED_LIVE.test(cell) ? cell.slice(1) : cell;
}
