import { generateFactory } from '@midstream/factory';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stumbles } from './testing/axe.ts';
import { openBrowser } from './testing/browser.ts';
import type { House } from './testing/house.ts';
import { openHouse } from './testing/house.ts';
import type { Person } from './testing/person.ts';
import { setUp, sitDown } from './testing/person.ts';

const ORDERS = 5000;
let browser: Browser;
let house: House;
let planner: Person;
beforeAll(async () => {
  [browser, house] = await Promise.all([openBrowser(), openHouse()]);
  planner = await sitDown(browser, house.url);
  await setUp(planner, 'First planner', 'planner@example.com');
  await planner.button('web.take-example').first().waitFor();
  const factory = generateFactory({ orders: ORDERS, seed: 3, operationsPerOrder: 1 });
  const { request } = planner.page;
  const { csrfToken } = (await (await request.get(`${house.url}/api/v1/session`)).json()) as { csrfToken: string };
  const made = await request.post(`${house.url}/api/v1/workspaces`, {
    headers: { 'x-csrf-token': csrfToken },
    data: { id: 'many', from: { kind: 'document', factory } },
  });
  if (!made.ok()) throw new Error(await made.text());
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

test('five thousand orders scroll, are searched, filtered, sorted and walked by keys, with few of them in the page', async () => {
  const { page, say, complaints } = planner;
  await page.goto(`${house.url}/f/many/orders`);
  const links = page.locator('tbody a');
  await links.first().waitFor();
  await page.getByText(say('web.count-orders', { count: ORDERS })).waitFor();
  expect(await page.locator('tbody tr').count()).toBeLessThan(80);
  expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(ORDERS + 1));

  expect(await stumbles(page)).toEqual([]);

  await page.getByRole('button', { name: say('web.order'), exact: true }).click();
  await page.locator('th[aria-sort="ascending"]').getByText(say('web.order')).waitFor();
  const first = await links.first().innerText();
  // Rows that are read anew after sorting take the focus with them, so a key is pressed again until it is heard.
  const rowAfter = async (key: string, wanted: string): Promise<string | null | undefined> => {
    await links.first().focus();
    await page.keyboard.press(key);
    const row = () => page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex'));
    // The far end is read first and takes the keyboard then.
    for (let look = 0; look < 20 && (await row()) !== wanted; look++) await page.waitForTimeout(50);
    return await row();
  };
  await expect.poll(() => rowAfter('ArrowDown', '3')).toBe('3');
  await expect.poll(() => rowAfter('End', String(ORDERS + 1))).toBe(String(ORDERS + 1));
  expect(await page.locator('tbody tr').count()).toBeLessThan(80);

  await page.getByRole('button', { name: say('web.order'), exact: true }).click();
  await page.locator('th[aria-sort="descending"]').waitFor();
  await expect.poll(() => links.first().innerText()).not.toBe(first);
  await page.getByPlaceholder(say('web.search-orders')).fill(first);
  await expect.poll(() => links.allInnerTexts()).toContain(first);
  await expect.poll(() => links.count()).toBeLessThan(20);
  await page.getByRole('combobox', { name: say('web.status') }).selectOption('closed');
  await page.getByText(say('web.nothing-found')).waitFor();
  expect(complaints).toEqual([]);
});
