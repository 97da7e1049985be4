// Plain loops over whole columns sized by the problem, hence the non-null assertions.
import { deriveFeatures } from './features.ts';
import type { Arcs, Machines, Modes, ObjectivePart, Operations, Problem, WorkCalendar } from './problem.ts';
import { MachineKind, NONE } from './problem.ts';

type Core = Omit<Problem, 'features'>;

/**
 * The same problem without the rules that can hold nobody up: calendars that are always open, pools nobody has to wait for, sites with
 * no way between them, stock that cannot run out, releases that earlier operations outlast, parts of the objective nothing changes. The
 * operations, modes and machines keep their numbers. Every schedule that lets operations start as early as its sequences allow is as
 * valid and as good among the others there as here; its figures are to be counted here. Returns the problem itself if every rule can
 * bind.
 */
export function withoutIdleRules(problem: Problem): Problem {
  const core = [
    withoutOpenCalendars,
    withoutEmptyChangeovers,
    withoutAmplePools,
    withoutNearSites,
    withoutAmpleStock,
    withoutIdleOrder,
    withoutUnpricedBaseline,
    withoutUnpricedEnergy,
    withoutIdleReleases,
    withoutLongLags,
    withoutConstantParts,
  ].reduce<Core>((rest, remove) => remove(rest), problem);
  return core === problem ? problem : Object.freeze({ ...core, features: deriveFeatures(core) });
}

function isPriced({ objective }: Core, ...parts: readonly ObjectivePart[]): boolean {
  return objective.levels.some((level) => level.some(({ part, weight }) => weight !== 0 && parts.includes(part)));
}

/** Of the runs and setups on calendars without a gap and, where money counts, without overtime. */
function withoutOpenCalendars(problem: Core): Core {
  const { calendars, modes } = problem;
  const hasPrice = isPriced(problem, 'cost');
  const isOpen = calendars.map((calendar) => isAlwaysOpen(calendar) && !(hasPrice && calendar.rate.some((rate) => rate !== 0)));
  if (!isOpen.includes(true)) return problem;
  const closing = (column: Int32Array): Int32Array =>
    column.map((calendar) => (calendar >= 0 && isOpen[calendar] === true ? -1 : calendar));
  return { ...problem, modes: { ...modes, runCalendar: closing(modes.runCalendar), setupCalendar: closing(modes.setupCalendar) } };
}

function isAlwaysOpen({ start, end, tailFrom }: WorkCalendar): boolean {
  let openUntil = 0;
  for (let i = 0; i < start.length && start[i]! <= openUntil; i++) openUntil = end[i]!;
  return tailFrom <= openUntil;
}

/** Of the tables of changeovers that take no time and cost nothing. */
function withoutEmptyChangeovers(problem: Core): Core {
  const { changeovers, machines } = problem;
  const isEmpty = changeovers.map(({ time, cost }) => time.every((ticks) => ticks === 0) && cost.every((money) => money === 0));
  if (!machines.changeover.some((table) => table >= 0 && isEmpty[table])) return problem;
  const changeover = machines.changeover.map((table) => (table >= 0 && isEmpty[table] === true ? -1 : table));
  return { ...problem, machines: { ...machines, changeover } };
}

/**
 * Of the pools with enough for the neediest operation of every machine at once: a single machine has one operation at a time, and what
 * an operation needs it needs while it has its machine.
 */
function withoutAmplePools(problem: Core): Core {
  const { pools, modes, machines } = problem;
  if (pools.length === 0 || modes.needPool.length === 0) return problem;
  const needed = mostNeeded(pools.length, modes, machines);
  const isAmple = pools.map(({ capacity }, pool) => capacity.value.every((value) => value >= needed[pool]!));
  if (!isAmple.includes(true)) return problem;
  const needStart = new Int32Array(modes.count + 1);
  const kept: number[] = [];
  for (let mode = 0; mode < modes.count; mode++) {
    for (let need = modes.needStart[mode]!; need < modes.needStart[mode + 1]!; need++)
      if (isAmple[modes.needPool[need]!] !== true) kept.push(need);
    needStart[mode + 1] = kept.length;
  }
  const of = (column: Int32Array): Int32Array => Int32Array.from(kept, (need) => column[need]!);
  const needs = {
    needStart,
    needPool: of(modes.needPool),
    needAmount: of(modes.needAmount),
    needPhase: Uint8Array.from(kept, (need) => modes.needPhase[need]!),
    needFrom: of(modes.needFrom),
    needTo: of(modes.needTo),
  };
  return { ...problem, modes: { ...modes, ...needs } };
}

