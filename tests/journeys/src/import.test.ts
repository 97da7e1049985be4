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

/** As another system exports them: one word for the date that nobody could know, and one wrong quantity. */
const orders = (product: string, quantity: string): Buffer =>
  Buffer.from(`Order No,Item,Qty,Wanted on\nSO-9001,${product},40,2027-03-01\nSO-9002,${product},${quantity},2027-03-02\n`);

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
    await upload(name, buffer);
  };
  const upload = async (name: string, buffer: Buffer): Promise<void> => {
    await page.getByTestId('import-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await page.getByRole('heading', { name, exact: true }).waitFor();
  };
  await choose('factory.xlsx', await readFile(workbook));
  await page.getByRole('heading', { name: say('web.sample-hours') }).waitFor();
  await button('web.import-merge').click();
  await page.getByText(say('web.can-plan')).waitFor();

  await planner.goTo('orders');
  const workspace = /\/f\/([^/]+)/.exec(page.url())?.[1];
  const answer = await page.request.get(`${house.url}/api/v1/workspaces/${workspace}/orders?limit=1`);
  const { items } = (await answer.json()) as { items: readonly { product: string }[] };
  const product = items[0]?.product ?? '';
  await planner.goTo('data');
  await choose('orders.csv', orders(product, 'many'));
  await page.getByRole('combobox', { name: 'Wanted on' }).selectOption('due');
  await page.getByRole('combobox', { name: 'Wanted on' }).waitFor({ state: 'detached' });
  const errors = page.getByRole('listitem').filter({ hasText: 'many' });
  await expect(errors.innerText()).resolves.toMatch(/row 3/i);
  await expect(button('web.import-merge').isDisabled()).resolves.toBe(true);

  await button('web.choose-other-files').click();
  await upload('orders-mended.csv', orders(product, '60'));
  await page.getByRole('combobox', { name: 'Wanted on' }).selectOption('due');
  await page.getByRole('combobox', { name: 'Wanted on' }).waitFor({ state: 'detached' });
  await button('web.import-merge').click();
  await page.getByText(say('web.can-plan')).waitFor();
  await planner.goTo('orders');
  await page.getByPlaceholder(say('web.search-orders')).fill('SO-9002');
  await page.getByRole('link', { name: 'SO-9002' }).waitFor();
  expect(planner.complaints).toEqual([]);
  await planner.leave();
});
