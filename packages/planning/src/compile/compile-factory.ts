import type { ModeInput, Problem } from '@midstream/engine';
import { MachineKind, ProblemBuilder } from '@midstream/engine';
import type { CompleteFactory, CompleteMachine, OperationAlternative, Plan, RoutingOperation } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import type { PlanObjective } from '../objective.ts';
import { engineObjective, OBJECTIVES, parseObjective } from '../objective.ts';
import { CrewChoices } from './crew-choices.ts';
import { FixedBook } from './fixed-book.ts';
import type { Fixing, Hold } from './fixed-steps.ts';
import { fixSteps } from './fixed-steps.ts';
import { fixedSurroundings } from './fixed-surroundings.ts';
import { horizonDays } from './horizon.ts';
import { brokenLocks } from './kept-locks.ts';
import { compileLanes } from './lanes.ts';
import { machineStates } from './machine-states.ts';
import type { Materials } from './materials.ts';
import { compileMaterials } from './materials.ts';
import type { ModeContext } from './modes.ts';
import type { CompiledMode, ModeMeaning } from './placed-way.ts';
import { emptyInput } from './placed-way.ts';
import type { PlannedStep } from './operations.ts';
import { stepsOfLine } from './operations.ts';
import type { OrderBook, OrderLine, Peg } from './order-lines.ts';
import { buildOrderBook } from './order-lines.ts';
import type { AllowedWay, PlannedModes } from './plannable.ts';
import { plannableOf, waysToDo } from './plannable.ts';
import { placesOf } from './plan-places.ts';
import type { Resources } from './resources.ts';
import { compileResources, machineKindOf } from './resources.ts';
import type { SetupStates } from './setup-states.ts';
import type { TimeAxis } from './time-axis.ts';
import { chooseTick, tickFrom, timeAxis } from './time-axis.ts';
import { workCalendars } from './work-calendars.ts';

export interface CompileOptions {
  /** Default: the `on-time` mixture. */
  readonly objective?: PlanObjective;
  /** A published plan to stay close to and whose frozen part to keep. */
  readonly published?: Plan;
  /** Operations that are to stay where some plan has them; what cannot stay there is planned freely. */
  readonly hold?: Hold;
  /** Ways of doing a step that may be considered; default: all. A step with none left is planned as if there were no such wish. */
  readonly allow?: AllowedWay;
  /** Days to lay calendars out for; default: from the work content. */
  readonly horizonDays?: number;
}

/** Everything needed to read a schedule back as a plan. */
export interface CompiledFactory {
  readonly factory: CompleteFactory;
  readonly problem: Problem;
  readonly axis: TimeAxis;
  readonly objective: PlanObjective;
  readonly lines: readonly OrderLine[];
  readonly pegs: readonly Peg[];
  /** [operation] */
  readonly steps: readonly PlannedStep[];
  /** [mode] */
  readonly meanings: readonly ModeMeaning[];
  readonly resources: Resources;
  readonly materials: Materials;
  readonly fixings: ReadonlyMap<string, Fixing>;
  /** [machine id] */
  readonly states: ReadonlyMap<string, SetupStates>;
  readonly published: Plan | undefined;
  /** Lines left out because a step of theirs cannot be done. */
  readonly leftOut: readonly string[];
  readonly findings: readonly Finding[];
  /** To lay it out again with other holds. */
  readonly prepared: Prepared;
}

/**
 * Turns a factory into an engine problem. All rounding and scaling of the whole product happens below here.
 * Locks that cannot be kept, and orders that cannot be made, are taken out and reported, so that every problem has a plan.
 */
export function compileFactory(factory: CompleteFactory, options: CompileOptions = {}): CompiledFactory {
  return compilePrepared(prepareFactory(factory, options), options);
}

/**
 * A compiled factory with other holds, or other ways allowed, laid out anew: what does not depend on these is kept. Cost: a fraction of
 * compiling. The rest of the options stays as it was.
 */
export function recompile(compiled: CompiledFactory, { hold, allow }: Pick<CompileOptions, 'hold' | 'allow'>): CompiledFactory {
  const { prepared, published } = compiled;
  return compilePrepared(prepared, {
    ...(published === undefined ? {} : { published }),
    ...(hold === undefined ? {} : { hold }),
    ...(allow === undefined ? {} : { allow }),
  });
}

