import type { Language } from '@midstream/words';
import { intlTag, translate } from '@midstream/words';
import type { Browser, Locator, Page } from 'playwright-core';

export const PASSWORD = 'quite long and quiet';

/** Somebody at a screen, who reads the words of a language and clicks on them. */
export interface Person {
  readonly page: Page;
  /** The sentence of a key in this person's language. */
  say(key: string, params?: Record<string, string | number>): string;
  button(key: string): Locator;
  /** Goes to a page by the navigation. */
  goTo(page: string): Promise<void>;
  /** What the browser complained about: errors of scripts, refused resources. */
  readonly complaints: string[];
  leave(): Promise<void>;
}

export async function sitDown(
  browser: Browser,
  url: string,
  { language = 'en', size = { width: 1440, height: 900 } }: { language?: Language; size?: { width: number; height: number } } = {},
): Promise<Person> {
  const context = await browser.newContext({ locale: intlTag(language), viewport: size, reducedMotion: 'reduce' });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused call (nobody signed in yet, nothing published yet) is an answer, not a fault of the page.
    if (message.type() === 'error' && !/status of 4(01|04|09|12|22|28)/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(url);
  const say: Person['say'] = (key, params) => translate(language, key, params);
  return {
    page,
    say,
    complaints,
    button: (key) => page.getByRole('button', { name: say(key), exact: true }),
    async goTo(name) {
      await page
        .getByRole('navigation')
        .getByRole('link', { name: say(`web.page-${name}`), exact: true })
        .click();
    },
    leave: () => context.close(),
  };
}

/** The first person of a new server makes the administrator's account. */
export async function setUp({ page, say, button }: Person, name: string, email: string): Promise<void> {
  await page.getByLabel(say('web.name'), { exact: true }).fill(name);
  await page.getByLabel(say('web.email'), { exact: true }).fill(email);
  await page.locator('input[type=password]').fill(PASSWORD);
  await button('web.setup-do').click();
}

export async function signIn({ page, say, button }: Person, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel(say('web.email'), { exact: true }).fill(email);
  await page.locator('input[type=password]').fill(password);
  await button('web.sign-in-do').click();
  await page.getByRole('navigation').waitFor();
}

/** Takes an example factory by its place in the list; ends on its page of plan runs. */
export async function takeExample({ page, button }: Person, at: number): Promise<void> {
  await button('web.take-example').nth(at).click();
  await page.waitForURL(/\/f\/[^/]+\/run$/);
}

/** Plans and publishes: what stands on the board afterwards. */
export async function planAndPublish({ page, say, button }: Person): Promise<void> {
  await page.getByRole('combobox', { name: say('web.search-time') }).selectOption('5');
  await button('web.plan-now').click();
  await publish({ button });
}

export async function publish({ button }: Pick<Person, 'button'>): Promise<void> {
  await button('web.publish').click();
  await button('web.publish').waitFor({ state: 'detached' });
}
