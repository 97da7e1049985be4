import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stumbles } from './testing/axe.ts';
import { openBrowser } from './testing/browser.ts';
import { HALF_TOLD, takeHalfTold } from './testing/half-told.ts';
import type { House } from './testing/house.ts';
import { openHouse } from './testing/house.ts';
import type { Person } from './testing/person.ts';
import { PASSWORD, setUp, sitDown } from './testing/person.ts';

const EMAIL = 'planner@example.com';

let browser: Browser;
let house: House;
let planner: Person;
let workspace: string;
beforeAll(async () => {
  [browser, house] = await Promise.all([openBrowser(), openHouse()]);
  planner = await sitDown(browser, house.url);
  await setUp(planner, 'First planner', EMAIL);
  workspace = await takeHalfTold(planner, house);
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

const address = (path: string): string => `${house.url}/api/v1/workspaces/${workspace}/${path}`;

async function ordersThere(): Promise<readonly { readonly id: string; readonly quantity: number }[]> {
  const answer = await planner.page.request.get(address('orders?limit=100'));
  return ((await answer.json()) as { items: { id: string; quantity: number }[] }).items;
}

async function openOrder(id: string): Promise<void> {
  await planner.goTo('orders');
  await planner.page.getByRole('link', { name: id, exact: true }).click();
}

const tables = async (kind: string): Promise<void> => {
  await planner.goTo('data');
  await planner.button('web.data-tables').click();
  await planner.page.getByRole('combobox', { name: planner.say('web.kind') }).selectOption(kind);
};

test('two clicks make one order, and so do two tries of which the first answer was lost', async () => {
  const { page, say, button } = planner;
  await openOrder('SO-1');
  const path = `**${new URL(address('orders/SO-1/duplicate')).pathname}`;
  let asked = 0;
  let answer = (): void => undefined;
  const clicked = new Promise<void>((done) => {
    answer = done;
  });
  await page.route(path, async (route) => {
    asked++;
    // The first time the server does it, and nobody hears of it.
    if (asked === 1) {
      await route.fetch();
      await route.abort();
    } else {
      // No answer before the second click.
      await clicked;
      await route.continue();
    }
  });
  await button('web.duplicate').click();
  await page.getByText(say('web.problem-offline')).waitFor();
  await button('web.duplicate').dblclick();
  answer();
  await page.getByRole('heading', { level: 1, name: 'SO-1', exact: true }).waitFor({ state: 'detached' });
  await page.unroute(path);
  expect(asked).toBe(2);
  expect(await ordersThere()).toHaveLength(2);
});

test('whoever is signed out while typing signs in where they are, and what was typed is still there', async () => {
  const { page, say, button } = planner;
  await openOrder('SO-1');
  await button('web.edit').click();
  const quantity = page.getByRole('spinbutton', { name: say('web.quantity') });
  await quantity.fill('33');
  await page.context().clearCookies();
  await button('web.save').click();
  const again = page.getByRole('dialog', { name: say('web.signed-out') });
  await again.getByLabel(say('web.email'), { exact: true }).fill(EMAIL);
  await again.locator('input[type=password]').fill(PASSWORD);
  await again.getByRole('button', { name: say('web.sign-in-do') }).click();
  await again.waitFor({ state: 'detached' });
  expect(await quantity.inputValue()).toBe('33');
  await button('web.save').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await ordersThere()).find(({ id }) => id === 'SO-1')?.quantity).toBe(33);
});

test('what is painted without a network stays in the picture and is stored afterwards', async () => {
  const { page, say, button } = planner;
  await tables('calendars');
  const hours = (count: string) => page.getByText(say('web.hours-a-week', { hours: count }));
  await hours('50.0').waitFor();
  await page.context().setOffline(true);
  const cell = (half: number) => page.locator(`[data-cell="5 ${half}"]`);
  for (const half of [16, 18]) {
    await cell(half).focus();
    await page.keyboard.press('Space');
  }
  await hours('51.0').waitFor();
  await page.getByText(say('web.problem-offline')).first().waitFor();
  // Elsewhere and back: the strokes wait.
  await planner.button('web.data-health').click();
  await planner.button('web.data-tables').click();
  await page.getByRole('combobox', { name: say('web.kind') }).selectOption('calendars');
  await hours('51.0').waitFor();
  await page.context().setOffline(false);
  await button('web.store-again').click();
  await button('web.store-again').waitFor({ state: 'detached' });
  await expect
    .poll(async () => {
      const answer = await page.request.get(address('records/calendars/day'));
      return ((await answer.json()) as { data: { week: readonly unknown[] } }).data.week.length;
    })
    .toBeGreaterThan(1);
});

