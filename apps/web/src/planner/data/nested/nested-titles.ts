import type { Language, RecordKind } from '@midstream/factory';
import { fieldIn } from '@midstream/words/unloaded';
import type { NestedList } from '../paste/columns.ts';

/** What a list inside an element is called. */
export const nestedTitle = (language: Language, kind: RecordKind, { field, inner }: NestedList): string =>
  inner === undefined ? fieldIn(language, field, kind) : fieldIn(language, inner, field);

/** What a row of a two-deep list belongs to: an operation. */
export const ownerTitle = (language: Language, { field }: NestedList): string =>
  fieldIn(language, field === 'operations' ? 'operation' : field);
