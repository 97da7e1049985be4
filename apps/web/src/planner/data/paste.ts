/**
 * Rows pasted from a spreadsheet: tabs between cells, one line a row. A first line of known field names says what the columns are;
 * else they are taken in the order of the table. Numbers become numbers; empty cells say nothing.
 */
export function pastedRows(text: string, columns: readonly string[]): Readonly<Record<string, unknown>>[] {
  const lines = text
    .replaceAll('\r', '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t'));
  const first = lines[0];
  if (first === undefined || lines.every((line) => line.length < 2)) return [];
  const isHeader = first.every((cell) => columns.includes(cell.trim()));
  const names = isHeader ? first.map((cell) => cell.trim()) : columns;
  return lines
    .slice(isHeader ? 1 : 0)
    .map((line) =>
      Object.fromEntries(
        line.flatMap((cell, i) => (cell.trim() === '' || names[i] === undefined ? [] : [[names[i], valueOf(cell.trim())]])),
      ),
    )
    .filter((row) => typeof row.id === 'string' || typeof row.id === 'number')
    .map((row) => ({ ...row, id: String(row.id) }));
}

function valueOf(cell: string): string | number | boolean {
  if (/^-?\d+([.,]\d+)?$/.test(cell)) return Number(cell.replace(',', '.'));
  return cell === 'true' ? true : cell === 'false' ? false : cell;
}
