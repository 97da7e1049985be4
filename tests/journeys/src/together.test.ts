import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './testing/browser.ts';
import type { House } from './testing/house.ts';
import { openHouse } from './testing/house.ts';
import type { Person } from './testing/person.ts';
import { PASSWORD, planAndPublish, setUp, signIn, sitDown, takeExample } from './testing/person.ts';

const ADMIN = 'planner@example.com';

let browser: Browser;
let house: House;
let admin: Person;
beforeAll(async () => {
  [browser, house] = await Promise.all([openBrowser(), openHouse()]);
  admin = await sitDown(browser, house.url);
  await setUp(admin, 'First planner', ADMIN);
  await takeExample(admin, 0);
  await planAndPublish(admin);
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

async function openOrder({ page, button, goTo }: Person, order: string): Promise<void> {
  await goTo('orders');
  await page.getByRole('link', { name: order, exact: true }).click();
  await button('web.edit').click();
  await page.getByRole('dialog').waitFor();
}

async function makeAccount({ page, say, button, goTo }: Person, name: string, email: string, role: string, site?: string): Promise<void> {
  await goTo('people');
  await button('web.new-account').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(say('web.name'), { exact: true }).fill(name);
  await dialog.getByLabel(say('web.email'), { exact: true }).fill(email);
  await dialog.getByLabel(say('web.first-password'), { exact: true }).fill(PASSWORD);
  await dialog.getByRole('combobox', { name: say('web.role') }).selectOption(role);
  if (site !== undefined) await dialog.getByRole('combobox', { name: say('web.site') }).selectOption(site);
  await button('web.save').click();
  await dialog.waitFor({ state: 'detached' });
}

test('of two planners at one order the second is told who changed what, and loses nothing', async () => {
  await makeAccount(admin, 'Second planner', 'second@example.com', 'planner');
  const other = await sitDown(browser, house.url, { language: 'zh-Hant' });
  await signIn(other, 'second@example.com');
  await openOrder(admin, 'SO-2642');
  await openOrder(other, 'SO-2642');

  await admin.page.getByRole('spinbutton', { name: admin.say('web.quantity') }).fill('1300');
  await admin.button('web.save').click();
  await admin.page.getByRole('dialog').waitFor({ state: 'detached' });

  const quantity = other.page.getByRole('spinbutton', { name: other.say('web.quantity') });
  await quantity.fill('900');
  await other.button('web.save').click();
  const alert = other.page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toContain('First planner');
  expect(await quantity.inputValue()).toBe('900');
  await other.button('web.take-theirs').click();
  await expect.poll(() => quantity.inputValue()).toBe('1300');
  await other.button('web.take-mine').click();
  await expect.poll(() => quantity.inputValue()).toBe('900');
  await quantity.fill('1400');
  await other.button('web.save').click();
  await other.page.getByRole('dialog').waitFor({ state: 'detached' });

  // The first planner's page hears of it by itself.
  await admin.page.getByText(/1,400/).first().waitFor();
  expect([...admin.complaints, ...other.complaints]).toEqual([]);
  await other.leave();
});

test('somebody of one plant sees the machines of that plant only', async () => {
  await makeAccount(admin, 'Plant supervisor', 'plant@example.com', 'supervisor', 'VN');
  const person = await sitDown(browser, house.url);
  await signIn(person, 'plant@example.com');
  await person.goTo('board');
  await person.button('web.as-table').click();
  const table = person.page.getByRole('table').first();
  await table.waitFor();
  const text = await table.innerText();
  expect(text).toMatch(/\bVN-/);
  expect(text).not.toMatch(/\b(HK|DG)-\d*[A-Z]*\d+/);
  await person.goTo('sites');
  await person.page.getByRole('table').first().waitFor();
  expect(person.complaints).toEqual([]);
  await person.leave();
});
