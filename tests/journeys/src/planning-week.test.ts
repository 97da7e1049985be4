import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barsToTake } from './testing/board.ts';
import { openBrowser } from './testing/browser.ts';
import type { House } from './testing/house.ts';
import { openHouse } from './testing/house.ts';
import type { Person } from './testing/person.ts';
import { planAndPublish, setUp, sitDown, takeExample } from './testing/person.ts';

let browser: Browser;
let house: House;
let planner: Person;
beforeAll(async () => {
  [browser, house] = await Promise.all([openBrowser(), openHouse()]);
  planner = await sitDown(browser, house.url);
  await setUp(planner, 'First planner', 'planner@example.com');
  await takeExample(planner, 0);
  await planAndPublish(planner);
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

/** The plan at the top of the history. */
async function planInForce(): Promise<string | null> {
  return await planner.page.locator('tr[data-plan]').first().getAttribute('data-plan');
}

/** Publishes the proposal in sight; others may be left. */
async function publishOne(): Promise<void> {
  await planner.button('web.publish').waitFor();
  const before = await planInForce();
  await planner.button('web.publish').click();
  await expect.poll(planInForce).not.toBe(before);
}

test('two what-ifs are solved, compared side by side, and one is adopted as a proposal', async () => {
  const { page, say, button } = planner;
  await planner.goTo('scenarios');
  for (const [name, kind] of [
    ['One more', 'machine-more'],
    ['No overtime', 'overtime-allowed'],
  ] as const) {
    await button('web.new-scenario').click();
    await page.getByRole('dialog').getByLabel(say('web.name')).fill(name);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('web.save') })
      .click();
    const card = page.locator('section.card', { has: page.getByRole('heading', { name, exact: true }) });
    await card.getByRole('combobox', { name: say('web.add-change') }).selectOption(kind);
    if (kind === 'machine-more') {
      await card.getByRole('combobox', { name: say('web.field-machine') }).selectOption({ index: 1 });
      await card.getByRole('spinbutton', { name: say('web.field-count') }).fill('1');
    }
    await card.getByRole('button', { name: say('web.add'), exact: true }).click();
    await card
      .getByRole('listitem')
      .getByText(say(`web.change-${kind}`))
      .waitFor();
    await card.getByRole('button', { name: say('web.solve') }).click();
    await card.getByText(say('web.scenario-solved'), { exact: true }).waitFor();
  }
  const compared = page.getByRole('table').first();
  await compared.getByRole('columnheader', { name: 'One more' }).waitFor();
  await compared.getByRole('columnheader', { name: 'No overtime' }).waitFor();
  await button('web.adopt').first().click();
  await page.waitForURL(/\/run$/);
  await publishOne();
  expect(planner.complaints).toEqual([]);
});

test('of a proposal some orders are taken, the rest stays; what was published before can be published again', async () => {
  const { page, say, button } = planner;
  await planner.goTo('run');
  await page.getByRole('combobox', { name: say('web.search-time') }).selectOption('5');
  await button('web.plan-now').click();
  await button('web.publish').waitFor();
  const boxes = page.getByRole('checkbox');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: say('web.take-part', { count: 2 }) }).click();
  await page.getByRole('button', { name: say('web.take-part', { count: 2 }) }).waitFor({ state: 'detached' });
  // The whole proposal is still there beside the part of it: one of the two is published.
  await publishOne();
  const earlier = page.locator('tr[data-plan]', { has: button('web.publish-again') }).first();
  const id = await earlier.getAttribute('data-plan');
  await earlier.getByRole('button').click();
  await expect.poll(planInForce).toBe(id);
  expect(planner.complaints).toEqual([]);
});

test('a bar is locked where it stands and its order split; both are undone and done again, and planned', async () => {
  const { page, say, button } = planner;
  await planner.goTo('board');
  const pending = (count: number) => page.getByText(say('web.edits-pending', { count }));
  for await (const place of barsToTake(page)) {
    await page.mouse.click(place.x, place.y);
    const panel = page.locator('.board-panel');
    await panel.waitFor();
    if ((await button('web.lock').isVisible()) && (await page.getByLabel(say('web.split-first')).isVisible())) break;
    await panel.getByRole('button', { name: say('web.close') }).click();
    await panel.waitFor({ state: 'detached' });
  }
  await button('web.lock').click();
  await pending(1).waitFor();
  await page.getByLabel(say('web.split-first')).fill('1');
  await page.getByRole('button', { name: /^Split order/ }).click();
  await pending(2).waitFor();
  await button('web.undo').click();
  await button('web.undo').click();
  await pending(1).waitFor({ state: 'detached' });
  await button('web.redo').click();
  await button('web.redo').click();
  await pending(2).waitFor();
  await button('web.edit-plan').click();
  await page.waitForURL(/\/run$/);
  await publishOne();
  expect(planner.complaints).toEqual([]);
});
