import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './testing/browser.ts';
import type { House } from './testing/house.ts';
import { openHouse } from './testing/house.ts';
import type { Person } from './testing/person.ts';
import { planAndPublish, publish, setUp, sitDown, takeExample } from './testing/person.ts';

let browser: Browser;
let house: House;
let planner: Person;
beforeAll(async () => {
  [browser, house] = await Promise.all([openBrowser(), openHouse()]);
  planner = await sitDown(browser, house.url);
  await setUp(planner, 'Sales', 'sales@example.com');
  await takeExample(planner, 0);
  await planAndPublish(planner);
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

test('a rush order gets options with date and price, is held as a quote, and confirmed becomes a proposal', async () => {
  const { page, say, button } = planner;
  await planner.goTo('promise');
  await page.getByRole('combobox', { name: say('web.product') }).selectOption({ index: 1 });
  await page.getByRole('spinbutton', { name: say('web.quantity') }).fill('120');
  await button('web.ask').click();
  await button('web.hold-quote').first().waitFor();
  await expect(page.getByText(say('web.price-total')).count()).resolves.toBeGreaterThan(0);
  await button('web.hold-quote').first().click();
  await page.getByText(say('web.quote-held'), { exact: true }).waitFor();
  await button('web.confirm').click();
  await page.getByText(say('web.quote-confirmed'), { exact: true }).waitFor();
  await planner.goTo('run');
  await publish(planner);
  expect(planner.complaints).toEqual([]);
});
