import type { CompleteFactory, FactoryDraft, Plan } from '@midstream/factory';
import { factorySheets, writeWorkbook } from '@midstream/importers';
import type { Language } from '@midstream/words';
import { planSheets } from './plan-sheets.ts';

/**
 * The plan as a workbook: its own sheets first, then the factory's input sheets as they were read. Reading the file back ignores the
 * plan's sheets and gives the same factory.
 */
export async function writePlanWorkbook(
  plan: Plan,
  factory: CompleteFactory,
  draft: FactoryDraft,
  language: Language,
): Promise<Uint8Array> {
  return await writeWorkbook([...planSheets(plan, factory, language), ...factorySheets(draft, language)]);
}