/** The same factory with some orders more or less urgent: as quick as {@link recompile} where they get the same parts from stock. */
export function withPriorities(compiled: CompiledFactory, factory: CompleteFactory): CompiledFactory {
  const { prepared, published } = compiled;
  const fixed = published === undefined ? {} : { published };
  const book = buildOrderBook(factory);
  if (shapeOf(book) !== shapeOf(prepared.book)) {
    const horizonDays = prepared.axis.horizon / prepared.axis.ticksPerHour / 24;
    return compileFactory(factory, { ...fixed, objective: prepared.objective, horizonDays });
  }
  const lines = new Map(book.lines.map((line) => [line.id, line]));
  const every = prepared.every.map(({ step, compiled }) => ({ step: { ...step, line: lines.get(step.line.id) ?? step.line }, compiled }));
  return compilePrepared({ ...prepared, factory, book, every }, fixed);
}

function shapeOf({ lines, pegs }: OrderBook): string {
  return JSON.stringify([lines.map(({ id, quantity, due }) => [id, quantity, due]), pegs]);
}

function compilePrepared(prepared: Prepared, options: Holds): CompiledFactory {
  const released = new Map<string, string>();
  // Every round frees at least one lock more, so this ends.
  for (;;) {
    const compiled = layOut(prepared, options, released);
    const reasonOf = (o: number): Fixing['reason'] | undefined => compiled.fixings.get(compiled.steps[o]?.id ?? '')?.reason;
    const broken = brokenLocks(compiled.problem, (o) => reasonOf(o) === 'frozen' || reasonOf(o) === 'held');
    if (broken.size === 0) return compiled;
    for (const [o, before] of broken) released.set(compiled.steps[o]?.id ?? '', compiled.steps[before]?.id ?? '');
  }
}

type Holds = Pick<CompileOptions, 'published' | 'hold' | 'allow'>;

/** What of a compiled factory depends on no hold and on no wish: its orders, steps, resources and ways, and a problem begun with them. */
interface Prepared {
  readonly factory: CompleteFactory;
  readonly objective: PlanObjective;
  readonly book: OrderBook;
  readonly divided: readonly Finding[];
  readonly every: readonly PlannedModes[];
  readonly axis: TimeAxis;
  readonly resources: Resources;
  readonly materials: Materials;
  readonly states: ReadonlyMap<string, SetupStates>;
  readonly context: ModeContext;
  readonly suppliers: number;
  /** To be copied before anything is added. */
  readonly begun: ProblemBuilder;
}

function prepareFactory(factory: CompleteFactory, options: CompileOptions): Prepared {
  const objective = options.objective ?? parseObjective(OBJECTIVES['on-time']).objective ?? [];
  const book = buildOrderBook(factory);
  const { steps, findings: divided } = allStepsOf(factory, book);
  const origin = instantOf(factory.planningStart, factory.timeZone, 'start') ?? 0;
  const tick = chooseTick(steps.map(shortestSeconds));
  const axis = timeAxis(origin, tick, options.horizonDays ?? horizonDays(factory, steps, origin));
  const builder = new ProblemBuilder();
  builder.setObjective(engineObjective(objective, axis.ticksPerHour));
  const resources = compileResources(factory, axis, builder);
  const materials = compileMaterials(factory, axis, steps, builder);
  const states = machineStates(factory, steps);
  const suppliers = new Map<string, number>();
  const context: ModeContext = {
    factory,
    axis,
    resources,
    crews: new CrewChoices(resources),
    calendars: workCalendars(resources, axis, builder),
    statesOf: (machine) => states.get(machine),
    material: materials.bought,
    supplierMachine: (supplier) => memo(suppliers, supplier, () => factory.machines.length + suppliers.size),
  };
  const every = waysToDo(steps, context);
  if (factory.sites.length > 1) builder.setTransport(factory.sites.length, compileLanes(factory, axis));
  return {
    factory,
    objective,
    book,
    divided,
    every,
    axis,
    resources,
    materials,
    states,
    context,
    suppliers: suppliers.size,
    begun: builder,
  };
}

