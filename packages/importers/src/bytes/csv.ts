/** Separators people's programs write. The first wins a tie. */
const DELIMITERS = [',', ';', '\t', '|'] as const;

export interface CsvRows {
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
  /** Row (from 1) where a quotation mark opens that never closes; the rows from there on are not to be trusted. */
  readonly openQuoteRow?: number;
}

/** Splits delimited text into rows of cells (RFC 4180, plus other separators, a `sep=` first line, and any line ending). */
export function parseCsv(text: string): CsvRows {
  const told = /^sep=(.)\r?\n/i.exec(text);
  const body = told === null ? text : text.slice(told[0].length);
  const delimiter = told?.[1] ?? likeliestDelimiter(body);
  const parsed = tokenise(body, delimiter);
  if (told === null) return { ...parsed, delimiter };
  // The told line stays as an empty row, so that row numbers remain those of the file.
  return {
    rows: [[], ...parsed.rows],
    delimiter,
    ...(parsed.openQuoteRow === undefined ? {} : { openQuoteRow: parsed.openQuoteRow + 1 }),
  };
}

function tokenise(text: string, delimiter: string, maxRows = Number.POSITIVE_INFINITY): Omit<CsvRows, 'delimiter'> {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length && rows.length < maxRows) {
    let cell: string;
    if (text[at] === '"') {
      const quoted = quotedCell(text, at);
      if (quoted === undefined) return { rows: [...rows, [...row, text.slice(at)]], openQuoteRow: rows.length + 1 };
      cell = quoted.value;
      at = quoted.end;
      // Whatever stands between the closing mark and the separator belongs to the cell, as Excel reads it.
      const tail = plainEnd(text, at, delimiter);
      cell += text.slice(at, tail);
      at = tail;
    } else {
      const end = plainEnd(text, at, delimiter);
      cell = text.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (text[at] === delimiter) {
      at += 1;
      if (at === text.length) row.push('');
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else if (at < text.length) at += 1;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return { rows };
}

function quotedCell(text: string, start: number): { value: string; end: number } | undefined {
  let value = '';
  let at = start + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close === -1) return undefined;
    value += text.slice(at, close);
    if (text[close + 1] !== '"') return { value, end: close + 1 };
    value += '"';
    at = close + 2;
  }
}

function plainEnd(text: string, start: number, delimiter: string): number {
  let at = start;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

/** The separator under which the first rows have the most columns of an equal count. */
function likeliestDelimiter(text: string): string {
  let best: string = DELIMITERS[0];
  let bestScore = 0;
  const head = text.slice(0, 65_536);
  for (const delimiter of DELIMITERS) {
    const widths = tokenise(head, delimiter, 30).rows.map((row) => row.length);
    const widest = Math.max(0, ...widths);
    const score = widest < 2 ? 0 : widths.filter((width) => width === widest).length * (1 + Math.log2(widest));
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Writes rows as CSV for Excel: CRLF, quotes where needed. The caller has made the cells safe. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) => row.map(quoteCell).join(','))
    .map((line) => `${line}\r\n`)
    .join('');
}

function quoteCell(cell: string): string {
  return /[",\r\n\t;|]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
