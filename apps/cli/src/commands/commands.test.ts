import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '@midstream/factory';
import { afterAll, describe, expect, it } from 'vitest';
import { examplePath } from '../testing/example-factory.ts';
import { midstream, startMidstream } from '../testing/run-midstream.ts';
import { COMMANDS } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'midstream-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const SHOP = examplePath('precision-machining');
const QUICK = ['--time', '0.5', '--workers', '1'];

describe('help', () => {
  it.each([
    ['en', 'Usage'],
    ['zh-Hant', '用法'],
    ['zh-Hans', '用法'],
  ])('speaks %s, for the whole and for each command', async (lang, word) => {
    const whole = await midstream(['--help', '--lang', lang]);
    expect(whole.code).toBe(0);
    for (const { name } of COMMANDS) expect(whole.out).toContain(`  ${name}`);
    const one = await midstream(['plan', '--help', '--lang', lang]);
    expect(one.out).toContain(word);
    expect(one.out).toContain('--objective');
    expect(one.out).toContain('130');
  });

  it('takes the language from the environment', async () => {
    expect((await midstream(['--help'], { env: { LANG: 'zh_HK.UTF-8' } })).out).toContain('指令');
    expect((await midstream(['--help'], { env: { LANG: 'zh_CN.UTF-8' } })).out).toContain('命令');
  });
});

