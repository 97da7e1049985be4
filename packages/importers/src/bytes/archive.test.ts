import { zipSync } from 'fflate';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { exampleDraft } from '../example-draft.ts';
import { exportWorkbook } from '../export-files.ts';
import { importFactory } from '../import-factory.ts';
import { withPart } from '../testing/workbook-parts.ts';

const MEGABYTE = 1024 * 1024;

async function codesOf(bytes: Uint8Array): Promise<string[]> {
  const result = await importFactory([{ name: 'orders.xlsx', bytes }]);
  expect(result.draft).toBeUndefined();
  return result.findings.filter((finding) => finding.severity === 'error').map((finding) => finding.code);
}

describe('a workbook is looked at before it is unpacked', () => {
  it('a part that explodes is refused', async () => {
    const began = performance.now();
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(64 * MEGABYTE) }, { level: 9 });
    const packed = performance.now();
    expect(bomb.length).toBeLessThan(MEGABYTE);
    expect(await codesOf(bomb)).toEqual(['import.archive-refused']);
    // Refused by what it says of itself: whoever unpacks 64 MB takes about as long as packing them took.
    expect(performance.now() - packed).toBeLessThan(packed - began);
  });

  it('a part that lies about its size is stopped where it said it would end', async () => {
    const honest = zipSync({ 'xl/workbook.xml': new Uint8Array(64 * MEGABYTE), '[Content_Types].xml': strToU8('<Types/>') }, { level: 9 });
    const bytes = honest.slice();
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 46 < bytes.length; at += 1) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1000, true);
    view.setUint32(22, 1000, true);
    expect(await codesOf(bytes)).toEqual(['import.file-unreadable']);
  });

  it('thousands of parts are refused', async () => {
    const parts = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`xl/${i}.xml`, new Uint8Array(1)]));
    expect(await codesOf(zipSync(parts, { level: 0 }))).toEqual(['import.archive-too-many-parts']);
  });

  it('XML that declares entities is refused, in UTF-16, too', async () => {
    const workbook = await exportWorkbook(exampleDraft('en'), 'en');
    const doctype = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>';
    expect(await codesOf(withPart(workbook, 'xl/sharedStrings.xml', () => strToU8(doctype)))).toEqual(['import.xml-declares-entities']);
    const wide = Uint8Array.from([0xff, 0xfe, ...[...doctype].flatMap((c) => [c.charCodeAt(0), 0])]);
    expect(await codesOf(withPart(workbook, 'xl/sharedStrings.xml', () => wide))).toEqual(['import.xml-declares-entities']);
  });

  it('an archive without a workbook, an encrypted or an old file say what they are', async () => {
    expect(await codesOf(zipSync({ 'photo.jpg': strToU8('x') }))).toEqual(['import.file-unreadable']);
    expect(await codesOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))).toEqual(['import.file-old-excel']);
    expect(await codesOf(new Uint8Array())).toEqual(['import.file-empty']);
    expect(await codesOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13))).toEqual(['import.encoding-unknown']);
  });
});
