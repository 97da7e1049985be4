import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stumbles } from './testing/axe.ts';
import { openBrowser } from './testing/browser.ts';
import type { House } from './testing/house.ts';
import { openHouse } from './testing/house.ts';
import { HALF_TOLD, takeHalfTold } from './testing/half-told.ts';
import type { Person } from './testing/person.ts';
import { setUp, sitDown } from './testing/person.ts';

let browser: Browser;
let house: House;
let planner: Person;
beforeAll(async () => {
  [browser, house] = await Promise.all([openBrowser(), openHouse()]);
  planner = await sitDown(browser, house.url);
  await setUp(planner, 'First planner', 'planner@example.com');
  const id = await takeHalfTold(planner, house);
  const me = (await (await planner.page.request.get(`${house.url}/api/v1/session`)).json()) as { csrfToken: string };
  // Somebody mistypes a calendar later on.
  const spoilt = await planner.page.request.put(`${house.url}/api/v1/workspaces/${id}/records/machines/M1`, {
    data: { ...HALF_TOLD.machines[0], calendar: 'Day' },
    headers: { 'x-csrf-token': me.csrfToken, 'if-match': '"1"' },
  });
  if (!spoilt.ok()) throw new Error(await spoilt.text());
  await planner.page.goto(`${house.url}/f/${id}/data`);
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

const tables = async (kind: string): Promise<void> => {
  await planner.goTo('data');
  await planner.button('web.data-tables').click();
  await planner.page.getByRole('combobox', { name: planner.say('web.kind') }).selectOption(kind);
};

test('what is wrong with the data is said in words and mended with a button, which can be undone', async () => {
  const { page, say, button } = planner;
  await page.getByText(say('web.cannot-plan')).waitFor();
  const main = page.locator('main');
  expect(await main.innerText()).not.toMatch(/costPerHour|workCentre\b|gridGramsPerKwh|default-applied/);
  await page.getByRole('button', { name: say('web.fix-use', { name: 'day' }) }).click();
  await page.getByText(say('web.can-plan')).waitFor();
  await button('web.undo').click();
  await page.getByText(say('web.cannot-plan')).waitFor();
  await page.getByRole('button', { name: say('web.fix-use', { name: 'day' }) }).click();
  await page.getByText(say('web.can-plan')).waitFor();

  await page.getByRole('button', { name: say('web.fix-lane', { from: 'HK', to: 'DG' }) }).click();
  await page.getByRole('button', { name: say('web.fix-lane', { from: 'HK', to: 'DG' }) }).waitFor({ state: 'detached' });
  await button('web.fix-swap-dates').click();
  await button('web.fix-swap-dates').waitFor({ state: 'detached' });
  const assumed = page.getByRole('listitem').filter({ hasText: say('name.costPerHour') });
  await assumed.getByRole('spinbutton').fill('120');
  await assumed.getByRole('button', { name: say('web.fix-set-all', { count: 2 }) }).click();
  await assumed.waitFor({ state: 'detached' });
  await tables('machines');
  await expect.poll(async () => await page.getByRole('row', { name: /M1/ }).innerText()).toContain('120');
  expect(planner.complaints).toEqual([]);
});

test('a calendar is painted by hand and by keyboard, a day closed in its month, and all of it undone', async () => {
  const { page, say, button } = planner;
  await tables('calendars');
  const hours = (count: string) => page.getByText(say('web.hours-a-week', { hours: count }));
  await hours('50.0').waitFor();
  const cell = (day: number, half: number) => page.locator(`[data-cell="${day} ${half}"]`);
  const drag = async (from: [number, number], to: [number, number]): Promise<void> => {
    await cell(...from).hover();
    await page.mouse.down();
    await cell(...to).hover();
    await page.mouse.up();
  };
  await drag([5, 16], [5, 23]);
  await hours('54.0').waitFor();
  // Lunch from Monday to Friday.
  await cell(0, 24).focus();
  await page.keyboard.press('ArrowRight');
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(`Shift+${key}`);
  await page.keyboard.press('Space');
  await hours('49.0').waitFor();
  expect(await stumbles(page)).toEqual([]);

  await button('web.view-month').click();
  await button('web.month-after').click();
  const day = page.locator('.month button[data-other=false]').nth(9);
  await day.click();
  await page.getByLabel(say('web.reason')).fill('Stock-taking');
  await button('web.day-close').click();
  await page.getByText('Stock-taking').waitFor();
  expect(await day.getAttribute('data-closed')).toBe('true');
  expect(await stumbles(page)).toEqual([]);
  await button('web.view-table').click();
  await page.getByRole('cell', { name: 'Stock-taking' }).waitFor();
  for (const expected of ['49.0', '54.0', '50.0']) {
    await button('web.undo').click();
    await hours(expected).waitFor();
  }
  await button('web.undo').waitFor({ state: 'detached' });
  expect(planner.complaints).toEqual([]);
});

/** Puts text where the keyboard is, as a paste does. */
async function pasteInto(selector: string, text: string): Promise<void> {
  await planner.page
    .locator(selector)
    .first()
    .evaluate((element, given) => {
      const data = new DataTransfer();
      data.setData('text', given);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
}

test('a matrix takes minutes in its cells and a block from a spreadsheet', async () => {
  const { page, say, button } = planner;
  await tables('changeovers');
  const cell = (from: string, to: string) => page.getByRole('textbox', { name: `${from} → ${to}`, exact: true });
  // Nobody waits for one number to be stored before the next: both are kept, and undone one by one.
  for (const [from, to, minutes] of [
    ['white', 'black', '15'],
    ['black', 'white', '50'],
  ] as const) {
    await cell(from, to).fill(minutes);
    await cell(from, to).press('Enter');
  }
  expect(await cell('white', 'black').inputValue()).toBe('15');
  expect(await cell('black', 'white').inputValue()).toBe('50');
  await button('web.undo').click();
  await expect.poll(async () => await cell('black', 'white').inputValue()).toBe('45');
  expect(await cell('white', 'black').inputValue()).toBe('15');
  await pasteInto('.heat input', '\tblack\tred\tblue\nblack\t0\t20\t25\nwhite\t30\t5\t5\n');
  await cell('black', 'blue').waitFor();
  await expect.poll(async () => await cell('white', 'black').inputValue()).toBe('30');
  await button('web.undo').click();
  await expect.poll(async () => await cell('white', 'black').inputValue()).toBe('15');
  await pasteInto('.heat input', '5\tmany\n');
  await page.getByText(say('web.paste-no-number', { row: 1, column: 2, value: 'many' })).waitFor();
  expect(await cell('black', 'white').inputValue()).toBe('45');
  expect(await stumbles(page)).toEqual([]);
  expect(planner.complaints).toEqual([]);
});

test('rows from a spreadsheet are shown with what they change; one wrong cell and nothing is written', async () => {
  const { page, say, button } = planner;
  await tables('machines');
  await pasteInto('[role=region]', 'Number\tWork centre\tCost per hour\nM1\tturning\tcheap\nM3\tturning\t80\n');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('row', { name: /2 Cost per hour cheap/ }).waitFor();
  await expect(dialog.getByRole('button', { name: /^Write/ }).isDisabled()).resolves.toBe(true);
  await dialog.getByRole('textbox').fill('Number\tWork centre\tCost per hour\nM1\tturning\t95\nM3\tturning\t80\n');
  await dialog.getByText(say('web.paste-new', { count: 1 })).waitFor();
  await dialog.getByText(say('web.paste-changed', { count: 1 })).waitFor();
  expect(await stumbles(page)).toEqual([]);
  await dialog.getByRole('button', { name: say('web.paste-write', { count: 2 }) }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(async () => await page.getByRole('row', { name: /^M3/ }).innerText()).toContain('80');
  await expect.poll(async () => await page.getByRole('row', { name: /^M1/ }).innerText()).toContain('95');

  await planner.goTo('orders');
  await button('web.paste').click();
  await dialog.getByRole('textbox').fill('Number\tProduct\tQuantity\tDue\nSO-2\tpin\t1,250\t2026-12-30\n');
  await dialog.getByRole('button', { name: say('web.paste-write', { count: 1 }) }).click();
  await page.getByRole('row', { name: /SO-2.*1,250/ }).waitFor();
  expect(planner.complaints).toEqual([]);
});
