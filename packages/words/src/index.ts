import { LANGUAGES } from './language.ts';
import { learn } from './loaded.ts';
import { locales } from './locales/index.ts';

for (const language of LANGUAGES) learn(language, locales[language]);

export { fieldIn, pathIn, subjectIn, valueIn } from './field-in-words.ts';
export { messageIn, placeIn, problemIn, sentenceOf } from './finding-in-words.ts';
export type { Language, NameInLanguages } from './language.ts';
export { intlTag, LANGUAGES, languageOf, nameIn } from './language.ts';
export { carbonIn, moneyIn, numberIn, percentIn } from './number-in.ts';
export { dateIn, dateTimeIn, deadlineIn, durationIn, hoursIn, weekIn, zonedTimeIn } from './time-in.ts';
export type { WordParams } from './translate.ts';
export { hasWords, sentenceTemplate, translate, wordKeys } from './translate.ts';
