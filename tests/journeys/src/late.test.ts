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
  await setUp(planner, 'First planner', 'planner@example.com');
  await takeExample(planner, 0);
  await planAndPublish(planner);
  await callersWantThemEarlier();
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

const EARLIER = 4;

/** Customers call: some orders are wanted a day before the plan has them. Planned with little change, they come late. */
async function callersWantThemEarlier(): Promise<void> {
  const { page, say, button } = planner;
  const workspace = /\/f\/([^/]+)/.exec(page.url())?.[1];
  const answer = await page.request.get(`${house.url}/api/v1/workspaces/${workspace}/orders?limit=500&sort=projected`);
  const { items } = (await answer.json()) as { items: readonly { id: string; projected?: string; due?: string }[] };
  const last = items.filter((order) => order.projected !== undefined && order.due !== undefined).slice(-EARLIER);
  for (const { id, projected = '' } of last) {
    await page.goto(`${house.url}/f/${workspace}/orders/${id}`);
    await button('web.edit').click();
    const dialog = page.getByRole('dialog');
    const dayBefore = new Date(Date.parse(`${projected.slice(0, 10)}T00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    await dialog.getByLabel(say('web.need-by'), { exact: true }).fill(dayBefore);
    await button('web.save').click();
    await dialog.waitFor({ state: 'detached' });
  }
  await planner.goTo('run');
  await page.getByRole('combobox', { name: say('web.goal') }).selectOption('calm');
  await planAndPublish(planner);
}

interface Offered {
  readonly id: string;
  readonly repair: { readonly latenessMinutes: number; readonly newlyLate?: readonly string[] };
}

/** Opens late orders one after the other until repairs are offered for one. */
async function firstRepairable(): Promise<{ readonly order: string; readonly before: string; readonly repairs: readonly Offered[] }> {
  const { page, say, button } = planner;
  await planner.goTo('late');
  const links = page.getByRole('link', { name: say('web.why'), exact: true });
  await links.first().waitFor();
  const orders = await page.locator('tbody td:first-child').allInnerTexts();
  for (const order of orders) {
    await planner.goTo('late');
    await page
      .getByRole('row', { name: order })
      .getByRole('link', { name: say('web.why') })
      .click();
    await page.getByRole('heading', { name: say('web.causes') }).waitFor();
    const before = await page.locator('.badge.late').first().innerText();
    const answered = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith('repairs'));
    await button('web.find-repairs').click();
    const { repairs } = (await (await answered).json()) as { repairs: readonly Offered[] };
    if (repairs.length > 0) return { order, before, repairs };
    await page.getByText(say('web.no-repairs')).waitFor();
  }
  throw new Error(`no repair is offered for any of ${orders.join(', ')}`);
}

test('a late order names its causes; the repair that is taken does to the plan what it said it would', async () => {
  const { page, say } = planner;
  const { order, before, repairs } = await firstRepairable();
  const best = repairs.toSorted((a, b) => a.repair.latenessMinutes - b.repair.latenessMinutes)[0];
  const offered = page.locator(`[data-repair="${best?.id}"]`);
  const promised = (await offered.locator('.badge').first().innerText()).trim();
  expect(promised).not.toBe(before);
  await offered.getByRole('button', { name: say('web.accept-repair') }).click();
  await page.waitForURL(/\/run$/);
  await publish(planner);

  await planner.goTo('orders');
  await page.getByPlaceholder(say('web.search-orders')).fill(order);
  const row = page.getByRole('row', { name: order });
  await expect.poll(async () => await row.locator('td').nth(6).innerText()).toBe(promised);
  expect(planner.complaints).toEqual([]);
});
