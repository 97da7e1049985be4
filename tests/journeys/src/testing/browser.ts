import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import type { Browser } from 'playwright-core';
import { chromium as playwright } from 'playwright-core';

/** A Chromium of the system if there is one, else the one that comes from npm (Linux). */
export async function openBrowser(): Promise<Browser> {
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  if (installed !== undefined) return await playwright.launch({ executablePath: installed, args: ['--no-sandbox'] });
  return await playwright.launch({ executablePath: await chromium.executablePath(), args: chromium.args, headless: true });
}
