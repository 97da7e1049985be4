import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import chromium from '@sparticuz/chromium';
import type { Browser, BrowserContext } from 'playwright-core';
import { chromium as playwright } from 'playwright-core';
import { parseArguments } from './arguments.ts';
import { openBoardHouse, plannedFactory, signedIn } from './board/board-house.ts';
import { type BoardRow, boardReport, writeBoardReport } from './board/board-report.ts';
import { framesOf, type Gesture, quantile, round } from './board/frames.ts';

/**
 * The plan board in a real Chromium against the real server: `node bench/src/run-board.ts --orders 330,1650`. What the first page
 * weighs, when it is painted, when the board can be used, and the frames of four gestures. Prints a table, keeps
 * bench/history/board.json, and writes the tables of bench/README.md.
 */
const options = parseArguments(process.argv.slice(2), { orders: '330,1650', seconds: '8', visits: '5', name: 'board' });
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GESTURES: readonly Gesture[] = ['pan', 'zoom', 'scroll', 'drag'];
/** Zooms at which gestures are made: everything in sight, and a week with texts on the bars. */
const SIGHTS = ['All', 'Week'] as const;

execFileSync('npm', ['run', '--silent', 'build', '-w', 'apps/web'], { cwd: ROOT, stdio: 'inherit' });
const house = await openBoardHouse();
const browser = await openChromium();
const rows: BoardRow[] = [];
try {
  const first = await browser.newContext();
  const call = await signedIn(first, house.url);
  for (const orders of options.orders.split(',').map(Number)) {
    const { workspace, operations } = await plannedFactory(call, orders, Number(options.seconds));
    const cookies = await first.cookies();
    const visits: Visit[] = [];
    for (let visit = 0; visit < Number(options.visits); visit++) visits.push(await visited(browser, cookies, workspace));
    const of = (pick: (visit: Visit) => number): number => round(quantile(visits.map(pick), 0.5));
    const row: BoardRow = {
      orders,
      operations,
      firstPaint: of((visit) => visit.firstPaint),
      drawn: of((visit) => visit.drawn),
      firstPageKilobytes: of((visit) => visit.kilobytes),
      frames: await gesturesOf(browser, cookies, workspace),
    };
    rows.push(row);
    print(row);
  }
} finally {
  await browser.close();
  await house.stop();
}
keep(rows);

interface Visit {
  readonly firstPaint: number;
  readonly drawn: number;
  readonly kilobytes: number;
}
type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** Opens the board with an empty cache, as on a Monday morning after an update. */
async function visited(by: Browser, cookies: Cookies, workspace: string): Promise<Visit> {
  const context = await by.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-HK' });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on('response', (answer) => {
    if (/\.(js|css)$/.test(new URL(answer.url()).pathname)) scripts.push(new URL(answer.url()).pathname);
  });
  await page.goto(`${house.url}/f/${workspace}/board`);
  await page.waitForFunction(() => performance.getEntriesByName('midstream-board-drawn').length > 0, undefined, { timeout: 60_000 });
  const [firstPaint, drawn] = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    performance.getEntriesByName('midstream-board-drawn')[0]?.startTime ?? Number.NaN,
  ]);
  await context.close();
  const files = [...new Set(scripts)].map((path) => readFileSync(`${ROOT}apps/web/dist${path}`));
  const kilobytes = files.reduce((sum, bytes) => sum + gzipSync(bytes).length / 1000, 0);
  return { firstPaint: firstPaint ?? Number.NaN, drawn: drawn ?? Number.NaN, kilobytes };
}

async function gesturesOf(by: Browser, cookies: Cookies, workspace: string): Promise<BoardRow['frames']> {
  const context = await by.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-HK' });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const judges = page.waitForResponse((answer) => answer.url().endsWith('/board') && answer.request().resourceType() === 'fetch');
  await page.goto(`${house.url}/f/${workspace}/board`);
  await page.waitForFunction(() => performance.getEntriesByName('midstream-board-drawn').length > 0, undefined, { timeout: 60_000 });
  await (await judges).finished();
  await page.waitForTimeout(1000);
  const rows = [];
  for (const sight of SIGHTS) {
    await page.getByRole('button', { name: sight, exact: true }).click();
    for (const gesture of GESTURES) rows.push({ gesture, sight, ...(await framesOf(page, gesture)) });
  }
  await context.close();
  return rows;
}

function print({ orders, operations, firstPaint, drawn, firstPageKilobytes, frames }: BoardRow): void {
  console.log(`\n${orders} orders, ${operations} operations (load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores)`);
  console.log(`first paint ${firstPaint} ms · board drawn ${drawn} ms · first page ${firstPageKilobytes} kB gzipped`);
  console.table(Object.fromEntries(frames.map(({ gesture, sight, ...figures }) => [`${gesture}, ${sight}`, figures])));
}

function keep(all: readonly BoardRow[]): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
  const made = {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`,
    node: process.version,
    commit,
    date: new Date().toISOString().slice(0, 10),
  };
  const bytes = readdirSync(`${ROOT}apps/web/dist/assets`).filter((file) => file.endsWith('.js')).length;
  const head = { suite: 'board', name: options.name, ...made, options, scripts: bytes };
  writeFileSync(`${ROOT}bench/history/${options.name}.json`, `${JSON.stringify({ ...head, rows: all }, undefined, 1)}\n`);
  const about =
    `Medians of ${options.visits} visits with an empty cache, 1440 × 900; browser, server and database share the machine ` +
    `(load at the end ${loadavg()[0]?.toFixed(1)}). ${made.machine}, Node ${made.node}, commit ${made.commit}, ${made.date}.`;
  if (options.name === 'board') writeBoardReport(boardReport(all, about));
}

async function openChromium(): Promise<Browser> {
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  if (installed !== undefined) return await playwright.launch({ executablePath: installed, args: ['--no-sandbox'] });
  return await playwright.launch({ executablePath: await chromium.executablePath(), args: chromium.args, headless: true });
}
