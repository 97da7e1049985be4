import { MachineKind, Phase } from '@midstream/engine';
import type { Binding } from '@midstream/factory';
import { zonedTimeOf } from '@midstream/factory';
import { instantOfTick } from '../compile/time-axis.ts';
import { firstTicks } from './money-and-carbon.ts';
import type { ScheduleView } from './schedule-view.ts';

/** Says for an operation which rule one tick earlier would break, and the operation that stands in the way, if one does. */
export interface BindingFinder {
  readonly bindingOf: (operation: number) => Binding;
  /** The operation to look at next when asking why; -1 = nothing further back. */
  readonly causeOf: (operation: number) => number;
}

/** Prepares the users of every pool once; each answer is then O(arcs + users at that tick). */
export function bindingFinder(view: ScheduleView): BindingFinder {
  const users: Users = { pools: poolUsers(view), takers: materialTakers(view) };
  const causes = new Map<number, number>();
  const bindingOf = (operation: number): Binding => {
    const found = findBinding(view, operation, users);
    causes.set(operation, found.cause);
    return found.binding;
  };
  return {
    bindingOf,
    causeOf: (operation) => {
      if (!causes.has(operation)) bindingOf(operation);
      return causes.get(operation) ?? -1;
    },
  };
}

interface PoolUser {
  readonly operation: number;
  readonly amount: number;
  readonly from: number;
  readonly to: number;
}

interface Taker {
  readonly operation: number;
  /** Negative. */
  readonly quantity: number;
}
/** Users of a pool by day, so that asking for one tick does not look at all of them. */
type PoolDays = ReadonlyMap<number, readonly PoolUser[]>;

interface Users {
  /** [pool] */
  readonly pools: readonly PoolDays[];
  /** [reservoir] */
  readonly takers: readonly (readonly Taker[])[];
}

function materialTakers({ problem }: ScheduleView): Taker[][] {
  const { operations } = problem;
  const takers: Taker[][] = problem.reservoirs.map(() => []);
  for (let o = 0; o < operations.count; o++) {
    for (let f = operations.flowStart[o] ?? 0; f < (operations.flowStart[o + 1] ?? 0); f++) {
      takers[operations.flowReservoir[f] ?? 0]?.push({ operation: o, quantity: operations.flowQuantity[f] ?? 0 });
    }
  }
  return takers;
}

