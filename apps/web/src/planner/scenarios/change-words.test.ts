import { CHANGE_FORMS } from '@midstream/planning/changes';
import { hasWords } from '@midstream/words';
import { expect, test } from 'vitest';

test('every kind of change, and every field of it, has words for the form', () => {
  const keys = Object.entries(CHANGE_FORMS).flatMap(([kind, form]) => [
    `web.change-${kind}`,
    ...Object.keys(form).map((field) => `web.field-${field}`),
  ]);
  expect(keys.filter((key) => !hasWords(key))).toEqual([]);
  expect(Object.keys(CHANGE_FORMS).length).toBeGreaterThan(20);
});
