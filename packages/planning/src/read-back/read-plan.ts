import type { Schedule, Solution } from '@midstream/engine';
import type { Plan, PlanFigures, PlannedOperation, PlannedOrder, PlannedTransport, PlanRun } from '@midstream/factory';
import { zonedTimeOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import { arrivalAt } from '../compile/arrival.ts';
import type { CompiledFactory } from '../compile/compile-factory.ts';
import { crewName } from '../compile/resources.ts';
import { groupBy } from '../compile/group-by.ts';
import type { ModeMeaning } from '../compile/placed-way.ts';
import type { OrderLine } from '../compile/order-lines.ts';
import { instantOfTick } from '../compile/time-axis.ts';
import type { BindingFinder } from './bindings.ts';
import { bindingFinder, zoneOf } from './bindings.ts';
import { resourceLoads } from './loads.ts';
import type { OperationEconomy } from './money-and-carbon.ts';
import { economyOf, sumCarbon, sumCosts } from './money-and-carbon.ts';
import { rosterOf, shareWork } from './people.ts';
import { isLastOfJob, readTransports } from './transports.ts';
import type { ScheduleView } from './schedule-view.ts';
import { viewSchedule } from './schedule-view.ts';
import { slackTicks } from './slack.ts';

const report = reporterOf(PLANNING_CODES);

/** What the caller knows of the run: how it was searched and how good the bound is. */
export type RunFacts = Omit<PlanRun, 'objective' | 'value' | 'gapPercent'>;

/** Reads a schedule back in the factory's words: both dates, costs, carbon, people, what binds what. Cost O(n log n) and a little more for bindings. */
export function readPlan(compiled: CompiledFactory, solution: Solution, run: RunFacts): Plan {
  const view = viewSchedule(compiled, solution.schedule);
  const { axis, factory } = compiled;
  const completions = completionTicks(view);
  const endTick = Math.max(1, ...completions.values(), ...view.schedule.end);
  const idle = idleGrams(view);
  const economies = compiled.steps.map((_, o) => economyOf(view, o, idle[o] ?? 0));
  const finder = bindingFinder(view);
  const work = shareWork(view);
  const roster = rosterOf(view, work);
  const slack = slackTicks(view, completions);
  const operations = compiled.steps.map((_, o) => readOperation(view, o, economies[o], finder, roster.get(o) ?? [], slack[o] ?? 0));
  const transports = readTransports(view);
  const own = operationsByJob(view);
  const moved = groupBy(transports, (transport) => transport.order);
  const orders = compiled.lines.map((line, job) =>
    readOrder(view, line, own[job] ?? [], completions.get(job) ?? 0, economies, moved.get(line.id) ?? [], operations, finder),
  );
  const resources = resourceLoads(view, endTick);
  const gap = solution.value[1] ?? 0;
  return {
    format: 'midstream-plan',
    version: 1,
    factory: typeof factory.name === 'string' ? factory.name : (factory.name.en ?? Object.values(factory.name)[0] ?? ''),
    currency: factory.currency,
    timeZone: factory.timeZone,
    planningStart: zonedTimeOf(axis.origin, factory.timeZone),
    horizonEnd: zonedTimeOf(instantOfTick(axis, axis.horizon), factory.timeZone),
    run: {
      ...run,
      objective: compiled.objective.map((level) => level.map(({ goal, weight }) => ({ part: goal, weight }))),
      value: solution.value,
      gapPercent: gap <= 0 ? 0 : Math.max(0, (100 * (gap - run.bound)) / gap),
    },
    orders,
    operations,
    transports,
    resources,
    figures: readFigures(
      compiled,
      solution,
      orders,
      operations,
      resources.filter((each) => each.kind === 'machine').reduce((sum, each) => sum + each.changeovers, 0),
      economies,
      completions,
    ),
    findings: [...compiled.findings, ...planFindings(view), ...piecedFindings(view, work.pieced)],
  };
}

/** Some operations of a schedule in the factory's words, as {@link readPlan} has them but for idle energy and slack. */
export function readOperations(compiled: CompiledFactory, schedule: Schedule, which: readonly number[]): PlannedOperation[] {
  const view = viewSchedule(compiled, schedule);
  const finder = bindingFinder(view);
  const roster = rosterOf(view, shareWork(view));
  return which.map((o) => readOperation(view, o, economyOf(view, o, 0), finder, roster.get(o) ?? [], 0));
}

/** [job] its operations. */
function operationsByJob(view: ScheduleView): number[][] {
  const { jobs, operations } = view.problem;
  const result: number[][] = Array.from({ length: jobs.count }, () => []);
  operations.job.forEach((job, o) => result[job]?.push(o));
  return result;
}

/** [job] tick of completion, travel to the place of delivery included. */
function completionTicks(view: ScheduleView): Map<number, number> {
  const { problem, schedule } = view;
  const { operations, jobs } = problem;
  const result = new Map<number, number>();
  for (let o = 0; o < operations.count; o++) {
    const job = operations.job[o] ?? 0;
    if (!isLastOfJob(problem, o)) continue;
    const end = arrivalAt(problem, view.siteOf(o), jobs.deliverySite[job] ?? -1, schedule.end[o] ?? 0);
    result.set(job, Math.max(result.get(job) ?? 0, end));
  }
  return result;
}

/** A machine's idle power from the start to its last operation while open, shared among its operations by run time; grams. */
function idleGrams(view: ScheduleView): Float64Array {
  const { compiled, schedule, problem } = view;
  const grams = new Float64Array(problem.operations.count);
  compiled.factory.machines.forEach((machine, m) => {
    const sequence = (view.sequences[m] ?? []).filter((o) => view.leads[o] === 1);
    const site = compiled.resources.siteOf.get(machine.id);
    const kw = machine.power.idleKw ?? 0;
    if (kw === 0 || sequence.length === 0 || machine.capacity.kind === 'parallel') return;
    const last = Math.max(...sequence.map((o) => schedule.end[o] ?? 0));
    const length = (spans: readonly { start: number; end: number }[]): number =>
      spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.end, last) - span.start), 0);
    const open = length(compiled.resources.openSpans(machine, false).filter((span) => span.start < last));
    const worked = sequence.map((o) =>
      length(view.workSpans(problem.modes.runCalendar[schedule.mode[o] ?? 0] ?? -1, schedule.start[o] ?? 0, schedule.end[o] ?? 0)),
    );
    const busy = worked.reduce((sum, ticks) => sum + ticks, 0) + sequence.reduce((sum, o) => sum + (view.setupTicks[o] ?? 0), 0);
    const idleHours = Math.max(0, open - busy) / compiled.axis.ticksPerHour;
    const total = worked.reduce((sum, ticks) => sum + ticks, 0);
    sequence.forEach((o, i) => {
      grams[o] = total === 0 ? 0 : (idleHours * kw * (site?.gridGramsPerKwh ?? 0) * (worked[i] ?? 0)) / total;
    });
  });
  return grams;
}

