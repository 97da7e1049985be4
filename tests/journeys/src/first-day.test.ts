import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barsToTake, drag } from './testing/board.ts';
import { openBrowser } from './testing/browser.ts';
import type { House } from './testing/house.ts';
import { openHouse } from './testing/house.ts';
import { planAndPublish, publish, setUp, sitDown, takeExample } from './testing/person.ts';

let browser: Browser;
let house: House;
beforeAll(async () => {
  [browser, house] = await Promise.all([openBrowser(), openHouse()]);
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

test('from the first start to a published plan and a bar moved by hand, in under three minutes', async () => {
  const began = performance.now();
  const planner = await sitDown(browser, house.url);
  const { page, say, button } = planner;
  await setUp(planner, 'First planner', 'planner@example.com');
  await takeExample(planner, 0);

  await planAndPublish(planner);
  const seconds = (performance.now() - began) / 1000;
  expect(seconds).toBeLessThan(180);

  await planner.goTo('board');
  await page.getByText(say('web.plan-published'), { exact: true }).waitFor();
  const pending = page.getByText(say('web.edits-pending', { count: 1 }));
  let isMoved = false;
  for await (const place of barsToTake(page)) {
    isMoved = await drag(page, place, 60);
    if (isMoved) break;
  }
  expect(isMoved, 'no bar could be moved to a later time').toBe(true);
  await pending.waitFor();
  await page.keyboard.press('Control+z');
  await pending.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+y');
  await button('web.edit-plan').click();
  await page.waitForURL(/\/run$/);
  await publish(planner);
  await page.getByText(say('web.nothing-published')).waitFor({ state: 'detached' });
  expect(planner.complaints).toEqual([]);
  await planner.leave();
});