function layOut(prepared: Prepared, options: Holds, released: ReadonlyMap<string, string>): CompiledFactory {
  const { factory, objective, book, divided, every, axis, resources, materials, states, context } = prepared;
  const builder = prepared.begun.copy();
  const { planned, lines, arcs, leftOut, findings: trouble } = plannableOf(book, every, context, options.allow);
  const parts = partsAt(book.pegs, axis);
  const fixed = fixedOf(planned, context, materials, states, { ...options, parts }, released);
  addMachines(factory, axis, states, planned, fixed.fixings, prepared.suppliers, builder);
  const jobOf = new Map(lines.map((line) => [line.id, builder.addJob(jobInput(line, axis, resources))]));
  const meanings = addOperations(planned, jobOf, fixed.fixings, parts, context, materials, builder);
  const steps = planned.map((each) => each.step);
  for (const arc of arcs) builder.addArc(arc);
  if (options.published !== undefined) builder.setBaseline(baselineOf(options.published, planned, factory, resources, axis));
  return {
    factory,
    problem: builder.build(),
    axis,
    objective,
    lines,
    pegs: book.pegs,
    steps,
    meanings,
    resources,
    materials,
    fixings: fixed.fixings,
    states,
    published: options.published,
    leftOut: [...leftOut],
    findings: [...book.findings, ...divided, ...trouble, ...fixed.findings],
    prepared,
  };
}

function allStepsOf(factory: CompleteFactory, book: OrderBook): { steps: PlannedStep[]; findings: Finding[] } {
  const placesOf = placeFinder(factory);
  const attributesOf = attributeFinder(factory);
  const listed = book.lines.map((line) => stepsOfLine(factory, line, placesOf, attributesOf));
  return { steps: listed.flatMap((each) => each.steps), findings: listed.flatMap((each) => each.findings) };
}

function fixedOf(
  planned: readonly PlannedModes[],
  { factory, axis, resources, calendars }: ModeContext,
  materials: Materials,
  states: ReadonlyMap<string, SetupStates>,
  { published, hold, parts }: Pick<CompileOptions, 'published' | 'hold'> & { readonly parts: ReadonlyMap<string, number> },
  released: ReadonlyMap<string, string>,
): ReturnType<typeof fixSteps> {
  const before = placesOf(published, factory.timeZone);
  const fence = factory.frozenFenceHours * axis.ticksPerHour;
  const isFrozen = (id: string): boolean => {
    const start = fence > 0 ? before.get(id)?.start : undefined;
    return start !== undefined && tickFrom(axis, start) < fence;
  };
  const candidates = planned.filter(
    ({ step }) => step.progress !== undefined || hold?.operations.has(step.id) === true || isFrozen(step.id),
  );
  const context = { factory, axis };
  return fixSteps(
    candidates.map(({ step, compiled }) => ({
      step,
      modes: compiled.modes,
      batch: { family: familyOf(step), size: step.quantity * (step.operation.batchSizePerUnit ?? 1) },
      flows: materials.flowsOf(step),
      earliest: Math.max(releaseOf(step, context), parts.get(`${step.line.id}|${step.operation.id}`) ?? 0),
    })),
    new FixedBook(fixedSurroundings(factory, axis, resources, states, materials.reservoirs)),
    { axis, timeZone: factory.timeZone, published, fenceHours: factory.frozenFenceHours, released, hold, spansOf: calendars.spansOf },
  );
}

function memo<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** What must be equal in one oven load; undefined where the step goes into no oven. */
function familyOf(step: PlannedStep): string | undefined {
  const oven = step.places.find(({ machine }) => machine.capacity.kind === 'batch')?.machine.capacity;
  if (oven?.kind !== 'batch') return undefined;
  return oven.familyAttribute === undefined ? 'any' : step.attributes[oven.familyAttribute];
}