function readOperation(
  view: ScheduleView,
  o: number,
  economy: OperationEconomy | undefined,
  finder: BindingFinder,
  people: readonly (readonly string[])[],
  slack: number,
): PlannedOperation {
  const { compiled, schedule, problem } = view;
  const step = compiled.steps[o];
  const mode = schedule.mode[o] ?? 0;
  const meaning = compiled.meanings[mode];
  if (step === undefined || meaning === undefined || economy === undefined) throw new Error(`operation ${o} is unknown`);
  const zone = zoneOf(view, o);
  const time = (tick: number | undefined): string => zonedTimeOf(instantOfTick(compiled.axis, tick ?? 0), zone);
  const minutes = (ticks: number): number => (ticks / compiled.axis.ticksPerHour) * 60;
  const fixing = compiled.fixings.get(step.id);
  const changeover = readChangeover(view, o);
  const batch =
    (problem.operations.batchFamily[o] ?? -1) >= 0 &&
    step.places.some(({ machine }) => machine.id === meaning.machine && machine.capacity.kind === 'batch');
  return {
    id: step.id,
    order: step.line.id,
    product: step.line.product,
    operation: step.operation.id,
    ...(step.lot === undefined ? {} : { lot: step.lot }),
    quantity: step.quantity,
    machine: meaning.machine,
    site: meaning.site ?? '',
    setupStart: time(schedule.setupStart[o]),
    start: time(schedule.start[o]),
    end: time(schedule.end[o]),
    setupMinutes: minutes(view.setupTicks[o] ?? 0),
    runMinutes: minutes(problem.modes.duration[mode] ?? 0),
    overtimeMinutes: economy.overtimeMinutes,
    ...(changeover === undefined ? {} : { changeover }),
    attributes: step.attributes,
    operators: readCrews(meaning, people),
    tools: (step.operation.tools ?? []).map((need) => need.tool),
    materials: compiled.materials.linesOf(step),
    ...(batch ? { batch: `${meaning.machine}@${time(schedule.start[o])}` } : {}),
    state: fixing === undefined || fixing.reason === 'held' ? 'planned' : fixing.reason === 'started' ? 'started' : 'locked',
    cost: economy.cost,
    carbon: economy.carbon,
    binding: finder.bindingOf(o),
    predecessors: predecessorsOf(view, o),
    slackMinutes: minutes(slack),
  };
}

