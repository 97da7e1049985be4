import { expect, it } from 'vitest';
import { workbookGuide } from './testing/workbook-guide.ts';

it('the guide to the workbook says what the catalogue of columns says', async () => {
  await expect(workbookGuide()).toMatchFileSnapshot('../../../docs/guides/workbook.md');
});