/** Where an operation may run, each listed once. */
function placeFinder(factory: CompleteFactory): (operation: RoutingOperation) => PlannedStep['places'] {
  const byId = new Map(factory.machines.map((machine) => [machine.id, [machine]]));
  const byCentre = new Map<string, CompleteMachine[]>();
  for (const machine of factory.machines) byCentre.set(machine.workCentre, [...(byCentre.get(machine.workCentre) ?? []), machine]);
  const machinesOf = ({ machine, workCentre }: OperationAlternative): readonly CompleteMachine[] =>
    (machine === undefined ? byCentre.get(workCentre ?? '') : byId.get(machine)) ?? [];
  const known = new Map<RoutingOperation, PlannedStep['places']>();
  return (operation) =>
    memo(known, operation, () =>
      (operation.alternatives ?? []).flatMap((alternative) => machinesOf(alternative).map((machine) => ({ machine, alternative }))),
    );
}

/** Attributes of a product overlaid by those of an operation, each combination once. */
function attributeFinder(factory: CompleteFactory): (product: string, operation: RoutingOperation) => Readonly<Record<string, string>> {
  const products = new Map(factory.products.map((product) => [product.id, product.attributes]));
  const known = new Map<RoutingOperation, Map<string, Readonly<Record<string, string>>>>();
  return (product, operation) => {
    const byProduct = known.get(operation) ?? new Map<string, Readonly<Record<string, string>>>();
    known.set(operation, byProduct);
    const attributes = byProduct.get(product) ?? { ...products.get(product), ...operation.attributes };
    byProduct.set(product, attributes);
    return attributes;
  };
}

function shortestSeconds(step: PlannedStep): number {
  const times = step.places.map(
    ({ machine, alternative }) =>
      ((alternative.fixedMinutes ?? 0) + (alternative.minutesPerUnit ?? 0) * step.quantity) / machine.efficiency,
  );
  return times.length === 0 ? 86_400 : Math.min(...times) * 60;
}

function jobInput(line: OrderLine, axis: TimeAxis, resources: Resources) {
  const site = line.deliverTo === undefined ? undefined : resources.siteIndex.get(line.deliverTo);
  const due = line.due === undefined ? undefined : tickFrom(axis, line.due);
  return {
    ...(due === undefined ? {} : { due }),
    weight: line.priority / axis.ticksPerHour,
    release: line.release === undefined ? 0 : Math.max(0, tickFrom(axis, line.release)),
    deliverySite: site ?? -1,
  };
}

function addMachines(
  factory: CompleteFactory,
  axis: TimeAxis,
  states: ReadonlyMap<string, SetupStates>,
  planned: readonly PlannedModes[],
  fixings: ReadonlyMap<string, Fixing>,
  suppliers: number,
  builder: ProblemBuilder,
): void {
  const startedState = new Map<string, number>();
  for (const { step, compiled } of planned) {
    const fixing = fixings.get(step.id);
    const mode = fixing?.reason === 'started' ? compiled.modes[fixing.mode] : undefined;
    if (mode !== undefined) startedState.set(mode.meaning.machine, mode.input.state ?? -1);
  }
  const initial = new Map(
    factory.machines.map((machine) => [machine.id, states.get(machine.id)?.stateOf(machine.initialState ?? {}) ?? -1]),
  );
  const tables = new Map<SetupStates, number>();
  // States are complete only now that every mode and every initial state has been seen.
  for (const each of new Set(states.values())) if (each.states.length > 0) tables.set(each, builder.addChangeover(each.table(axis)));
  for (const machine of factory.machines) {
    const kind = machineKindOf(machine);
    const own = states.get(machine.id);
    const table = own === undefined ? undefined : tables.get(own);
    builder.addMachine({
      kind,
      capacity:
        machine.capacity.kind === 'batch'
          ? Math.floor(machine.capacity.maxSize * BATCH_UNIT)
          : machine.capacity.kind === 'parallel'
            ? machine.capacity.units
            : 1,
      minSize: machine.capacity.kind === 'batch' ? Math.ceil((machine.capacity.minSize ?? 0) * BATCH_UNIT) : 0,
      changeover: table ?? -1,
      initialState: table === undefined ? -1 : (startedState.get(machine.id) ?? initial.get(machine.id) ?? -1),
    });
  }
  for (let i = 0; i < suppliers; i++) builder.addMachine({ kind: MachineKind.PARALLEL, capacity: 1_000_000 });
}

