import type { Locator, Page } from 'playwright-core';

/** The canvas of the board's bars. */
const barsOf = (page: Page): Locator => page.locator('.board canvas[tabindex]').first();

/** Places on the canvas where a bar can be taken, found as a hand finds them: where the pointer says so. At most one a line of sight. */
export async function* barsToTake(page: Page): AsyncGenerator<{ readonly x: number; readonly y: number }> {
  const canvas = barsOf(page);
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('the board is not on the screen');
  for (let y = box.y + 10; y < box.y + box.height - 10; y += 18) {
    for (let x = box.x + box.width * 0.35; x < box.x + box.width * 0.8; x += 12) {
      await page.mouse.move(x, y);
      if ((await canvas.evaluate((element) => (element as HTMLElement).style.cursor)) !== 'grab') continue;
      yield { x, y };
      break;
    }
  }
}

/** Takes a bar and lets it go somewhere else, in steps, as a hand does. */
export async function drag(page: Page, from: { readonly x: number; readonly y: number }, dx: number, dy = 0): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step++) await page.mouse.move(from.x + (dx * step) / 8, from.y + (dy * step) / 8);
  await page.mouse.up();
}
