import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './testing/browser.ts';
import type { House } from './testing/house.ts';
import { openHouse } from './testing/house.ts';
import { setUp, sitDown, takeExample } from './testing/person.ts';

let browser: Browser;
let house: House;
beforeAll(async () => {
  [browser, house] = await Promise.all([openBrowser(), openHouse()]);
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

const ORDERS = `Order No,Item,Qty,Wanted on
SO-9001,%PRODUCT%,40,2027-03-01
SO-9002,NO-SUCH-THING,40,2027-03-02
SO-9003,%PRODUCT%,many,2027-03-02
`;

test('a workbook becomes a factory; a sheet of orders gets its columns mapped and its wrong rows named', async () => {
  const planner = await sitDown(browser, house.url);
  const { page, say, button } = planner;
  await setUp(planner, 'First planner', 'planner@example.com');
  await takeExample(planner, 0);
  await planner.goTo('data');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: say('web.export-workbook') }).click(),
  ]);
  const workbook = await download.path();

  await page.goto(`${house.url}/new`);
  await page.getByLabel(say('web.factory-name')).fill('From a workbook');
  await button('web.begin').click();
  await page.waitForURL(/\/data$/);
  const choose = async (name: string, buffer: Buffer): Promise<void> => {
    await button('web.data-import').first().click();
    await page.getByTestId('import-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await page.getByRole('heading', { name, exact: true }).waitFor();
  };
  await choose('factory.xlsx', await readFile(workbook));
  await page.getByRole('heading', { name: say('web.sample-hours') }).waitFor();
  await button('web.import-merge').click();
  await page.getByText(say('web.can-plan')).waitFor();

  await planner.goTo('orders');
  const product = (await page.locator('tbody tr').first().locator('td').nth(1).innerText()).trim();
  await planner.goTo('data');
  await choose('orders.csv', Buffer.from(ORDERS.replaceAll('%PRODUCT%', product)));
  await page.getByRole('combobox', { name: 'Wanted on' }).selectOption('due');
  await page.getByRole('row', { name: /Wanted on → due/ }).waitFor();
  const errors = page.getByRole('heading', { name: say('web.health-errors') }).locator('..');
  await expect(errors.getByRole('listitem').allInnerTexts()).resolves.toEqual(
    expect.arrayContaining([expect.stringContaining('NO-SUCH-THING'), expect.stringContaining('many')]),
  );
  expect(planner.complaints).toEqual([]);
  await planner.leave();
});
