import { readFactory } from '@midstream/factory';
import { hasErrors } from '@midstream/units';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportCsv, exportWorkbook } from '../export-files.ts';
import { importFactory } from '../import-factory.ts';
import { writeWorkbook } from '../bytes/workbook-writer.ts';
import { readTables } from '../sheets/read-tables.ts';
import { samplesOf } from '../testing/samples.ts';
import { FORMATS } from './index.ts';

describe.each(FORMATS.map((format) => format.name))('the format %s', (name) => {
  it('is found out from its samples, which import without errors', async () => {
    const result = await importFactory(samplesOf(name));
    expect(result.format).toBe(name);
    expect(result.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
    expect(result.draft).toBeDefined();
  });

  it('gives a factory the factory room accepts', async () => {
    const result = await importFactory(samplesOf(name));
    expect(readFactory(result.draft).findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  });

  it('gives the same however often and in whatever order its files come', async () => {
    const once = await importFactory(samplesOf(name));
    const again = await importFactory(samplesOf(name).reverse());
    expect(again.draft).toEqual(once.draft);
  });

  it('survives the own workbook and CSV folder', async () => {
    const { draft } = await importFactory(samplesOf(name));
    if (draft === undefined) throw new Error('the sample did not import');
    expect((await importFactory([{ name: 'again.xlsx', bytes: await exportWorkbook(draft, 'zh-Hans') }])).draft).toEqual(draft);
    expect((await importFactory(exportCsv(draft, 'zh-Hant'))).draft).toEqual(draft);
  });

  it('reports junk and gives nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('a.csv', 'orders.csv', 'a.xlsx', 'a.json'),
        async (bytes, file) => {
          const result = await importFactory([{ name: file, bytes }], { format: name });
          expect(result.draft === undefined ? hasErrors(result.findings) : true).toBe(true);
        },
      ),
      { seed: 4, numRuns: 100 },
    );
  });
});

const SHEET_FORMATS = FORMATS.filter((format) => format.kind === 'sheets');
const OTHER_SYSTEMS = SHEET_FORMATS.filter((format) => format.containers.length === 2);

describe.each(OTHER_SYSTEMS.map((format) => format.name))('%s as one workbook', (name) => {
  it('means the same as its CSV files', async () => {
    const sheets = await Promise.all(
      samplesOf(name).map(async (file) => {
        const [table] = (await readTables(file.bytes, file.name)).tables;
        return { name: file.name.replace('.csv', ''), rows: [table?.header ?? [], ...(table?.rows ?? [])] };
      }),
    );
    const result = await importFactory([{ name: 'export.xlsx', bytes: await writeWorkbook(sheets) }]);
    expect(result.format).toBe(name);
    expect(result.draft).toEqual((await importFactory(samplesOf(name))).draft);
  });
});
