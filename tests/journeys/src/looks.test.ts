import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Language } from '@midstream/words';
import { translate } from '@midstream/words';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stumbles } from './testing/axe.ts';
import { barsToTake } from './testing/board.ts';
import { openBrowser } from './testing/browser.ts';
import type { House } from './testing/house.ts';
import { openHouse } from './testing/house.ts';
import type { Person } from './testing/person.ts';
import { planAndPublish, setUp, signIn, sitDown, takeExample } from './testing/person.ts';

const PAGES = ['cockpit', 'board', 'run', 'orders', 'promise', 'late', 'scenarios', 'data', 'sites', 'people'];
/** What lies behind a page: the way there, by the words of buttons and links. */
const VIEWS: Readonly<Record<string, (reader: Person) => Promise<void>>> = {
  'data-calendars': async (reader) => {
    await showTable(reader, 'calendars');
  },
  'data-month': async (reader) => {
    await showTable(reader, 'calendars');
    await reader.button('web.view-month').first().click();
  },
  'data-changeovers': async (reader) => {
    await showTable(reader, 'changeovers');
  },
  'data-machines': async (reader) => {
    await showTable(reader, 'machines');
  },
  'data-import': async (reader) => {
    await reader.goTo('data');
    await reader.button('web.data-import').first().click();
  },
  'data-paste': async (reader) => {
    await showTable(reader, 'machines');
    await reader.button('web.paste').click();
    await reader.page
      .getByRole('dialog')
      .getByRole('textbox')
      .fill(`${reader.say('name.id')}\t${reader.say('name.costPerHour')}\nM-99\t?\n`);
    await reader.page.getByRole('dialog').getByRole('table').waitFor();
  },
  'data-record': async (reader) => {
    await showTable(reader, 'machines');
    await reader.page.locator('tbody .button').first().click();
  },
  'data-routing': async (reader) => {
    await showTable(reader, 'routings');
    await reader.page.locator('tbody .button').first().click();
  },
  'orders-one': async (reader) => {
    await reader.goTo('orders');
    await reader.page.locator('tbody a').first().click();
  },
  'late-why': async (reader) => {
    await reader.goTo('late');
    await reader.page.locator('tbody a, .empty').first().waitFor();
    const why = reader.page.locator('tbody a').first();
    if (await why.isVisible()) await why.click();
  },
  'board-picked': async (reader) => {
    await reader.goTo('board');
    await isShown(reader);
    for await (const place of barsToTake(reader.page)) {
      await reader.page.mouse.click(place.x, place.y);
      break;
    }
  },
  'board-table': async (reader) => {
    await reader.goTo('board');
    await reader.button('web.as-table').click();
  },
};

async function showTable({ page, say, button, goTo }: Person, kind: string): Promise<void> {
  await goTo('data');
  await button('web.data-tables').click();
  await page.getByRole('combobox', { name: say('web.kind') }).selectOption(kind);
}

const SIZES = { desk: { width: 1440, height: 900 }, tablet: { width: 1024, height: 768 } };
const LANGUAGES: readonly Language[] = ['en', 'zh-Hant', 'zh-Hans'];
const EMAIL = 'planner@example.com';
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
  await page.waitForTimeout(100);
  await page.locator('.empty[role=status]').waitFor({ state: 'detached' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    // What is drawn at most once a frame is drawn in the second.
    for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
  });
}

test('a button without a name is noticed', async () => {
  const reader = await sitDown(browser, house.url);
  await reader.page.locator('main').waitFor();
  await reader.page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  expect(await stumbles(reader.page)).toEqual([expect.stringMatching(/^button-name/)]);
  await reader.leave();
});

const MOST_KILOBYTES = 220;
const DIST = fileURLToPath(new URL('../../../apps/web/dist', import.meta.url));

test.each(LANGUAGES)(
  'signing in and the first page weigh at most 220 kB of scripts and styles in %s, and bring one language',
  async (language) => {
    const reader = await sitDown(browser, house.url, { language });
    await signIn(reader, EMAIL);
    await reader.page.locator('.tiles').first().waitFor();
    await reader.page.waitForLoadState('networkidle');
    const urls = await reader.page.evaluate(() => performance.getEntriesByType('resource').map((each) => each.name));
    const files = [...new Set(urls.map((url) => new URL(url).pathname))].filter((path) => /\.(js|css)$/.test(path));
    const kilobytes = files.reduce((sum, path) => sum + gzipSync(readFileSync(DIST + path)).length / 1000, 0);
    expect(kilobytes).toBeGreaterThan(50);
    expect(kilobytes).toBeLessThanOrEqual(MOST_KILOBYTES);
    expect(files.filter((path) => /\/(en|zh-Han[st])-/.test(path))).toEqual([expect.stringContaining(`/${language}-`)]);
    await reader.leave();
  },
);

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

// Side by side, because most of the time a page is waited for; both sizes of a page are looked at before going on.
test.concurrent.each(LANGUAGES)('every page has its words and fits the screen in %s, at the desk and on a tablet', async (language) => {
  const reader = await sitDown(browser, house.url, { language });
  // Whether what was typed into a dialog may go.
  reader.page.on('dialog', (question) => void question.accept());
  await signIn(reader, EMAIL);
  for (const page of [...PAGES, ...Object.keys(VIEWS)]) {
    await reader.page.setViewportSize(SIZES.desk);
    if (await reader.page.getByRole('dialog').isVisible()) await reader.page.keyboard.press('Escape');
    await (VIEWS[page]?.(reader) ?? reader.goTo(page));
    for (const [name, size] of Object.entries(SIZES)) {
      await reader.page.setViewportSize(size);
      await isShown(reader);
      await reader.page.screenshot({ path: `${OUT}${page}.${language}.${name}.png` });
      const overflow = await reader.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${page} on the ${name} is wider than the screen`).toBeLessThanOrEqual(0);
    }
    const body = await reader.page.locator('body').innerText();
    expect(body.match(/\bweb\.[a-z-]+|\{[a-z]+\}|undefined|NaN/g), page).toBeNull();
  }
  // Chinese must come from the fonts that the pages bring along: a bare machine has none.
  const fonts = await reader.page.evaluate(() => [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family));
  expect(fonts.some((family) => family.includes('Noto Sans'))).toBe(true);
  await reader.leave();
});

test('a reader changes language on the spot, and the page is read out in it', async () => {
  const reader = await sitDown(browser, house.url, { language: 'en' });
  await signIn(reader, EMAIL);
  await reader.page.getByRole('button', { name: '繁' }).click();
  await reader.page.getByRole('heading', { name: translate('zh-Hant', 'web.page-cockpit') }).waitFor();
  expect(await reader.page.evaluate(() => document.documentElement.lang)).toBe('zh-HK');
  await reader.leave();
});

test('pages at night', async () => {
  const reader = await sitDown(browser, house.url, { language: 'zh-Hant' });
  await signIn(reader, EMAIL);
  await reader.button('web.theme').click();
  for (const page of ['cockpit', 'board', 'data', 'data-calendars', 'data-changeovers', 'run']) {
    await (VIEWS[page]?.(reader) ?? reader.goTo(page));
    await isShown(reader);
    await reader.page.screenshot({ path: `${OUT}${page}.dark.png` });
  }
  expect(await reader.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await reader.leave();
});
