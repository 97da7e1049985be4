import type { Language } from '@midstream/factory';
import type { WrittenSheet } from './bytes/workbook-writer.ts';
import { writeWorkbook } from './bytes/workbook-writer.ts';
import { TABLES } from './catalogue/index.ts';
import { exampleDraft } from './example-draft.ts';
import { factorySheets } from './export-files.ts';
import { INSTRUCTIONS_TITLE } from './instructions.ts';

const STEPS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'How to fill in this workbook',
    'Replace the example rows with your own. Orders, products, routings and machines are enough for a first plan; everything else has a default, and each default used is listed with the plan.',
    'Dark headers must be filled in, light ones may be left blank. Select a cell to see what it takes.',
    'Sheets and columns may be moved, left out or added to; sheets may be named in English or Chinese. Hidden sheets are not read.',
    'Write dates as 2026-11-23 (a date such as 03/04/2026 is refused, because it has two meanings). Times are minutes unless the header says otherwise.',
    'The sheets:',
  ],
  'zh-Hant': [
    '如何填寫本活頁簿',
    '請以貴廠資料取代示範內容。填好訂單、產品、工藝路線和機台即可作第一次排程；其餘都有預設值，所用的預設值會隨排程列出。',
    '深色標題為必填，淺色可留空。選取儲存格可看到填寫提示。',
    '工作表和欄位可以移動、刪減或增加，名稱可用中文或英文。隱藏的工作表不會讀取。',
    '日期請寫成 2026-11-23（03/04/2026 這類日期有兩種解讀，不會接受）。時間除標題另有註明外，以分鐘計。',
    '各工作表：',
  ],
  'zh-Hans': [
    '如何填写本工作簿',
    '请用贵厂资料替换示范内容。填好订单、产品、工艺路线和机台即可做第一次排程；其余都有默认值，用到的默认值会随排程列出。',
    '深色标题为必填，浅色可留空。选中单元格可看到填写提示。',
    '工作表和列可以移动、删减或增加，名称可用中文或英文。隐藏的工作表不会读取。',
    '日期请写成 2026-11-23（03/04/2026 这类日期有两种读法，不会接受）。时间除标题另有注明外，以分钟计。',
    '各工作表：',
  ],
};

/** The workbook a planner starts from: instructions, every table with an example, lists to choose from, in one language. It imports as it is. */
export async function templateWorkbook(language: Language): Promise<Uint8Array> {
  return await writeWorkbook([instructions(language), ...factorySheets(exampleDraft(language), language, { everyTable: true })]);
}

function instructions(language: Language): WrittenSheet {
  const tables = TABLES.map((table) => [table.title[language][0] ?? table.name, table.about[language]]);
  return { name: INSTRUCTIONS_TITLE[language], rows: [...STEPS[language].map((line) => [line]), ...tables], widths: [28, 110] };
}
