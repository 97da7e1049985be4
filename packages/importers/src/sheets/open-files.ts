import type { Finding } from '@midstream/units';
import { inspectArchive } from '../bytes/archive.ts';
import { parseCsv } from '../bytes/csv.ts';
import { decodeText } from '../bytes/encoding.ts';
import { originalText } from '../bytes/live-text.ts';
import { MAX_COLUMNS, MAX_ROWS, readWorkbook } from '../bytes/workbook-reader.ts';
import { report } from '../codes.ts';
import type { Sheet } from './sheet.ts';

/** A file as bytes; what it is, is found out from them. */
export interface InputFile {
  /** File name, with or without folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface OpenedFile {
  readonly file: string;
  readonly container: 'workbook' | 'csv' | 'json' | 'unreadable';
  readonly sheets: readonly Sheet[];
  /** Text of a JSON file. */
  readonly text?: string;
  readonly findings: readonly Finding[];
}

const MEGABYTE = 1024 * 1024;
const MAX_FILE = 64 * MEGABYTE;

const begins = (bytes: Uint8Array, ...signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte);

/** Opens a file by what it holds, not by what it is called: a workbook, delimited text or JSON. */
export async function openFile({ name, bytes }: InputFile): Promise<OpenedFile> {
  const at = { file: name };
  const refuse = (...findings: readonly Finding[]): OpenedFile => ({ file: name, container: 'unreadable', sheets: [], findings });
  if (bytes.length === 0) return refuse(report('import.file-empty', {}, at));
  if (bytes.length > MAX_FILE) {
    return refuse(report('import.file-too-large', { megabytes: Math.round(bytes.length / MEGABYTE), limit: MAX_FILE / MEGABYTE }, at));
  }
  // The old .xls and every password-protected workbook are OLE containers.
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return refuse(report('import.file-old-excel', {}, at));
  if (begins(bytes, 0x50, 0x4b)) {
    const trouble = inspectArchive(bytes);
    if (trouble.length > 0) return refuse(...trouble.map((finding) => ({ ...finding, at })));
    const { sheets, findings } = await readWorkbook(bytes, name);
    return {
      file: name,
      container: findings.some((finding) => finding.code === 'import.file-unreadable') ? 'unreadable' : 'workbook',
      sheets,
      findings,
    };
  }
  return openText(name, bytes);
}

function openText(file: string, bytes: Uint8Array): OpenedFile {
  const at = { file };
  const decoded = decodeText(bytes);
  if (decoded === undefined || looksBinary(decoded.text)) {
    return { file, container: 'unreadable', sheets: [], findings: [report('import.encoding-unknown', {}, at)] };
  }
  const { text, encoding } = decoded;
  const findings: Finding[] = encoding === 'UTF-8' ? [] : [report('import.encoding-read', { encoding }, at)];
  if (/\.json$/i.test(file) || /^\s*\{/.test(text)) return { file, container: 'json', sheets: [], text, findings };
  const csv = parseCsv(text);
  const columns = csv.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  if (csv.openQuoteRow !== undefined) findings.push(report('import.quote-left-open', {}, { ...at, row: csv.openQuoteRow }));
  else if (csv.rows.length > MAX_ROWS) findings.push(report('import.too-many-rows', { rows: csv.rows.length, limit: MAX_ROWS }, at));
  else if (columns > MAX_COLUMNS) findings.push(report('import.too-many-columns', { columns, limit: MAX_COLUMNS }, at));
  else return { file, container: 'csv', sheets: [{ file, rows: csv.rows.map((row) => row.map(originalText)) }], findings };
  return { file, container: 'csv', sheets: [], findings };
}

/** Pictures and programs decode as something, but never without control characters. */
function looksBinary(text: string): boolean {
  const head = text.slice(0, 8192);
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  const controls = head.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  return head.includes('\0') || controls > head.length / 50;
}
