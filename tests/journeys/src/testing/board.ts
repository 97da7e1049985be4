import type { Locator, Page } from 'playwright-core';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The canvas of the board's bars. */
const barsOf = (page: Page): Locator => page.locator('.board canvas[tabindex]').first();

/** Places on the canvas where a bar can be taken, found as a hand finds them: where the pointer says so. At most one a line of sight. */
export async function* barsToTake(page: Page): AsyncGenerator<Place> {
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

/** Takes a bar, carries it somewhere in steps, as a hand does, and lets it go where it may. Answers whether it may. */
export async function drag(page: Page, from: Place, dx: number, dy = 0): Promise<boolean> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step++) await page.mouse.move(from.x + (dx * step) / 8, from.y + (dy * step) / 8);
  // The verdict stands beside the hand as soon as what is needed for it is there.
  const verdict = page.locator('.board-verdict[data-allowed]');
  await verdict.waitFor();
  const isAllowed = (await verdict.getAttribute('data-allowed')) === 'true';
  await page.mouse.up();
  await page.locator('.board-verdict').waitFor({ state: 'detached' });
  return isAllowed;
}
