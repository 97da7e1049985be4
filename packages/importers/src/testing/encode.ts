/** Encodes text in a two- or four-byte Chinese encoding, by turning the platform's decoder round. Only for tests: runtimes have no such encoder. */
export function encodeChinese(text: string, encoding: 'big5' | 'gb18030'): Uint8Array {
  const table = tableOf(encoding);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      if (character < '\u0080') return [character.charCodeAt(0)];
      const bytes = table.get(character);
      if (bytes === undefined) throw new Error(`${character} is not in ${encoding}`);
      return bytes;
    }),
  );
}

const tables = new Map<string, Map<string, number[]>>();

function tableOf(encoding: string): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding);
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const decoded = decoder.decode(Uint8Array.of(lead, trail));
      if ([...decoded].length === 1 && decoded !== '\ufffd' && !table.has(decoded)) table.set(decoded, [lead, trail]);
    }
  }
  tables.set(encoding, table);
  return table;
}

export function encodeUtf16(text: string, order: 'LE' | 'BE', mark: boolean): Uint8Array {
  const units = [...((mark ? '\ufeff' : '') + text)].flatMap((character) =>
    [...character].flatMap((c) => Array.from({ length: c.length }, (_, i) => c.charCodeAt(i))),
  );
  return Uint8Array.from(units.flatMap((unit) => (order === 'LE' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
}
