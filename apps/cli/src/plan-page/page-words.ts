import type { Language } from '@midstream/words';
import { LANGUAGES, sentenceTemplate, translate, wordKeys } from '@midstream/words';
import type { PageLanguage, PageName } from './page-data.ts';

/** Groups of keys the page can say; the rest of the words stay out of the file. */
const GROUPS = ['page.', 'field.', 'figure.', 'binding.', 'cost.', 'carbon.', 'state.', 'status.', 'severity.', 'unit.', 'list.', 'time.'];

/** The page's sentences in every language, placeholders and all. */
export function pageWords(): Record<PageLanguage, Record<string, string>> {
  const sentences = (language: Language): Record<string, string> => {
    const keys = wordKeys(language).filter((key) => GROUPS.some((group) => key.startsWith(group)));
    return Object.fromEntries(keys.map((key) => [key, sentenceTemplate(language, key) ?? '']));
  };
  return { en: sentences('en'), 'zh-Hant': sentences('zh-Hant'), 'zh-Hans': sentences('zh-Hans') };
}

/** Name of the row of a supplier, given as `supplier:<name>`; without a name, of all that is outsourced. */
export function supplierName(id: string): PageName {
  const name = id.replace(/^supplier:/, '');
  const say = (language: Language): string =>
    name === '' ? translate(language, 'page.outsourced') : translate(language, 'page.supplier', { name });
  const [en, hant, hans] = LANGUAGES.map(say) as [string, string, string];
  return [en, hant, hans];
}
