import { generateFactory, instantOf, readFactory, zonedTimeOf } from '@midstream/factory';
import { OBJECTIVES, parseObjective, planFactory, promise, verifyPlan } from '@midstream/planning';
import { parseArguments } from './arguments.ts';

/**
 * How long "what, how many, when?" takes on a generated factory with a published plan, for requests of every product in turn, easy and
 * hard dates, every option judged against the whole factory: `node bench/src/run-promise.ts --orders 300 --requests 24 --seed 1`.
 * Seconds of one processor, and of the clock beside it.
 */
const options = parseArguments(process.argv.slice(2), { orders: '300', requests: '24', seed: '1', steps: '3000' });
const { factory } = readFactory(generateFactory({ orders: Number(options.orders), seed: Number(options.seed) }));
if (factory === undefined) throw new Error('the generated factory cannot be read');
const objective = parseObjective(OBJECTIVES['on-time']).objective ?? [];
const { plan } = planFactory(factory, { steps: Number(options.steps), seed: 1, objective });
const began = instantOf(factory.planningStart, factory.timeZone, 'start') ?? 0;
const rows: { cpu: number; wall: number; kinds: string }[] = [];
for (let i = 0; i < Number(options.requests); i++) {
  const product = factory.products[(i * 7) % factory.products.length];
  if (product === undefined) throw new Error('a factory without products');
  const days = [undefined, 2, 5, 10, 20, 40][i % 6];
  const wanted = days === undefined ? {} : { wanted: zonedTimeOf(began + days * 86_400, factory.timeZone).slice(0, 16) };
  const cpu = process.cpuUsage();
  const clock = performance.now();
  const answer = await promise(factory, plan, { product: product.id, quantity: [20, 80, 200][i % 3] ?? 20, ...wanted });
  const used = process.cpuUsage(cpu);
  for (const option of answer.options) {
    const asked = readFactory({ ...factory, orders: [...factory.orders, option.order] }).factory;
    const broken = asked === undefined ? answer.findings : verifyPlan(asked, option.plan, plan);
    if (broken.length > 0) throw new Error(`${option.kind}: ${JSON.stringify(broken)}`);
  }
  const kinds = answer.options.map((each) => each.kind).join('+') || answer.findings.map((each) => each.code).join('+');
  rows.push({ cpu: (used.user + used.system) / 1e6, wall: (performance.now() - clock) / 1000, kinds });
  console.log(`${product.id} in ${days ?? '–'} days: ${rows.at(-1)?.cpu.toFixed(2)} s, ${kinds}`);
}
for (const [name, of] of [
  ['processor', (row: (typeof rows)[number]) => row.cpu],
  ['clock', (row: (typeof rows)[number]) => row.wall],
] as const) {
  const sorted = rows.map(of).sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(2);
  console.log(`${name}: p50 ${at(0.5)} s, p95 ${at(0.95)} s of ${rows.length} requests, ${plan.figures.operations} operations planned`);
}
