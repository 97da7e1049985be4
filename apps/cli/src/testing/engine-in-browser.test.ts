import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSchedule, createSolver } from '@midstream/engine';
import { randomProblem, randomShop } from '@midstream/engine/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './open-browser.ts';

const PACK = fileURLToPath(new URL('../../../../tools/pack-engine.ts', import.meta.url));
const WORKER = `
import { createSolver } from '/index.js';
onmessage = ({ data: { problem, steps } }) => {
  const solver = createSolver(problem, { seed: 1 });
  for (let done = 0; done < steps && solver.step(100) === 'running'; done += 100);
  postMessage({ schedule: solver.best().schedule, value: solver.best().value });
};
`;

/** `modules` is the folder of the published JavaScript, which a browser imports file by file. */
function answerTo(path: string, modules: string): { readonly type: string; readonly body: string } | undefined {
  if (path === '/') return { type: 'text/html', body: '<!doctype html><title>engine</title>' };
  if (path === '/worker.js') return { type: 'text/javascript', body: WORKER };
  if (!path.endsWith('.js') || path.includes('..')) return undefined;
  return { type: 'text/javascript', body: readFileSync(join(modules, path), 'utf8') };
}

describe('the published engine in a worker of a real browser', () => {
  let browser: Browser;
  let server: Server;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'engine-'));
    execFileSync(process.execPath, [PACK, folder], { stdio: 'ignore' });
    server = createServer((request, response) => {
      const answer = answerTo(new URL(request.url ?? '/', 'http://host').pathname, join(folder, 'package/dist'));
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': answer?.type ?? 'text/plain' }).end(answer?.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['compiled kernel', randomShop(1, { jobs: 8, machines: 5 }), 2000],
    ['general kernel', randomProblem(7, { operations: 12 }), 500],
  ] as const)('finds with its %s what it finds here, step by step', async (_, problem, steps) => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const found = await page.evaluate(
      async ({ text, goal }) => {
        // Typed arrays do not survive the way into a page as such.
        const revive = (_key: string, value: unknown): unknown => {
          const { array, values, isAbsent } = (value ?? {}) as { array?: 'Int32Array'; values?: number[]; isAbsent?: true };
          if (isAbsent) return undefined;
          return array === undefined ? value : new globalThis[array](values ?? []);
        };
        const worker = new Worker('/worker.js', { type: 'module' });
        const answer = await new Promise<{ schedule: Record<string, Int32Array>; value: number[] }>((resolve, reject) => {
          worker.addEventListener('message', ({ data }) => resolve(data as never));
          worker.addEventListener('error', (event) => reject(new Error(event.message)));
          worker.postMessage({ problem: JSON.parse(text, revive), steps: goal }, []);
        });
        worker.terminate();
        return { ...answer, schedule: Object.fromEntries(Object.entries(answer.schedule).map(([name, column]) => [name, [...column]])) };
      },
      { text: JSON.stringify(problem, asTaggedLists), goal: steps },
    );
    await page.close();
    const solver = createSolver(problem, { seed: 1 });
    for (let done = 0; done < steps && solver.step(100) === 'running'; done += 100);
    const here = solver.best();
    if (here === undefined) throw new Error('no schedule');
    expect(found.value).toEqual(here.value);
    expect(found.schedule['start']).toEqual([...here.schedule.start]);
    expect(checkSchedule(problem, here.schedule).violations).toEqual([]);
  });
});

function asTaggedLists(_key: string, value: unknown): unknown {
  if (value === undefined) return { isAbsent: true };
  if (!ArrayBuffer.isView(value)) return value;
  return { array: value.constructor.name, values: [...(value as Int32Array)] };
}
