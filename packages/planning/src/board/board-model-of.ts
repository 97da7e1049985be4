import type { Problem, Schedule } from '@midstream/engine';
import type { CompleteFactory, Plan } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import type { CompiledFactory } from '../compile/compile-factory.ts';
import { compileFactory } from '../compile/compile-factory.ts';
import { tickFrom } from '../compile/time-axis.ts';
import type { BoardMachine, BoardMode, BoardModel, BoardOperation } from '../preview/board-model.ts';
import { scheduleOf } from '../verify/verify-plan.ts';

/** The light model a board judges drags by. Undefined, with findings, where the plan is not of this factory. Cost: compiling the factory. */
export function boardModel(factory: CompleteFactory, plan: Plan): { model: BoardModel | undefined; findings: readonly Finding[] } {
  const compiled = compileFactory(factory);
  const { schedule, findings } = scheduleOf(compiled, plan);
  if (schedule === undefined) return { model: undefined, findings };
  const { problem, axis } = compiled;
  const orders = new Map(plan.orders.map((each) => [each.order, each]));
  return {
    model: {
      origin: axis.origin,
      tickSeconds: axis.tickSeconds,
      horizon: axis.horizon,
      fence: Math.ceil(factory.frozenFenceHours * axis.ticksPerHour),
      machines: machinesOf(compiled),
      tables: problem.changeovers.map((each) => ({ states: each.states, ticks: Array.from(each.time) })),
      calendars: problem.calendars.map((each) => Array.from(each.start).flatMap((start, i) => [start, each.end[i] ?? start])),
      pools: problem.pools.map((each) => ({ holds: each.holds, at: Array.from(each.capacity.at), value: Array.from(each.capacity.value) })),
      reservoirs: problem.reservoirs.map((each) => ({
        initial: each.initial,
        receiptAt: Array.from(each.receiptAt),
        receiptQuantity: Array.from(each.receiptQuantity),
        unlimitedFrom: each.unlimitedFrom,
      })),
      sites: problem.transport?.sites ?? 0,
      lanes: (problem.transport?.lanes ?? []).map((each) =>
        each === undefined ? null : { ready: Array.from(each.ready), arrival: Array.from(each.arrival), afterLast: each.afterLast },
      ),
      operations: compiled.steps.map((_, o) => operationOf(compiled, schedule, o)),
      orders: compiled.lines.map((line) => ({
        id: line.id,
        ...(line.due === undefined ? {} : { due: tickFrom(axis, line.due) }),
        completion: tickFrom(axis, instantOf(orders.get(line.id)?.projected ?? '', plan.timeZone, 'start') ?? axis.origin),
      })),
    },
    findings: [],
  };
}

function machinesOf({ factory, problem }: CompiledFactory): BoardMachine[] {
  return factory.machines.map((machine, m) => ({
    id: machine.id,
    capacity: machine.capacity,
    initialState: problem.machines.initialState[m] ?? -1,
    table: problem.machines.changeover[m] ?? -1,
  }));
}

function operationOf(compiled: CompiledFactory, schedule: Schedule, o: number): BoardOperation {
  const { problem, steps, fixings, lines } = compiled;
  const { operations, arcs } = problem;
  const step = steps[o];
  if (step === undefined) throw new Error(`operation ${o} is unknown`);
  const first = operations.modeStart[o] ?? 0;
  const own = Array.from({ length: (operations.modeStart[o + 1] ?? 0) - first }, (_, i) => first + i);
  const chosen = schedule.mode[o] ?? first;
  const alike = own.toSorted((a, b) => unlikeness(compiled, a, chosen) - unlikeness(compiled, b, chosen) || a - b);
  const fixed = fixings.get(step.id)?.reason;
  const pinned = fixed === 'started' || fixed === 'locked' ? fixed : undefined;
  const entering = Array.from(arcs.inArc.subarray(arcs.inStart[o] ?? 0, arcs.inStart[o + 1] ?? 0));
  return {
    id: step.id,
    order: lines.indexOf(step.line),
    ...(pinned === undefined ? {} : { pinned }),
    setupStart: schedule.setupStart[o] ?? 0,
    start: schedule.start[o] ?? 0,
    end: schedule.end[o] ?? 0,
    mode: alike.indexOf(chosen),
    earliest: operations.release[o] ?? 0,
    unbroken: operations.unbroken[o] === 1,
    modes: alike.map((mode) => modeOf(problem, mode)),
    after: entering.map((arc) => ({
      from: arcs.from[arc] ?? 0,
      minLag: arcs.minLag[arc] ?? 0,
      maxLag: arcs.maxLag[arc] ?? 0,
      share: arcs.share[arc] ?? 1,
      carries: arcs.carries[arc] === 1,
    })),
    flows: Array.from(operations.flowReservoir.subarray(operations.flowStart[o] ?? 0, operations.flowStart[o + 1] ?? 0)).map(
      (reservoir, i) => [reservoir, operations.flowQuantity[(operations.flowStart[o] ?? 0) + i] ?? 0],
    ),
    batchFamily: operations.batchFamily[o] ?? -1,
    batchSize: step.quantity * (step.operation.batchSizePerUnit ?? 1),
  };
}

/** Other people count more than other hours, as when a lock is placed. */
function unlikeness({ meanings }: CompiledFactory, mode: number, chosen: number): number {
  const a = meanings[mode];
  const b = meanings[chosen];
  if (a === undefined || b === undefined) return 0;
  const strangers = a.crews.filter(({ crew }, i) => crew.index !== b.crews[i]?.crew.index).length;
  return 2 * strangers + Number(a.overtime !== b.overtime);
}

function modeOf({ modes }: Problem, mode: number): BoardMode {
  const needs = Array.from({ length: (modes.needStart[mode + 1] ?? 0) - (modes.needStart[mode] ?? 0) }, (_, i) => {
    const n = (modes.needStart[mode] ?? 0) + i;
    return [modes.needPool[n] ?? 0, modes.needAmount[n] ?? 0, modes.needPhase[n] ?? 0] as const;
  });
  return {
    machine: modes.machine[mode] ?? 0,
    duration: modes.duration[mode] ?? 0,
    setup: modes.setup[mode] ?? 0,
    state: modes.state[mode] ?? -1,
    runCalendar: modes.runCalendar[mode] ?? -1,
    setupCalendar: modes.setupCalendar[mode] ?? -1,
    site: modes.site[mode] ?? -1,
    needs,
  };
}