function findBinding(view: ScheduleView, o: number, users: Users): { binding: Binding; cause: number } {
  const { problem, schedule, compiled } = view;
  const { operations } = problem;
  const start = schedule.start[o] ?? 0;
  const setupStart = schedule.setupStart[o] ?? 0;
  const time = (tick: number): string => zonedTimeOf(instantOfTick(compiled.axis, tick), zoneOf(view, o));
  const stepId = (index: number): string => compiled.steps[index]?.id ?? '';
  const orderOf = (index: number): string => compiled.steps[index]?.line.id ?? '';
  const machine = compiled.meanings[schedule.mode[o] ?? 0]?.machine ?? '';
  if ((operations.fixedStart[o] ?? -1) >= 0) return { binding: { kind: 'lock' }, cause: -1 };
  const before = view.machineBefore[o] ?? -1;
  const machineFree = before < 0 ? 0 : (schedule.end[before] ?? 0);
  const late = latestPredecessor(view, o);
  const pusher = late.arc >= 0 && late.bound >= machineFree ? (problem.arcs.from[late.arc] ?? -1) : before;
  if (late.arc >= 0 && late.bound >= start)
    return { binding: arcBinding(view, late.arc, time, stepId), cause: problem.arcs.from[late.arc] ?? -1 };
  if ((operations.release[o] ?? 0) >= start && start > 0) return { binding: { kind: 'release', until: time(start) }, cause: -1 };
  const material = shortMaterial(view, o, start - 1, users.takers);
  if (material !== undefined) return { binding: { kind: 'material', material, until: time(start) }, cause: -1 };
  if (before >= 0 && machineFree >= setupStart && setupStart > 0) {
    const minutes = ((view.setupTicks[o] ?? 0) / compiled.axis.ticksPerHour) * 60;
    const by = { machine, operation: stepId(before), order: orderOf(before), until: time(machineFree) };
    const binding: Binding = (view.changeoverTicks[o] ?? 0) > 0 ? { kind: 'changeover', ...by, minutes } : { kind: 'machine', ...by };
    return { binding, cause: before };
  }
  if (setupStart === 0) return { binding: { kind: 'start-of-plan' }, cause: -1 };
  const hasSetup = (view.setupTicks[o] ?? 0) > 0;
  const at = hasSetup ? setupStart : start;
  if (!couldWorkFrom(view, o, false, start - 1)) return { binding: { kind: 'calendar', machine, until: time(start) }, cause: pusher };
  if (!couldWorkFrom(view, o, hasSetup, at - 1)) return { binding: { kind: 'calendar', machine, until: time(at) }, cause: pusher };
  const beside = fullBeside(view, o);
  if (beside >= 0) {
    const until = time(schedule.end[beside] ?? 0);
    return { binding: { kind: 'machine', machine, operation: stepId(beside), order: orderOf(beside), until }, cause: beside };
  }
  const blocked = blockedPool(view, o, users.pools);
  if (blocked !== undefined) return { binding: poolBinding(view, blocked, time, stepId, orderOf), cause: blocked.by?.operation ?? -1 };
  const waiting = tightFollower(view, o);
  if (waiting >= 0)
    return { binding: { kind: 'follower', operation: stepId(waiting), until: time(start) }, cause: view.machineBefore[waiting] ?? -1 };
  if (view.leads[o] === 0 || (operations.batchFamily[o] ?? -1) >= 0)
    return { binding: { kind: 'batch', machine, until: time(start) }, cause: pusher };
  return { binding: { kind: 'choice' }, cause: -1 };
}

/** On a machine for several at a time that is full one tick earlier: the one there that ends first; -1 = there is room. */
function fullBeside(view: ScheduleView, o: number): number {
  const { machines } = view.problem;
  const { setupStart, end } = view.schedule;
  const machine = view.machineOf(o);
  if (machines.kind[machine] !== MachineKind.PARALLEL) return -1;
  const tick = (setupStart[o] ?? 0) - 1;
  const there = (view.sequences[machine] ?? []).filter((each) => each !== o && (setupStart[each] ?? 0) <= tick && tick < (end[each] ?? 0));
  if (there.length < (machines.capacity[machine] ?? 1)) return -1;
  return there.reduce((first, each) => ((end[each] ?? 0) < (end[first] ?? 0) ? each : first));
}

/** Whether the hours would let the setup (or the run where there is none) begin at a tick. */
function couldWorkFrom(view: ScheduleView, o: number, hasSetup: boolean, tick: number): boolean {
  const { modes, operations } = view.problem;
  const mode = view.schedule.mode[o] ?? 0;
  const calendar = (hasSetup ? modes.setupCalendar : modes.runCalendar)[mode] ?? -1;
  const needed = operations.unbroken[o] === 1 ? (hasSetup ? (view.setupTicks[o] ?? 0) : (modes.duration[mode] ?? 0)) : 1;
  const open = view.workSpans(calendar, tick, tick + needed).reduce((sum, span) => sum + span.end - span.start, 0);
  return open === needed;
}

/** A follower that would have waited too long had this operation been a tick earlier; -1 = none. */
function tightFollower(view: ScheduleView, o: number): number {
  const { arcs } = view.problem;
  for (let i = arcs.outStart[o] ?? 0; i < (arcs.outStart[o + 1] ?? 0); i++) {
    const arc = arcs.outArc[i] ?? 0;
    const to = arcs.to[arc] ?? 0;
    if ((view.schedule.start[to] ?? 0) - view.readyAt(arc) >= (arcs.maxLag[arc] ?? 0)) return to;
  }
  return -1;
}