/** Sizes in ovens are counted in thousandths. */
const BATCH_UNIT = 1000;

function addOperations(
  planned: readonly PlannedModes[],
  jobOf: ReadonlyMap<string, number>,
  fixings: ReadonlyMap<string, Fixing>,
  parts: ReadonlyMap<string, number>,
  context: ModeContext,
  materials: Materials,
  builder: ProblemBuilder,
): ModeMeaning[] {
  const meanings: ModeMeaning[] = [];
  const families = new Map<string, number>();
  // The builder copies what it is told of a mode: one object is enough for all of them.
  const scratch = emptyInput();
  const told = (mode: CompiledMode): ModeInput => mode.tell?.(scratch) ?? mode.input;
  for (const { step, compiled } of planned) {
    const fixing = fixings.get(step.id);
    const chosen = fixing === undefined ? compiled.modes : compiled.modes.slice(fixing.mode, fixing.mode + 1);
    const family = familyOf(step);
    const inOven = step.places.some(({ machine }) => machine.capacity.kind === 'batch');
    if (family !== undefined && !families.has(family)) families.set(family, families.size);
    const release = Math.max(releaseOf(step, context), parts.get(`${step.line.id}|${step.operation.id}`) ?? 0);
    builder.addOperation(
      {
        job: jobOf.get(step.line.id) ?? 0,
        release: fixing === undefined ? release : 0,
        unbroken: compiled.unbroken && fixing === undefined,
        ...(fixing === undefined ? {} : { fixedStart: fixing.start, alreadySetUp: fixing.alreadySetUp }),
        batchFamily: family === undefined ? -1 : (families.get(family) ?? -1),
        batchSize: !inOven ? 0 : Math.ceil(step.quantity * (step.operation.batchSizePerUnit ?? 1) * BATCH_UNIT - 1e-6),
        flows: materials.flowsOf(step),
        pieces: step.quantity,
      },
      chosen,
      told,
    );
    for (const { meaning } of chosen) meanings.push(meaning);
  }
  return meanings;
}

/** `line|operation` → tick at which the last bought-in or dated supply of a made part it takes is there. */
function partsAt(pegs: readonly Peg[], axis: TimeAxis): Map<string, number> {
  const result = new Map<string, number>();
  for (const { consumer, operation, availableFrom } of pegs) {
    if (availableFrom === undefined) continue;
    const key = `${consumer}|${operation}`;
    result.set(key, Math.max(result.get(key) ?? 0, tickFrom(axis, availableFrom)));
  }
  return result;
}

/** Not before the order is released; after a completed earlier step not before its wait is over. */
function releaseOf(step: PlannedStep, { axis, factory }: Pick<ModeContext, 'axis' | 'factory'>): number {
  let release = step.line.release === undefined ? 0 : Math.max(0, tickFrom(axis, step.line.release));
  for (const after of step.operation.after ?? []) {
    const done = step.line.progress.find((each) => each.operation === after.operation && each.state === 'completed');
    const end = done?.end === undefined ? undefined : instantOf(done.end, factory.timeZone, 'start');
    if (end !== undefined) release = Math.max(release, tickFrom(axis, end + (after.minWaitMinutes ?? 0) * 60));
  }
  return release;
}

function baselineOf(published: Plan, planned: readonly PlannedModes[], factory: CompleteFactory, resources: Resources, axis: TimeAxis) {
  const index = new Map(resources.machineIndex);
  // A supplier is a machine of the problem too; without it everything made outside would count as moved.
  for (const { step, compiled } of planned)
    if (step.operation.outsourced !== undefined) for (const { meaning, input } of compiled.modes) index.set(meaning.machine, input.machine);
  const before = placesOf(published, factory.timeZone);
  const start = new Int32Array(planned.length).fill(-1);
  const machine = new Int32Array(planned.length).fill(-1);
  planned.forEach(({ step }, o) => {
    const place = before.get(step.id);
    if (place === undefined) return;
    if (place.start !== undefined) start[o] = Math.max(-1, tickFrom(axis, place.start));
    machine[o] = index.get(place.operation.machine) ?? -1;
  });
  return { start, machine };
}
