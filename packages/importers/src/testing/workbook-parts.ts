import { unzipSync, zipSync } from 'fflate';

/** The workbook with one part of its archive replaced. */
export function withPart(workbook: Uint8Array, name: string, change: (part: Uint8Array) => Uint8Array): Uint8Array {
  const parts = unzipSync(workbook);
  return zipSync({ ...parts, [name]: change(parts[name] ?? new Uint8Array()) });
}
