import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompleteFactory } from '@midstream/factory';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exampleFactory } from '../testing/example-factory.ts';
import { openBrowser } from '../testing/open-browser.ts';
import { samplePlan } from '../testing/sample-plan.ts';
import { renderPlanPage } from './render-page.ts';

const factory = exampleFactory('mould-and-injection');
const plan = samplePlan(factory);
const folder = mkdtempSync(join(tmpdir(), 'midstream-page-'));
let browser: Browser;
let page: Page;
let trouble: string[];

beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function open(of: CompleteFactory, size = { width: 1440, height: 900 }, colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  const file = join(folder, 'plan.html');
  writeFileSync(file, renderPlanPage(samplePlan(of), of, 'en'));
  page = await browser.newPage({ viewport: size, colorScheme });
  trouble = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && trouble.push(message.text()));
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('dialog', (dialog) => trouble.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => !request.url().startsWith('file:') && trouble.push(`request: ${request.url()}`));
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('html[data-ready]');
  await frame();
}
const frame = (): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
const picture = (): Promise<string> => page.evaluate(() => (document.querySelector('#rows') as HTMLCanvasElement).toDataURL());
const text = (selector: string): Promise<string> => page.locator(selector).innerText();

describe('the plan page', () => {
  beforeEach(async () => {
    await page?.close();
    await open(factory);
  });

  it('opens without an error and without asking anybody for anything', async () => {
    expect(trouble).toEqual([]);
    expect(await text('h1')).toBe('Mould and injection maker');
    expect(await text('#tiles')).toContain(`${plan.figures.lateOrders} / ${plan.figures.orders}`);
  });

  it('draws the plan, nearer with every zoom, and the whole again', async () => {
    const whole = await picture();
    await page.click('#zoom-in');
    await frame();
    const near = await picture();
    expect(near).not.toBe(whole);
    await page.click('#zoom-all');
    await frame();
    expect(await picture()).toBe(whole);
    await page.hover('#rows');
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await frame();
    expect(await picture()).not.toBe(whole);
    expect(trouble).toEqual([]);
  });

  it('speaks all three languages at a click', async () => {
    await page.click('#languages button[lang="zh-Hant"]');
    expect(await text('#tab-machines')).toBe('按機台');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-Hant');
    await page.click('#languages button[lang="zh-Hans"]');
    expect(await text('#tab-machines')).toBe('按机台');
    expect(await text('h1')).toBe('模具及注塑厂');
    expect(trouble).toEqual([]);
  });

  it('walks the operations with the keyboard and tells all about each', async () => {
    await page.focus('#rows');
    await page.keyboard.press('Enter');
    const first = await text('#detail h2');
    expect(plan.orders.map(({ order }) => order)).toContain(first);
    expect(await text('#detail')).toContain('Need-by');
    expect(await text('#detail')).toContain('What decides the date');
    expect(await text('#live')).toContain(first);
    await page.keyboard.press('ArrowRight');
    expect(await text('#live')).not.toContain(`${first},`);
    await page.keyboard.press('Escape');
    expect(await page.locator('#detail').isHidden()).toBe(true);
    expect(trouble).toEqual([]);
  });

  it('holds every operation in its table, and only what a search means', async () => {
    await page.click('#tab-table');
    while (await page.locator('.more').isVisible()) await page.click('.more');
    expect(await page.locator('.listing tbody tr').count()).toBe(plan.operations.length);
    const [order] = plan.orders;
    await page.fill('#search', order?.order ?? '');
    expect(await page.locator('.listing tbody tr').count()).toBe(order?.operations.length);
    await page.fill('#search', 'no such thing');
    expect(await text('#listing')).toBe('Nothing matches the search.');
  });

  it('lists each late order with its causes', async () => {
    await page.click('#tab-late');
    expect(await page.locator('.listing tbody tr').count()).toBe(plan.figures.lateOrders);
    expect(await page.locator('.listing tbody tr .causes').count()).toBe(plan.figures.lateOrders);
  });

  it('names every control, keeps ids apart and shows which tab and language is chosen', async () => {
    const found = await page.evaluate(() => {
      const named = (it: Element): boolean =>
        (it.getAttribute('aria-label') ?? it.textContent ?? '').trim() !== '' ||
        (it instanceof HTMLInputElement && it.labels?.length !== 0);
      const nameless = [...document.querySelectorAll('button, input, select, [role], canvas:not([aria-hidden])')].filter(
        (it) => !named(it) && !['tip', 'live', 'found', 'detail'].includes(it.id),
      );
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      return {
        nameless: nameless.map((it) => it.outerHTML.slice(0, 80)),
        twice: ids.filter((id, index) => ids.indexOf(id) !== index),
        selected: document.querySelectorAll('[role=tab][aria-selected=true]').length,
        pressed: document.querySelectorAll('#languages [aria-pressed=true]').length,
      };
    });
    expect(found).toEqual({ nameless: [], twice: [], selected: 1, pressed: 1 });
  });

  it('prints light, with the late orders below the chart', async () => {
    await page.click('#theme');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.getAttribute('html', 'data-theme')).toBe('light');
    expect(await page.locator('#printed-late tbody tr').count()).toBe(plan.figures.lateOrders);
    // Every sheet fits on a page, and together they show every row.
    const sheets = await page.locator('.sheet').evaluateAll((all) => all.map((sheet) => (sheet as HTMLElement).offsetHeight));
    expect(sheets.length).toBeGreaterThan(0);
    expect(Math.max(...sheets)).toBeLessThan(660);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
    expect(trouble).toEqual([]);
  });
});

describe('the plan page of a hostile factory', () => {
  const nasty = '</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028"\'&<!--';

  it('shows every name as text and runs none of it', async () => {
    const hostile = exampleFactory('precision-machining', (draft) => ({
      ...draft,
      name: nasty,
      machines: (draft.machines ?? []).map((machine) => ({ ...machine, name: nasty })),
      products: (draft.products ?? []).map((product) => ({ ...product, name: nasty, family: nasty })),
      orders: (draft.orders ?? []).map((order) => ({ ...order, customer: nasty })),
    }));
    await open(hostile);
    await page.focus('#rows');
    await page.keyboard.press('Enter');
    for (const tab of ['orders', 'late', 'changeovers', 'table', 'notes']) await page.click(`#tab-${tab}`);
    expect(await page.locator('img').count()).toBe(0);
    expect(await text('h1')).toContain('<img src=x');
    expect(trouble).toEqual([]);
  });
});

describe('the plan page of a large plan', () => {
  it('is packed small and still opens on every operation', async () => {
    const large = exampleFactory('precision-machining', (draft) => ({
      ...draft,
      orders: Array.from({ length: 30 }, (_, copy) =>
        (draft.orders ?? []).map(({ progress: _done, ...order }) => ({ ...order, id: `${order.id}-${copy}` })),
      ).flat(),
    }));
    const bytes = renderPlanPage(samplePlan(large), large, 'en').length;
    await open(large);
    expect(bytes).toBeLessThan(1_500_000);
    await page.click('#tab-table');
    expect(await text('.more')).toContain(samplePlan(large).operations.length.toLocaleString('en-HK'));
    expect(trouble).toEqual([]);
  });
});

describe('the plan page on a tablet in the dark', () => {
  it('fits the width and keeps the chart in sight', async () => {
    await open(factory, { width: 1024, height: 768 }, 'dark');
    const box = await page.locator('#rows').boundingBox();
    expect(box?.height ?? 0).toBeGreaterThan(200);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
  });
});
