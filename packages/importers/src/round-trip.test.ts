import type { FactoryDraft, Language } from '@midstream/factory';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportCsv, exportWorkbook } from './export-files.ts';
import { importFactory } from './import-factory.ts';
import { arbitraryDraft } from './testing/arbitrary-draft.ts';

const language = fc.constantFrom<Language>('en', 'zh-Hant', 'zh-Hans');

async function sameAfter(draft: FactoryDraft, files: { name: string; bytes: Uint8Array }[]): Promise<void> {
  const result = await importFactory(files);
  expect(result.findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
  expect(result.draft).toEqual(draft);
}

it('every field of a factory survives the workbook, in each language', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDraft, language, async (draft, tongue) => {
      await sameAfter(draft, [{ name: 'factory.xlsx', bytes: await exportWorkbook(draft, tongue) }]);
    }),
    { numRuns: 80, seed: 20_261_123 },
  );
});

it('every field of a factory survives the CSV folder, in each language', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDraft, language, async (draft, tongue) => {
      await sameAfter(draft, exportCsv(draft, tongue));
    }),
    { numRuns: 120, seed: 20_261_124 },
  );
});