describe('wrong usage', () => {
  it.each([
    [[], /Usage/],
    [['plna'], /Did you mean plan/],
    [['plan'], /Name a file/],
    [['plan', SHOP, '--tme', '3'], /--tme \(--time\?\)/],
    [['plan', SHOP, '--time'], /--time needs a value/],
    [['plan', SHOP, '--time', 'soon'], /number from 0.05 to/],
    [['plan', SHOP, '--time', '1e12'], /number from 0.05 to/],
    [['plan', SHOP, '--workers', '0'], /whole number from 1 to 64; “0” is none/],
    [['plan', SHOP, '--workers', '1e9'], /whole number from 1 to 64/],
    [['plan', SHOP, '--workers=-2'], /whole number from 1 to 64/],
    [['plan', SHOP, '--time', '-3'], /number from 0.05 to/],
    [['plan', SHOP, '--seed', '1.5'], /whole number from 0 to/],
    [['generate', '--orders', '0'], /whole number from 1 to/],
    [['plan', SHOP, '--objective', 'speed:1'], /tardiness/],
    [['plan', SHOP, '--html', '-', '--json', '-'], /Only one output/],
    [['import', SHOP, '--from', 'sap'], /frepple, odoo, erpnext/],
    [['import', SHOP], /--from is needed/],
    [['plan', SHOP, '--lang', 'fr'], /zh-Hant/],
  ])('midstream %j says what is wrong and exits with 2', async (words, message) => {
    const { code, out, err } = await midstream(words);
    expect(out + err).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('check', () => {
  it('finds an example usable and a damaged one not, with the place of each error', async () => {
    expect((await midstream(['check', SHOP])).code).toBe(0);
    const draft = JSON.parse(readFileSync(SHOP, 'utf8')) as { orders: { product: string }[] };
    for (const order of draft.orders.slice(0, 2)) order.product = 'no-such-part';
    const { code, out } = await midstream(['check', '-'], { input: JSON.stringify(draft) });
    expect(code).toBe(1);
    expect(out.match(/no-such-part/g)?.length).toBeGreaterThanOrEqual(2);
    expect(out).toContain('Orders 1 › Product');
  });

  it('writes its findings as JSON and says in Chinese what is missing', async () => {
    const { out, code } = await midstream(['check', SHOP, '--json', '-']);
    expect(code).toBe(0);
    expect(Array.isArray(JSON.parse(out))).toBe(true);
    const missing = await midstream(['check', at('none.xlsx'), '--lang', 'zh-Hant']);
    expect(missing.err).toContain('找不到檔案');
    expect(missing.code).toBe(1);
  });
});

describe('template', () => {
  it('is itself a factory that can be checked and planned', async () => {
    for (const lang of ['en', 'zh-Hant', 'zh-Hans']) {
      const path = at(`template-${lang}.xlsx`);
      expect((await midstream(['template', '--lang', lang, '--out', path])).code).toBe(0);
      expect((await midstream(['check', path])).code).toBe(0);
    }
  });
});

describe('learn', () => {
  it('sets the plan of what it learnt beside what really happened', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => {
      const day = String(5 + Math.floor(i / 4)).padStart(2, '0');
      const hour = 8 + 2 * (i % 4);
      const time = (at: number): string => `2026-01-${day} ${String(at).padStart(2, '0')}:00`;
      return `W${i},Cut,Saw,Part,${time(hour)},${time(hour + 1)},10`;
    });
    const log = ['Order,Operation,Machine,Product,Start,End,Quantity', ...rows].join('\n');
    const { code, out } = await midstream(['learn', '-', '--plan', ...QUICK], { input: log });
    expect(code).toBe(0);
    expect(out).toMatch(/Mean lead time +0 days in the log, 0 days in the plan/);
    expect(out).toMatch(/Orders per week +12 in the log/);
  });
});

describe('plan', () => {
  it('lays the calendars out for longer where the plan does not fit', async () => {
    const draft = JSON.parse(readFileSync(SHOP, 'utf8')) as { routings: { operations: { id: string; after?: object[] }[] }[] };
    for (const { operations } of draft.routings) {
      const [first, second] = operations;
      if (first !== undefined && second !== undefined) second.after = [{ operation: first.id, minWaitMinutes: 200 * 1440 }];
    }
    const { code } = await midstream(['plan', '-', ...QUICK, '--json', at('far.json')], { input: JSON.stringify(draft) });
    expect(code).toBe(0);
    const plan = JSON.parse(readFileSync(at('far.json'), 'utf8')) as Plan;
    expect(plan.findings.map((each) => each.code)).not.toContain('plan.beyond-horizon');
    expect(plan.operations.some((each) => each.end > '2027-05')).toBe(true);
  });

  it('writes workbook, page, plan and problem, and sums them up', async () => {
    const outputs = ['--out', at('p.xlsx'), '--html', at('p.html'), '--json', at('p.json'), '--problem', at('p.problem.json')];
    const { code, out } = await midstream(['plan', SHOP, ...QUICK, ...outputs]);
    expect(code).toBe(0);
    expect(out).toContain('On time');
    for (const name of ['p.xlsx', 'p.html', 'p.json', 'p.problem.json']) expect(out).toContain(at(name));
    const plan = JSON.parse(readFileSync(at('p.json'), 'utf8')) as Plan;
    expect(plan.format).toBe('midstream-plan');
    expect(plan.operations.length).toBeGreaterThan(200);
    expect(readFileSync(at('p.html'), 'utf8')).toContain('<!doctype html>');
    const problem = JSON.parse(readFileSync(at('p.problem.json'), 'utf8')) as { operations: { count: number; release: number[] } };
    expect(problem.operations.release).toHaveLength(problem.operations.count);
  });

  it('writes a problem that the plan is verified against, and a plan told otherwise is refused by the name of the operation', async () => {
    expect((await midstream(['verify', at('p.problem.json'), at('p.json')])).code).toBe(0);
    const plan = JSON.parse(readFileSync(at('p.json'), 'utf8')) as Plan;
    const [first, ...rest] = plan.operations.filter(({ state }) => state === 'planned');
    writeFileSync(at('told.json'), JSON.stringify({ ...plan, operations: [{ ...first, end: plan.horizonEnd }, ...rest] }));
    const { code, err } = await midstream(['verify', at('p.problem.json'), at('told.json')]);
    expect(code).toBe(1);
    expect(err).toContain(first?.id);
  });

  it('tells why an order is late, names first, and what was tried against it', async () => {
    const words = ['explain', SHOP, '--plan', at('p.json'), '--order', 'J26131', '--repairs', '--time', '1'];
    const { code, out } = await midstream([...words, '--lang', 'zh-Hant']);
    expect(code).toBe(0);
    expect(out).toContain('延誤原因');
    expect(out).toContain('即使只做這一張訂單');
    expect(out).toContain('可行補救');
    expect(out).not.toMatch(/J26131\/|undefined|NaN/);
  });

  it('plans again after an event and says by name what moved', async () => {
    const event = ['--event', 'breakdown,X1,2026-11-24T08:00,2026-11-26T18:00'];
    const { code, out } = await midstream(['replan', SHOP, '--published', at('p.json'), ...event, ...QUICK, '--json', at('after.json')]);
    expect(code).toBe(0);
    expect(out).toMatch(/of 236 operations moved/);
    expect(out).not.toMatch(/J\d+\/[a-z]/);
    const after = JSON.parse(readFileSync(at('after.json'), 'utf8')) as Plan;
    const down = [Date.parse('2026-11-24T08:00:00+08:00'), Date.parse('2026-11-26T18:00:00+08:00')] as const;
    const inIt = after.operations.filter(
      ({ machine, start }) => machine === 'X1' && Date.parse(start) >= down[0] && Date.parse(start) < down[1],
    );
    expect(inIt).toEqual([]);
  });

  it('refuses a place where nothing can be written, at once', async () => {
    const { code, err } = await midstream(['plan', SHOP, ...QUICK, '--html', '/proc/none/plan.html']);
    expect(code).toBe(1);
    expect(err).toContain('/proc/none/plan.html');
  });

  it('plans its own workbook again', async () => {
    const { code } = await midstream(['plan', at('p.xlsx'), ...QUICK, '--json', at('again.json')]);
    expect(code).toBe(0);
    const [first, again] = ['p.json', 'again.json'].map((name) => JSON.parse(readFileSync(at(name), 'utf8')) as Plan);
    expect(again?.orders.map(({ order }) => order)).toEqual(first?.orders.map(({ order }) => order));
    expect(again?.operations.length).toBe(first?.operations.length);
  });

  it('reads standard input, writes standard output and nothing else there', async () => {
    const { code, out } = await midstream(['plan', '-', ...QUICK, '--json', '-'], { input: readFileSync(SHOP), cwd: folder });
    expect(code).toBe(0);
    expect((JSON.parse(out) as Plan).format).toBe('midstream-plan');
  });

  it('puts the page beside the input when no output is named', async () => {
    writeFileSync(at('shop.json'), readFileSync(SHOP));
    const { code } = await midstream(['plan', at('shop.json'), ...QUICK, '--quiet']);
    expect(code).toBe(0);
    expect(existsSync(at('shop.plan.html'))).toBe(true);
  });

  it('writes nothing from a damaged sheet', async () => {
    writeFileSync(at('bad.csv'), 'Order,Product,Quantity\nA,B,many\n');
    const { code } = await midstream(['plan', at('bad.csv'), '--json', at('bad.json')]);
    expect(code).toBe(1);
    expect(existsSync(at('bad.json'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('keeps the best plan on Ctrl-C', async () => {
    const running = startMidstream(['plan', SHOP, '--time', '120', '--workers', '1', '--json', at('kept.json')]);
    await running.said(/objective/);
    const began = performance.now();
    running.process.kill('SIGINT');
    const { code, err } = await running.ended;
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(code).toBe(130);
    expect(err).toContain('keeping the best');
    expect((JSON.parse(readFileSync(at('kept.json'), 'utf8')) as Plan).operations.length).toBeGreaterThan(200);
  });
});