function readCrews(meaning: ModeMeaning, people: readonly (readonly string[])[]): PlannedOperation['operators'] {
  return meaning.crews.map(({ need, crew, people: count }, i) => ({
    skill: need.skill,
    phase: need.phase ?? 'all',
    count,
    crew: crewName(crew.operators),
    people: people[i] ?? [],
  }));
}

function predecessorsOf(view: ScheduleView, o: number): string[] {
  const { arcs } = view.problem;
  const result: string[] = [];
  for (let i = arcs.inStart[o] ?? 0; i < (arcs.inStart[o + 1] ?? 0); i++)
    result.push(view.compiled.steps[arcs.from[arcs.inArc[i] ?? 0] ?? 0]?.id ?? '');
  return result;
}

function readChangeover(view: ScheduleView, o: number): PlannedOperation['changeover'] {
  const { compiled, problem, schedule } = view;
  const before = view.stateBefore[o] ?? -1;
  const after = problem.modes.state[schedule.mode[o] ?? 0] ?? -1;
  const machine = compiled.factory.machines[view.machineOf(o)];
  const states = compiled.states.get(machine?.id ?? '');
  if (
    states === undefined ||
    before < 0 ||
    after < 0 ||
    before === after ||
    problem.operations.alreadySetUp[o] === 1 ||
    view.leads[o] === 0
  )
    return undefined;
  const change = states.between(before, after);
  if (change.minutes === 0 && change.cost === 0 && change.scrapUnits === 0) return undefined;
  const previous = compiled.steps[view.machineBefore[o] ?? -1]?.id;
  return {
    minutes: change.minutes,
    cost: states.costOf(change, after),
    scrapUnits: change.scrapUnits,
    from: states.states[before] ?? {},
    to: states.states[after] ?? {},
    ...(previous === undefined ? {} : { after: previous }),
  };
}

function readOrder(
  view: ScheduleView,
  line: OrderLine,
  own: readonly number[],
  completion: number,
  economies: readonly OperationEconomy[],
  moved: readonly PlannedTransport[],
  planned: readonly PlannedOperation[],
  finder: BindingFinder,
): PlannedOrder {
  const { compiled, schedule } = view;
  const zone = compiled.factory.sites.find((site) => site.id === line.deliverTo)?.timeZone ?? compiled.factory.timeZone;
  const costs = sumCosts(own.map((o) => economies[o]?.cost).filter((each) => each !== undefined));
  const carbon = sumCarbon(own.map((o) => economies[o]?.carbon).filter((each) => each !== undefined));
  const travelCost = moved.reduce((sum, each) => sum + each.cost, 0);
  const travelCarbon = moved.reduce((sum, each) => sum + each.carbon, 0);
  const projected = instantOfTick(compiled.axis, completion);
  const start = Math.min(...own.map((o) => schedule.setupStart[o] ?? 0), Number.POSITIVE_INFINITY);
  return {
    order: line.id,
    product: line.product,
    ...(line.order?.customer === undefined ? {} : { customer: line.order.customer }),
    quantity: line.quantity,
    priority: line.priority,
    status: line.order?.status ?? 'proposed',
    ...(line.due === undefined ? {} : { needBy: zonedTimeOf(line.due, zone), latenessMinutes: (projected - line.due) / 60 }),
    projected: zonedTimeOf(projected, zone),
    start: zonedTimeOf(instantOfTick(compiled.axis, Number.isFinite(start) ? start : 0), zone),
    operations: own.map((o) => compiled.steps[o]?.id ?? ''),
    cost: { ...costs, transport: costs.transport + travelCost, total: costs.total + travelCost },
    carbon: { ...carbon, transport: carbon.transport + travelCarbon, total: carbon.total + travelCarbon },
    criticalChain: criticalChain(view, own, planned, finder),
    ...(line.dependentOf === undefined ? {} : { dependentOf: line.dependentOf }),
  };
}

/** Longer chains explain nothing more to a person. */
const LONGEST_CHAIN = 40;

