/**
 * Cells of what a spreadsheet puts on the clipboard: tabs between cells, lines between rows; a cell with a tab, a line break or a
 * quote in it stands in quotes, its own quotes doubled. Blank rows at the end are none.
 */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? '';
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else isQuoted = false;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === '\t' || letter === '\n') {
      rows.at(-1)?.push(cell.trim());
      cell = '';
      if (letter === '\n') rows.push([]);
    } else if (letter !== '\r') cell += letter;
  }
  rows.at(-1)?.push(cell.trim());
  while (rows.length > 0 && rows.at(-1)?.every((each) => each === '') === true) rows.pop();
  return rows;
}

/** A number as people write it (`1,250`, `80,5`, `１２`, `85%`), or undefined. A comma before exactly three digits groups thousands. */
export function numberOf(cell: string): number | undefined {
  const plain = cell.normalize('NFKC').replaceAll(/\s/g, '');
  const [, digits = '', percent] = /^([-+]?[\d.,]+)(%?)$/.exec(plain) ?? [];
  if (digits === '' || !/\d/.test(digits)) return undefined;
  const grouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.');
  const value = Number(grouped);
  if (!Number.isFinite(value)) return undefined;
  return percent === '%' ? value / 100 : value;
}