/** The arc that lets go last and when. */
function latestPredecessor(view: ScheduleView, o: number): { arc: number; bound: number } {
  const { arcs } = view.problem;
  let best = { arc: -1, bound: -1 };
  for (let i = arcs.inStart[o] ?? 0; i < (arcs.inStart[o + 1] ?? 0); i++) {
    const arc = arcs.inArc[i] ?? 0;
    const from = arcs.from[arc] ?? 0;
    let bound = view.readyAt(arc) + (arcs.minLag[arc] ?? 0);
    const share = arcs.share[arc] ?? 1;
    if (share < 1 && view.siteOf(from) === view.siteOf(o)) bound = sendAheadBound(view, arc, share);
    if (bound > best.bound) best = { arc, bound };
  }
  return best;
}

/** Earliest start allowed by a send-ahead arc: the first batch is through, and the last one can still follow. */
function sendAheadBound(view: ScheduleView, arc: number, share: number): number {
  const { arcs, modes } = view.problem;
  const { schedule } = view;
  const from = arcs.from[arc] ?? 0;
  const to = arcs.to[arc] ?? 0;
  const lag = arcs.minLag[arc] ?? 0;
  const fromMode = schedule.mode[from] ?? 0;
  const first = Math.ceil(share * (modes.duration[fromMode] ?? 0));
  const spans = firstTicks(view.workSpans(modes.runCalendar[fromMode] ?? -1, schedule.start[from] ?? 0, schedule.end[from] ?? 0), first);
  const firstOut = (spans.at(-1)?.end ?? schedule.start[from] ?? 0) + lag;
  const toMode = schedule.mode[to] ?? 0;
  const duration = modes.duration[toMode] ?? 0;
  const early = duration - Math.ceil(share * duration);
  const worked = firstTicks(view.workSpans(modes.runCalendar[toMode] ?? -1, schedule.start[to] ?? 0, schedule.end[to] ?? 0), early);
  const lastBegins = worked.at(-1)?.end ?? schedule.start[to] ?? 0;
  const tight = lastBegins <= (schedule.end[from] ?? 0) + lag;
  return Math.max(firstOut, tight ? (schedule.start[to] ?? 0) : 0);
}

function arcBinding(view: ScheduleView, arc: number, time: (tick: number) => string, stepId: (index: number) => string): Binding {
  const { arcs } = view.problem;
  const from = arcs.from[arc] ?? 0;
  const to = arcs.to[arc] ?? 0;
  const ready = view.readyAt(arc);
  const end = view.schedule.end[from] ?? 0;
  const operation = stepId(from);
  const sites = view.compiled.factory.sites;
  if (ready > end)
    return {
      kind: 'transport',
      from: sites[view.siteOf(from)]?.id ?? '',
      to: sites[view.siteOf(to)]?.id ?? '',
      operation,
      until: time(ready),
    };
  if ((arcs.minLag[arc] ?? 0) > 0) return { kind: 'wait', operation, until: time(ready + (arcs.minLag[arc] ?? 0)) };
  return { kind: 'previous-operation', operation, until: time(view.schedule.start[to] ?? 0) };
}

/** A material that would run short if this operation took it at that tick. */
function shortMaterial(view: ScheduleView, o: number, tick: number, takers: readonly (readonly Taker[])[]): string | undefined {
  const { operations, reservoirs } = view.problem;
  for (let f = operations.flowStart[o] ?? 0; f < (operations.flowStart[o + 1] ?? 0); f++) {
    const index = operations.flowReservoir[f] ?? 0;
    const reservoir = reservoirs[index];
    if (reservoir === undefined || tick >= reservoir.unlimitedFrom) continue;
    let level = reservoir.initial + (operations.flowQuantity[f] ?? 0);
    reservoir.receiptAt.forEach((at, i) => {
      if (at <= tick) level += reservoir.receiptQuantity[i] ?? 0;
    });
    for (const taker of takers[index] ?? []) {
      if (taker.operation !== o && (view.schedule.start[taker.operation] ?? 0) <= tick) level += taker.quantity;
    }
    if (level < 0) return view.compiled.materials.materialOf.get(index)?.id;
  }
  return undefined;
}

