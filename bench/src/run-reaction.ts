import { createSolver, type Problem, type Schedule } from '@midstream/engine';
import { type CompleteFactory, generateFactory, instantOf, type Plan, readFactory } from '@midstream/factory';
import {
  applyEvent,
  compileFactory,
  OBJECTIVES,
  parseObjective,
  planFactory,
  publishedWarmStart,
  type PlanEvent,
} from '@midstream/planning';
import { parseArguments } from './arguments.ts';
import { type ReactionRow, writeHistory } from './history.ts';

/**
 * What a plan costs to mend after an event: `node bench/src/run-reaction.ts --orders 1600 --seeds 1,2,3 --events 8 --seconds 5`.
 * Times are processor time of this process, and of its thread alone, so they hold on a machine that others use too, and the clock beside
 * them; compiling the changed factory is told apart, and the sum a planner waits for is told as well.
 */
const options = parseArguments(process.argv.slice(2), {
  orders: '1600',
  seeds: '1,2,3',
  events: '8',
  seconds: '5',
  steps: '20000',
  name: 'reaction',
});
const DAY = 86_400;
/** What a planner is to wait at most, in seconds: what a search has found by then is shown. */
const PROMPT = 0.3;

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Of this thread: compilers and collectors of garbage beside it do not count. */
const thread = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
};

/** Events of all kinds in turn, spread over the first days of the plan. */
function eventsFor(factory: CompleteFactory, plan: Plan, count: number): PlanEvent[] {
  const first = Math.min(...plan.operations.map(({ start }) => instantOf(start, plan.timeZone, 'start') ?? Infinity));
  const at = (day: number): string => new Date((first + day * DAY) * 1000).toISOString().slice(0, 16);
  const pick = <T>(from: readonly T[], i: number): T => {
    const found = from[(i * 7919) % from.length];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  const own = new Set(factory.machines.map(({ id }) => id));
  const soon = plan.operations.filter(
    ({ start, machine }) => own.has(machine) && (instantOf(start, plan.timeZone, 'start') ?? 0) < first + 10 * DAY,
  );
  return Array.from({ length: count }, (_, i): PlanEvent => {
    const { machine, order } = pick(soon, i + 1);
    const day = 1 + (i % 5);
    switch (i % 4) {
      case 0:
        return { kind: 'breakdown', machine, from: at(day), to: at(day + 1) };
      case 1: {
        const { product, quantity } = pick(factory.orders, i + 1);
        return { kind: 'rush-order', order: `RUSH-${i}`, product, quantity, due: at(day + 10) };
      }
      case 2:
        return { kind: 'order-delay', order, until: at(day + 3) };
      default:
        return { kind: 'absence', operator: pick(factory.operators, i + 1).id, from: at(day), to: at(day + 2) };
    }
  });
}

/** Searches for so many seconds of processor time; what there was at the first plan, at PROMPT and at the end. */
function mended(problem: Problem, warmStart: Schedule, seconds: number) {
  const began = cpu();
  const clock = performance.now();
  const ownBegan = thread();
  const solver = createSolver(problem, { seed: 1, warmStart });
  const values: number[] = [];
  let first = 0;
  let firstByClock = 0;
  let firstOfThread = 0;
  let prompt: number | undefined;
  const now = (): number => cpu() - began;
  while ((now() < seconds || solver.best() === undefined) && solver.step(100) === 'running') {
    if (solver.best() === undefined) continue;
    if (first === 0) {
      first = now();
      firstByClock = (performance.now() - clock) / 1000;
      firstOfThread = thread() - ownBegan;
      values.push(solver.best()?.value.at(-1) ?? 0);
    }
    if (prompt === undefined && now() >= PROMPT) prompt = solver.best()?.value.at(-1) ?? 0;
  }
  const best = solver.best();
  if (best === undefined) throw new Error('no plan');
  const end = best.value.at(-1) ?? 0;
  return { first, firstByClock, firstOfThread, retimed: values[0] ?? end, prompt: prompt ?? end, end, best };
}

const rows: ReactionRow[] = [];
const { objective } = parseObjective(OBJECTIVES.calm);
if (objective === undefined) throw new Error('no objective');
for (const orders of options.orders.split(',').map(Number)) {
  for (const seed of options.seeds.split(',').map(Number)) {
    const { factory } = readFactory(generateFactory({ orders, seed }));
    if (factory === undefined) throw new Error(`generated factory ${orders}/${seed} cannot be read`);
    const { plan: published } = planFactory(factory, { steps: Number(options.steps), seed });
    for (const event of eventsFor(factory, published, Number(options.events))) {
      const compiling = cpu();
      const begins = { clock: performance.now(), thread: thread() };
      const changed = applyEvent(factory, event).factory;
      if (changed === undefined) throw new Error(`${event.kind} cannot be applied`);
      const compiled = compileFactory(changed, { published, objective });
      const warmStart = publishedWarmStart(compiled, published);
      if (warmStart === undefined) throw new Error('nothing of the published plan is left');
      const compile = cpu() - compiling;
      const until = { clock: performance.now() - begins.clock, thread: (thread() - begins.thread) * 1000 };
      const { problem } = compiled;
      const { first, firstByClock, firstOfThread, retimed, prompt, end, best } = mended(problem, warmStart, Number(options.seconds));
      rows.push({
        orders,
        seed,
        event: event.kind,
        operations: problem.operations.count,
        compileMs: Math.round(compile * 1000),
        firstMs: Math.round(first * 1000),
        firstClockMs: Math.round(firstByClock * 1000),
        firstThreadMs: Math.round(firstOfThread * 1000),
        wholeClockMs: Math.round(until.clock + firstByClock * 1000),
        wholeThreadMs: Math.round(until.thread + firstOfThread * 1000),
        retimed: Math.round(retimed),
        prompt: Math.round(prompt),
        end: Math.round(end),
        moved: best.figures.movedOperations,
        lagExcess: best.figures.lagExcess,
      });
      console.log(JSON.stringify(rows.at(-1)));
    }
  }
}
const share = (values: readonly number[], part: number): number | undefined =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(part * values.length))];
for (const [what, values] of [
  ['first mended plan, processor', rows.map(({ firstMs }) => firstMs)],
  ['first mended plan, clock', rows.map(({ firstClockMs }) => firstClockMs)],
  ['first mended plan, its thread', rows.map(({ firstThreadMs }) => firstThreadMs)],
  ['event to first mended plan with compiling, clock', rows.map(({ wholeClockMs }) => wholeClockMs)],
  ['event to first mended plan with compiling, its thread', rows.map(({ wholeThreadMs }) => wholeThreadMs)],
  ['compiling the changed factory, processor', rows.map(({ compileMs }) => compileMs)],
] as const) {
  console.log(`${what}: p50 ${share(values, 0.5)} ms, p95 ${share(values, 0.95)} ms, of ${values.length} events`);
}
writeHistory({ suite: 'reaction', name: options.name, options, rows });