/** [pool] what the neediest operation of every machine asks at once; Infinity where that has no bound. One walk over all needs. */
function mostNeeded(pools: number, modes: Modes, machines: Machines): Float64Array {
  const needed = new Float64Array(pools);
  const most = new Map<number, number>();
  for (let mode = 0; mode < modes.count; mode++) {
    const machine = modes.machine[mode]!;
    for (let need = modes.needStart[mode]!; need < modes.needStart[mode + 1]!; need++) {
      const pool = modes.needPool[need]!;
      // What a mode asks of one pool in several needs counts together, once.
      let amount = 0;
      for (let other = modes.needStart[mode]!; other < modes.needStart[mode + 1]!; other++) {
        if (modes.needPool[other] === pool) amount += modes.needAmount[other]!;
      }
      if (amount <= 0) continue;
      const key = pool * machines.count + machine;
      const before = most.get(key) ?? 0;
      if (machines.kind[machine] !== MachineKind.SINGLE) needed[pool] = Number.POSITIVE_INFINITY;
      else if (amount > before) {
        most.set(key, amount);
        needed[pool] = needed[pool]! + amount - before;
      }
    }
  }
  return needed;
}

/** Of transport, where everything happens on one site. */
function withoutNearSites(problem: Core): Core {
  const { transport, modes, jobs } = problem;
  const sites = new Set([...modes.site, ...jobs.deliverySite].filter((site) => site >= 0));
  if (sites.size > 1 || (transport === undefined && sites.size === 0)) return problem;
  return {
    ...problem,
    transport: undefined,
    modes: { ...modes, site: modes.site.map(() => -1) },
    jobs: { ...jobs, deliverySite: jobs.deliverySite.map(() => -1) },
  };
}

/** Of what is taken from and put into stock, where there is enough for all from the beginning. */
function withoutAmpleStock(problem: Core): Core {
  const { reservoirs, operations } = problem;
  if (reservoirs.length === 0 || operations.flowReservoir.length === 0) return problem;
  const left = Float64Array.from(reservoirs, ({ initial }) => initial);
  operations.flowReservoir.forEach((reservoir, i) => {
    left[reservoir]! += Math.min(0, operations.flowQuantity[i]!);
  });
  if (reservoirs.some(({ unlimitedFrom }, i) => left[i]! < 0 && unlimitedFrom > 0)) return problem;
  const none = { flowReservoir: new Int32Array(0), flowQuantity: new Int32Array(0), flowStart: new Int32Array(operations.count + 1) };
  return { ...problem, operations: { ...operations, ...none } };
}

/** Of lines of one machine, and of places where all that ever come to a machine find room. */
function withoutIdleOrder(problem: Core): Core {
  const { machines, modes, operations } = problem;
  const visits = new Float64Array(machines.count);
  for (let o = 0; o < operations.count; o++) {
    const own = new Set(modes.machine.subarray(operations.modeStart[o], operations.modeStart[o + 1]));
    for (const machine of own) visits[machine]! += 1;
  }
  const inLine = (line: number): number => machines.line.reduce((count, each) => count + (each === line ? 1 : 0), 0);
  const line = machines.line.map((each) => (each >= 0 && inLine(each) === 1 ? -1 : each));
  const places = machines.places.map((each, machine) => (each >= visits[machine]! ? NONE : each));
  const isSame = line.every((each, i) => each === machines.line[i]) && places.every((each, i) => each === machines.places[i]);
  return isSame ? problem : { ...problem, machines: { ...machines, line, places } };
}

function withoutUnpricedBaseline(problem: Core): Core {
  if (problem.baseline === undefined || isPriced(problem, 'movedOperations', 'startShift')) return problem;
  return { ...problem, baseline: undefined };
}

/** Of tariffs, where money does not count. */
function withoutUnpricedEnergy(problem: Core): Core {
  const { modes } = problem;
  if (modes.priceProfiles.length === 0 || isPriced(problem, 'cost')) return problem;
  return { ...problem, modes: { ...modes, priceProfiles: [], priceProfile: modes.priceProfile.map(() => -1) } };
}