function poolUsers(view: ScheduleView): PoolDays[] {
  const { problem, schedule, compiled } = view;
  const day = compiled.axis.ticksPerHour * 24;
  const users: Map<number, PoolUser[]>[] = problem.pools.map(() => new Map());
  for (let o = 0; o < problem.operations.count; o++) {
    if (view.leads[o] === 0) continue;
    forEachNeed(view, o, (pool, amount, phase) => {
      const from = phase === Phase.RUN ? (schedule.start[o] ?? 0) : (schedule.setupStart[o] ?? 0);
      const to = phase === Phase.SETUP ? (schedule.start[o] ?? 0) : (schedule.end[o] ?? 0);
      const user = { operation: o, amount, from, to };
      for (let at = Math.floor(from / day); at * day < to; at++) {
        const there = users[pool]?.get(at);
        if (there === undefined) users[pool]?.set(at, [user]);
        else there.push(user);
      }
    });
  }
  return users;
}

function forEachNeed(view: ScheduleView, o: number, visit: (pool: number, amount: number, phase: number) => void): void {
  const { modes } = view.problem;
  const mode = view.schedule.mode[o] ?? 0;
  for (let i = modes.needStart[mode] ?? 0; i < (modes.needStart[mode + 1] ?? 0); i++)
    visit(modes.needPool[i] ?? 0, modes.needAmount[i] ?? 0, modes.needPhase[i] ?? 0);
}

interface Blocked {
  readonly pool: number;
  readonly by: PoolUser | undefined;
}

/** The pool that is too full one tick before this operation takes it, and who holds it longest. */
function blockedPool(view: ScheduleView, o: number, users: readonly PoolDays[]): Blocked | undefined {
  const day = view.compiled.axis.ticksPerHour * 24;
  let found: Blocked | undefined;
  forEachNeed(view, o, (pool, amount, phase) => {
    if (found !== undefined) return;
    const at = (phase === Phase.RUN ? (view.schedule.start[o] ?? 0) : (view.schedule.setupStart[o] ?? 0)) - 1;
    if (at < 0) return;
    const there = (users[pool]?.get(Math.floor(at / day)) ?? []).filter((user) => user.from <= at && at < user.to && user.operation !== o);
    const used = there.reduce((sum, user) => sum + user.amount, 0);
    const capacity = view.problem.pools[pool]?.capacity;
    const step = (capacity?.at ?? []).findLastIndex((from) => from <= at);
    if (used > 0 && used + amount > (capacity?.value[step] ?? 0)) found = { pool, by: there.sort((a, b) => a.to - b.to)[0] };
  });
  return found;
}

function poolBinding(
  view: ScheduleView,
  blocked: Blocked,
  time: (tick: number) => string,
  stepId: (index: number) => string,
  orderOf: (index: number) => string,
): Binding {
  const { resources } = view.compiled;
  const by = blocked.by === undefined ? {} : { operation: stepId(blocked.by.operation), order: orderOf(blocked.by.operation) };
  const until = time(blocked.by?.to ?? 0);
  const crew = resources.crews.find((each) => each.index === blocked.pool);
  if (crew !== undefined) return { kind: 'operator', skill: crew.skills.join('+'), ...by, until };
  const tool = [...resources.toolPool].find(([, pool]) => pool === blocked.pool)?.[0];
  if (tool !== undefined) return { kind: 'tool', tool, ...by, until };
  const site = [...resources.powerPool].find(([, pool]) => pool === blocked.pool)?.[0] ?? '';
  return { kind: 'power', site, until };
}

/** Time zone of the site an operation runs at. */
export function zoneOf(view: ScheduleView, o: number): string {
  return view.compiled.factory.sites[view.siteOf(o)]?.timeZone ?? view.compiled.factory.timeZone;
}
