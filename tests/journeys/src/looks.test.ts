import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '@midstream/words';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stumbles } from './testing/axe.ts';
import { openBrowser } from './testing/browser.ts';
import type { House } from './testing/house.ts';
import { openHouse } from './testing/house.ts';
import type { Person } from './testing/person.ts';
import { planAndPublish, setUp, signIn, sitDown, takeExample } from './testing/person.ts';

const PAGES = ['cockpit', 'board', 'run', 'orders', 'promise', 'late', 'scenarios', 'data', 'sites', 'people'];
const SIZES = { desk: { width: 1440, height: 900 }, tablet: { width: 1024, height: 768 } };
const LANGUAGES: readonly Language[] = ['en', 'zh-Hant', 'zh-Hans'];
const EMAIL = 'lam@example.com';
const OUT = fileURLToPath(new URL('../../../out/screens/', import.meta.url));

let browser: Browser;
let house: House;
beforeAll(async () => {
  mkdirSync(OUT, { recursive: true });
  [browser, house] = await Promise.all([openBrowser(), openHouse()]);
  const first = await sitDown(browser, house.url);
  await setUp(first, 'First planner', EMAIL);
  await takeExample(first, 0);
  await planAndPublish(first);
  await first.leave();
});
afterAll(async () => {
  await browser.close();
  await house.stop();
});

/** Until a page has what it loads, and its canvases and fonts are drawn. */
async function isShown({ page }: Person): Promise<void> {
  await page.waitForTimeout(300);
  await page.locator('.empty[role=status]').waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
}

test('a button without a name is noticed', async () => {
  const reader = await sitDown(browser, house.url);
  await reader.page.locator('main').waitFor();
  await reader.page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  expect(await stumbles(reader.page)).toEqual([expect.stringMatching(/^button-name/)]);
  await reader.leave();
});

test('every page can be read and used without eyes or mouse, by day and by night', async () => {
  const reader = await sitDown(browser, house.url);
  await reader.button('web.sign-in-do').waitFor();
  expect(await stumbles(reader.page), 'signing in').toEqual([]);
  await signIn(reader, EMAIL);
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    for (const name of PAGES) {
      await reader.goTo(name);
      await isShown(reader);
      found.push(...(await stumbles(reader.page)).map((each) => `${theme} ${name}: ${each}`));
    }
    await reader.button('web.theme').click();
  }
  expect(found).toEqual([]);
  expect(reader.complaints).toEqual([]);
  await reader.leave();
});

test.each(LANGUAGES)('every page has its words and fits the screen in %s, at the desk and on a tablet', async (language) => {
  for (const [name, size] of Object.entries(SIZES)) {
    const reader = await sitDown(browser, house.url, { language, size });
    await signIn(reader, EMAIL);
    for (const page of PAGES) {
      await reader.goTo(page);
      await isShown(reader);
      await reader.page.screenshot({ path: `${OUT}${page}.${language}.${name}.png` });
      const body = await reader.page.locator('body').innerText();
      expect(body.match(/\bweb\.[a-z-]+|\{[a-z]+\}|undefined|NaN/g), `${page} ${name}`).toBeNull();
      const overflow = await reader.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${page} on the ${name} is wider than the screen`).toBeLessThanOrEqual(0);
    }
    // Chinese must come from the fonts that the pages bring along: a bare machine has none.
    const fonts = await reader.page.evaluate(() =>
      [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family),
    );
    expect(fonts.some((family) => family.includes('Noto Sans'))).toBe(true);
    await reader.leave();
  }
});
