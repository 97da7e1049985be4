import { readFactory } from '@midstream/factory';
import { readXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import { TABLES } from './catalogue/index.ts';
import { LANGUAGES } from './catalogue/table.ts';
import { wordKey } from './cells/reading.ts';
import { exampleDraft } from './example-draft.ts';
import { importFactory } from './import-factory.ts';
import { headerWords } from './records/header-words.ts';
import { templateWorkbook } from './template.ts';

it.each(LANGUAGES)('the template in %s imports as it is, without a single remark, and can be planned', async (language) => {
  const result = await importFactory([{ name: 'template.xlsx', bytes: await templateWorkbook(language) }]);
  expect(result.findings).toEqual([]);
  expect(result.draft).toEqual(exampleDraft(language));
  expect(readFactory(result.draft).findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
});

it.each(LANGUAGES)('the template in %s has every table with frozen headers, widths, hints and lists to choose from', async (language) => {
  const book = await readXlsx(await templateWorkbook(language), { readStyles: true });
  expect(book.sheets).toHaveLength(TABLES.length + 1);
  for (const sheet of book.sheets.slice(1)) {
    expect(sheet.freezePane).toMatchObject({ rows: 1 });
    expect(sheet.name.length).toBeLessThanOrEqual(31);
    expect(sheet.columns?.every((column) => (column.width ?? 0) >= 9)).toBe(true);
    for (const validation of sheet.dataValidations ?? []) {
      // Excel calls a file damaged whose inline list is longer than 255 characters, and cuts its items at commas.
      expect(validation.values?.join(',').length ?? 0).toBeLessThanOrEqual(255);
      expect(validation.values?.every((word) => !word.includes(',')) ?? true).toBe(true);
      expect(validation.inputMessage?.length ?? 0).toBeLessThanOrEqual(255);
      expect(validation.inputTitle?.length ?? 0).toBeLessThanOrEqual(32);
      if (validation.formula1?.startsWith("'") !== true) continue;
      const target = /^'(.+)'!/.exec(validation.formula1)?.[1]?.replaceAll("''", "'");
      expect(book.sheets.map((other) => other.name)).toContain(target);
    }
  }
  const orders = book.sheets[1];
  const status = orders?.rows[0]?.indexOf({ en: 'Status', 'zh-Hant': '狀態', 'zh-Hans': '状态' }[language]) ?? -1;
  const letter = String.fromCodePoint(65 + status);
  const lists = orders?.dataValidations?.filter((validation) => validation.type === 'list') ?? [];
  expect(lists.find((validation) => validation.range.startsWith(`${letter}2`))?.values).toHaveLength(7);
});

it('no two columns of a table share a word, no two tables a name', () => {
  const titles = TABLES.flatMap((table) => [...new Set(LANGUAGES.flatMap((language) => table.title[language]).map(wordKey))]);
  expect(titles.toSorted()).toEqual([...new Set(titles)].toSorted());
  for (const table of TABLES) {
    for (const field of table.fields) {
      for (const language of LANGUAGES) expect(headerWords(table).get(wordKey(field.words[language][0] ?? ''))?.name).toBe(field.name);
    }
    const words = table.fields.flatMap((field) => [...new Set(LANGUAGES.flatMap((language) => field.words[language]).map(wordKey))]);
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  }
});