/** From the operation that ends last, back to whatever stood in the way, until the start, a release, a material or a lock. */
function criticalChain(
  view: ScheduleView,
  own: readonly number[],
  planned: readonly PlannedOperation[],
  finder: BindingFinder,
): PlannedOrder['criticalChain'] {
  const chain: { operation: string; binding: PlannedOperation['binding'] }[] = [];
  const seen = new Set<number>();
  let at = own.reduce((last, o) => (last < 0 || (view.schedule.end[o] ?? 0) > (view.schedule.end[last] ?? 0) ? o : last), -1);
  while (at >= 0 && !seen.has(at) && chain.length < LONGEST_CHAIN) {
    seen.add(at);
    const operation = planned[at];
    if (operation === undefined) break;
    chain.push({ operation: operation.id, binding: operation.binding });
    at = finder.causeOf(at);
  }
  return chain;
}

function readFigures(
  compiled: CompiledFactory,
  solution: Solution,
  orders: readonly PlannedOrder[],
  operations: readonly PlannedOperation[],
  changeovers: number,
  economies: readonly OperationEconomy[],
  completions: ReadonlyMap<number, number>,
): PlanFigures {
  const { figures } = solution;
  const { ticksPerHour } = compiled.axis;
  const dated = orders.filter((order) => order.latenessMinutes !== undefined);
  const late = dated.filter((order) => (order.latenessMinutes ?? 0) > 0);
  const starts = compiled.problem.jobs.release;
  const flow = [...completions].reduce((sum, [job, end]) => sum + end - (starts[job] ?? 0), 0);
  return {
    orders: orders.length,
    operations: operations.length,
    lateOrders: late.length,
    onTimePercent: dated.length === 0 ? 100 : (100 * (dated.length - late.length)) / dated.length,
    totalTardinessHours: late.reduce((sum, order) => sum + (order.latenessMinutes ?? 0) / 60, 0),
    weightedTardinessHours: figures.weightedTardiness,
    makespanHours: figures.makespan / ticksPerHour,
    meanFlowHours: completions.size === 0 ? 0 : flow / completions.size / ticksPerHour,
    setupHours: figures.setupTime / ticksPerHour,
    changeovers,
    changeoverCost: operations.reduce((sum, operation) => sum + operation.cost.changeover, 0),
    overtimeHours: operations.reduce((sum, operation) => sum + operation.overtimeMinutes, 0) / 60,
    cost: sumCosts(orders.map((order) => order.cost)),
    carbon: sumCarbon(orders.map((order) => order.carbon)),
    energyKwh: economies.reduce((sum, economy) => sum + economy.kwh, 0),
    ...(compiled.published === undefined
      ? {}
      : { movedOperations: figures.movedOperations, startShiftHours: figures.startShift / ticksPerHour }),
  };
}

function piecedFindings({ compiled }: ScheduleView, pieced: ReadonlySet<number>): Finding[] {
  return [...pieced].map((o) =>
    report('plan.people-pieced', { operation: compiled.steps[o]?.operation.id ?? '', order: compiled.steps[o]?.line.id ?? '' }),
  );
}

/** Trouble only a finished schedule shows. */
function planFindings(view: ScheduleView): Finding[] {
  const { compiled, problem, schedule } = view;
  const { arcs } = problem;
  const findings: Finding[] = [];
  const beyond = compiled.steps.filter((_, o) => (schedule.end[o] ?? 0) > compiled.axis.horizon).length;
  if (beyond > 0)
    findings.push(
      report('plan.beyond-horizon', { operations: beyond, days: Math.round(compiled.axis.horizon / compiled.axis.ticksPerHour / 24) }),
    );
  for (let arc = 0; arc < arcs.count; arc++) {
    const to = arcs.to[arc] ?? 0;
    const excess = (schedule.start[to] ?? 0) - view.readyAt(arc) - (arcs.maxLag[arc] ?? 0);
    const step = compiled.steps[to];
    if (excess > 0 && step !== undefined)
      findings.push(
        report('plan.wait-exceeded', {
          operation: step.operation.id,
          order: step.line.id,
          minutes: Math.round((excess / compiled.axis.ticksPerHour) * 60),
        }),
      );
  }
  for (const [reservoir, material] of compiled.materials.materialOf) {
    const stock = problem.reservoirs[reservoir];
    let taken = 0;
    for (let f = 0; f < problem.operations.flowReservoir.length; f++)
      if (problem.operations.flowReservoir[f] === reservoir) taken -= problem.operations.flowQuantity[f] ?? 0;
    const had = (stock?.initial ?? 0) + (stock?.receiptQuantity.reduce((sum, quantity) => sum + quantity, 0) ?? 0);
    if (taken > had) findings.push(report('plan.material-bought-later', { material: material.id, days: material.leadTimeDays }));
  }
  return findings;
}