/** Of all releases, where every one is over by the time its operation's predecessors can have ended. */
function withoutIdleReleases(problem: Core): Core {
  const { operations, arcs, modes } = problem;
  const { release } = operations;
  if (!release.some((tick) => tick > 0)) return problem;
  // Goods on their way and parts sent ahead have ends of their own.
  if (problem.transport !== undefined || arcs.share.some((share) => share < 1)) return problem;
  const end = new Float64Array(operations.count);
  for (const o of inOrder(operations, arcs)) {
    let ready = 0;
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
      const arc = arcs.inArc[i]!;
      ready = Math.max(ready, end[arcs.from[arc]!]! + arcs.minLag[arc]!);
    }
    if (release[o]! > ready) return problem;
    end[o] = ready + modes.duration.subarray(operations.modeStart[o], operations.modeStart[o + 1]).reduce((a, b) => Math.min(a, b));
  }
  return { ...problem, operations: { ...operations, release: new Int32Array(operations.count) } };
}

function inOrder(operations: Operations, arcs: Arcs): Int32Array {
  const waits = new Int32Array(operations.count);
  const order = new Int32Array(operations.count);
  let count = 0;
  for (let o = 0; o < operations.count; o++) {
    waits[o] = arcs.inStart[o + 1]! - arcs.inStart[o]!;
    if (waits[o] === 0) order[count++] = o;
  }
  for (let next = 0; next < count; next++) {
    const o = order[next]!;
    for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
      const to = arcs.to[arcs.outArc[i]!]!;
      waits[to]!--;
      if (waits[to] === 0) order[count++] = to;
    }
  }
  return order;
}

/** Of maximum lags longer than everything one after the other, where nothing but the other operations can make one wait. */
function withoutLongLags(problem: Core): Core {
  const { arcs } = problem;
  if (!arcs.maxLag.some((lag) => lag !== NONE) || canWaitForOthers(problem)) return problem;
  const longest = horizonOf(problem);
  if (arcs.maxLag.some((lag) => lag < longest)) return problem;
  return { ...problem, arcs: { ...arcs, maxLag: arcs.maxLag.map(() => NONE) } };
}

function canWaitForOthers({ modes, operations, transport, machines, arcs }: Core): boolean {
  return (
    transport !== undefined ||
    modes.needPool.length > 0 ||
    operations.flowReservoir.length > 0 ||
    modes.runCalendar.some((calendar) => calendar >= 0) ||
    modes.setupCalendar.some((calendar) => calendar >= 0) ||
    operations.fixedStart.some((start) => start >= 0) ||
    machines.kind.some((kind) => kind !== MachineKind.SINGLE) ||
    arcs.share.some((share) => share < 1)
  );
}

/** By then everything is over that never waits without a reason. */
function horizonOf({ operations, modes, arcs, changeovers }: Core): number {
  const largest = (values: Int32Array): number => values.reduce((a, b) => Math.max(a, b), 0);
  const changeover = changeovers.reduce((most, { time }) => Math.max(most, largest(time)), 0);
  let sum = largest(operations.release);
  for (let o = 0; o < operations.count; o++) {
    let most = 0;
    for (let mode = operations.modeStart[o]!; mode < operations.modeStart[o + 1]!; mode++)
      most = Math.max(most, modes.duration[mode]! + modes.setup[mode]!);
    sum += most + changeover;
  }
  return arcs.minLag.reduce((a, b) => a + b, sum);
}

/** Of parts of the objective without weight, or that are nought in every schedule; levels left without any go. */
function withoutConstantParts(problem: Core): Core {
  const { objective, baseline, machines, modes, operations, arcs } = problem;
  const hasChangeovers = machines.changeover.some((table) => table >= 0);
  const isNought: Partial<Record<ObjectivePart, boolean>> = {
    setupTime: !hasChangeovers && modes.setup.every((ticks) => ticks === 0),
    changeoverCost: !hasChangeovers,
    underfill: !machines.kind.includes(MachineKind.BATCH),
    movedOperations: baseline === undefined,
    startShift: baseline === undefined,
    lagExcess: arcs.maxLag.every((lag) => lag === NONE),
    ...(operations.count === 0 ? { makespan: true } : {}),
  };
  const levels = objective.levels
    .map((level) => level.filter(({ part, weight }) => weight !== 0 && isNought[part] !== true))
    .filter((level) => level.length > 0);
  const parts = (all: Problem['objective']['levels']): number => all.reduce((sum, level) => sum + level.length, 0);
  if (levels.length === 0 || parts(levels) === parts(objective.levels)) return problem;
  return { ...problem, objective: { levels } };
}