test('of a record that somebody else changed meanwhile both changes are kept; Escape asks before it throws away what was typed', async () => {
  const { page, say, button } = planner;
  await tables('machines');
  await page.getByRole('row', { name: /^M1/ }).getByRole('button').click();
  const dialog = page.getByRole('dialog');
  const cost = dialog.getByRole('textbox', { name: say('name.costPerHour'), exact: true });
  await cost.fill('95');
  const me = (await (await page.request.get(`${house.url}/api/v1/session`)).json()) as { csrfToken: string };
  const other = await page.request.put(address('records/machines/M1'), {
    data: { ...HALF_TOLD.machines[0], name: 'Lathe' },
    headers: { 'x-csrf-token': me.csrfToken, 'if-match': '"1"' },
  });
  expect(other.ok()).toBe(true);
  let asked = '';
  page.once('dialog', (question) => {
    asked = question.message();
    void question.dismiss();
  });
  await page.keyboard.press('Escape');
  await expect.poll(() => asked).toBe(say('web.discard-typed'));
  expect(await cost.inputValue()).toBe('95');
  await button('web.save').click();
  await dialog.getByText(say('web.yours-is-kept')).waitFor();
  expect(await cost.inputValue()).toBe('95');
  await button('web.save').click();
  await dialog.waitFor({ state: 'detached' });
  const stored = (await (await page.request.get(address('records/machines/M1'))).json()) as { data: unknown };
  expect(stored.data).toMatchObject({ name: 'Lathe', costPerHour: 95 });
});

test('steps of a routing are typed, their ways pasted; a wrong number stays to be put right, and keeps the record from being saved', async () => {
  const { page, say, button } = planner;
  const open = async (): Promise<void> => {
    await tables('routings');
    await page.getByRole('row', { name: /pin-1/ }).getByRole('button').click();
  };
  await open();
  const dialog = page.getByRole('dialog').first();
  const [steps, ways] = [dialog.locator('details.nested').nth(0), dialog.locator('details.nested').nth(1)];
  const ids = steps.getByRole('textbox', { name: say('name.id'), exact: true });
  const yields = steps.getByRole('textbox', { name: say('name.yield'), exact: true });
  await steps.getByRole('button', { name: say('web.add-row') }).click();
  await ids.nth(2).fill('wash');
  await yields.nth(2).fill('most');
  await ids.nth(2).focus();
  expect(await yields.nth(2).inputValue()).toBe('most');
  await expect(button('web.save').isDisabled()).resolves.toBe(true);
  await yields.nth(2).fill('0.9');

  await ways.locator('summary').click();
  await ways.getByRole('button', { name: say('web.paste'), exact: true }).click();
  const paste = page.getByRole('dialog').last();
  await paste
    .getByRole('textbox')
    .fill(`${say('name.operation')}\t${say('name.machine')}\t${say('name.minutesPerUnit')}\nwash\tM1\t0.5\nturn\tM1\t3\n`);
  await paste.getByText(say('web.paste-new', { count: 1 })).waitFor();
  expect(await stumbles(page)).toEqual([]);
  await paste.getByRole('button', { name: say('web.paste-take', { count: 2 }) }).click();
  await ways
    .getByRole('textbox', { name: say('name.minutesPerUnit'), exact: true })
    .nth(2)
    .waitFor();
  await dialog.getByRole('button', { name: say('web.save'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  await open();
  await ids.nth(2).waitFor();
  expect(await ids.nth(2).inputValue()).toBe('wash');
  expect(await yields.nth(2).inputValue()).toBe('0.9');
  await ways.locator('summary').click();
  const minutes = ways.getByRole('textbox', { name: say('name.minutesPerUnit'), exact: true });
  await expect.poll(async () => await Promise.all([0, 1, 2].map((at) => minutes.nth(at).inputValue()))).toEqual(['3', '1', '0.5']);
});
