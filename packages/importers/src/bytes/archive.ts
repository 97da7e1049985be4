import type { Finding } from '@midstream/units';
import { Inflate } from 'fflate';
import { report } from '../codes.ts';

const MEGABYTE = 1024 * 1024;
/** A real workbook of 30,000 operations unpacks to about 40 MB. */
const MAX_UNPACKED = 256 * MEGABYTE;
/** Spreadsheet XML packs 10 to 60 fold; deflate's own limit, which bombs use, is 1032 fold. */
const MAX_RATIO = 250;
/** Small parts (a theme, an empty sheet) may pack however well they like. */
const RATIO_FREE = 4 * MEGABYTE;
const MAX_PARTS = 2048;

interface Part {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly method: number;
  readonly offset: number;
}

/**
 * Looks at a zip archive without unpacking it and refuses what would explode or smuggle: too many or too large parts, ratios no
 * spreadsheet has, XML that declares entities. Sizes are the declared ones; the reader behind stops at them, so a lie does not help.
 */
export function inspectArchive(bytes: Uint8Array): readonly Finding[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = listParts(view, bytes);
  if (typeof parts === 'string') return [report('import.file-unreadable', { reason: parts })];
  if (parts.length > MAX_PARTS) return [report('import.archive-too-many-parts', { parts: parts.length, limit: MAX_PARTS })];
  const tooLarge = largePart(parts);
  if (tooLarge !== undefined) return [tooLarge];
  if (!parts.some((part) => part.name === 'xl/workbook.xml' || part.name.endsWith('/workbook.xml'))) {
    return [report('import.file-unreadable', { reason: 'the archive holds no workbook' })];
  }
  return parts
    .filter((part) => /\.(xml|rels|vml)$/i.test(part.name) && declaresEntities(view, bytes, part))
    .map((part) => report('import.xml-declares-entities', { part: part.name }));
}

function largePart(parts: readonly Part[]): Finding | undefined {
  const refuse = (part: string, size: number, limit: number): Finding =>
    report('import.archive-refused', { part, megabytes: Math.round(size / MEGABYTE), limit: Math.round(limit / MEGABYTE) });
  let total = 0;
  for (const part of parts) {
    total += part.unpacked;
    const limit = Math.max(RATIO_FREE, part.packed * MAX_RATIO);
    if (part.unpacked > limit) return refuse(part.name, part.unpacked, limit);
  }
  return total > MAX_UNPACKED ? refuse('*', total, MAX_UNPACKED) : undefined;
}

/** Reads the central directory (PKWARE APPNOTE 4.3.12, 4.3.16; sizes beyond 32 bits from extra field 1). A string says why it cannot. */
function listParts(view: DataView, bytes: Uint8Array): Part[] | string {
  const end = endOfDirectory(view);
  if (end === undefined) return 'the archive is cut off';
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const parts: Part[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return 'the list of parts is damaged';
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const extraEnd = at + 46 + nameLength + extraLength;
    if (extraEnd > view.byteLength) return 'the list of parts is damaged';
    if ((view.getUint16(at + 8, true) & 1) === 1) return 'the archive is encrypted';
    parts.push({
      name: asciiText(bytes.subarray(at + 46, at + 46 + nameLength)),
      packed: view.getUint32(at + 20, true),
      unpacked: unpackedSize(view, at, at + 46 + nameLength, extraEnd),
      method: view.getUint16(at + 10, true),
      offset: view.getUint32(at + 42, true),
    });
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return parts;
}

function endOfDirectory(view: DataView): number | undefined {
  const earliest = Math.max(0, view.byteLength - 65_557);
  for (let at = view.byteLength - 22; at >= earliest; at -= 1) if (view.getUint32(at, true) === 0x06054b50) return at;
  return undefined;
}

function unpackedSize(view: DataView, entry: number, extraStart: number, extraEnd: number): number {
  const size = view.getUint32(entry + 24, true);
  if (size !== 0xffffffff) return size;
  for (let at = extraStart; at + 4 <= extraEnd; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 1 && at + 12 <= view.byteLength) return Number(view.getBigUint64(at + 4, true));
  }
  return size;
}

/** A document type can only stand before the first element, so the beginning of a part tells. */
function declaresEntities(view: DataView, bytes: Uint8Array, part: Part): boolean {
  const head = partHead(view, bytes, part);
  // UTF-16 leaves zeros between the letters.
  return head !== undefined && /<!(DOCTYPE|ENTITY)/i.test(asciiText(head).replaceAll('\0', ''));
}

function partHead(view: DataView, bytes: Uint8Array, part: Part): Uint8Array | undefined {
  if (part.offset + 30 > view.byteLength) return undefined;
  const start = part.offset + 30 + view.getUint16(part.offset + 26, true) + view.getUint16(part.offset + 28, true);
  const packed = bytes.subarray(start, Math.min(start + part.packed, start + 16_384));
  if (part.method === 0) return packed;
  let head: Uint8Array | undefined;
  try {
    const inflate = new Inflate((chunk) => {
      head ??= chunk.subarray(0, 65_536);
    });
    inflate.push(packed, false);
  } catch {
    // Damaged deflate data: the reader says so when it comes to this part.
    return head;
  }
  return head;
}

function asciiText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
