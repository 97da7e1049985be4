import type { ModeInput, NeedInput } from '@midstream/engine';
import { Phase } from '@midstream/engine';
import type { CompleteFactory, CompleteMachine, OperationAlternative } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { CrewChoice, CrewChoices } from './crew-choices.ts';
import { isDivided } from './machine-states.ts';
import type { CompiledMode, MaterialPrice, ModeMeaning, Way, WorkOfStep } from './placed-way.ts';
import { PlacedWay, runMinutesOf, setupMinutesOf } from './placed-way.ts';
import type { PlannedStep } from './operations.ts';
import type { Resources } from './resources.ts';
import { KILOWATT, PERSON } from './resources.ts';
import type { SetupStates } from './setup-states.ts';
import type { TimeAxis } from './time-axis.ts';
import { ticksOfMinutes } from './time-axis.ts';
import type { WorkCalendars } from './work-calendars.ts';

const report = reporterOf(PLANNING_CODES);
/** An operation with more ways to do it than this gains nothing from the rest. */
const MOST_MODES = 24;

export interface ModeContext {
  readonly factory: CompleteFactory;
  readonly axis: TimeAxis;
  readonly resources: Resources;
  readonly crews: CrewChoices;
  readonly calendars: WorkCalendars;
  readonly statesOf: (machine: string) => SetupStates | undefined;
  readonly material: (step: PlannedStep) => MaterialPrice;
  readonly supplierMachine: (supplier: string) => number;
}

export interface CompiledModes {
  readonly modes: readonly CompiledMode[];
  /** Sites of the modes, each once. */
  readonly sites: readonly (string | undefined)[];
  readonly unbroken: boolean;
  readonly findings: readonly Finding[];
}

/** Ways to do an operation in the order they are offered, and the sites they are at. */
interface OfferedWays {
  readonly ways: readonly Way[];
  readonly sites: readonly (string | undefined)[];
}

/** Remembers the ways of routing operations already seen: by the places where they may run, which a step started elsewhere has more of. */
export class Ways {
  readonly #known = new Map<PlannedStep['places'], Map<string, OfferedWays>>();

  of(step: PlannedStep, material: MaterialPrice, context: ModeContext, findings: Finding[]): OfferedWays {
    let byProduct = this.#known.get(step.places);
    if (byProduct === undefined) this.#known.set(step.places, (byProduct = new Map()));
    let offered = byProduct.get(step.line.product);
    if (offered === undefined) {
      const ways = waysOf(step, { ...context, scrapCost: material.scrapCost }, findings);
      byProduct.set(step.line.product, (offered = { ways, sites: [...new Set(ways.map((way) => way.site?.id))] }));
    }
    return offered;
  }
}

/** With the money of a piece spoilt, the same for every way of an operation. */
type WayContext = ModeContext & { readonly scrapCost: number };

function waysOf(step: PlannedStep, context: WayContext, findings: Finding[]): Way[] {
  const ways: Way[] = [];
  const candidates = step.places.flatMap((place) =>
    crewsFor(step, place.machine, context, findings).map((crews, choice) => ({ ...place, crews, choice })),
  );
  // Where there are too many ways, every machine with its first crew, overtime included, goes before any second crew.
  const hours = context.factory.allowOvertime ? [false, true] : [false];
  const choices = Math.max(0, ...candidates.map((each) => each.choice + 1));
  for (let choice = 0; choice < choices; choice++) {
    for (const overtime of hours) {
      for (const { machine, alternative, crews } of candidates.filter((each) => each.choice === choice)) {
        if (ways.length >= MOST_MODES) return ways;
        const way = wayOf(step, machine, alternative, crews, overtime, context, findings);
        if (way === undefined || (overtime && isNoNewOvertime(ways, way))) continue;
        ways.push(way);
      }
    }
  }
  return ways;
}

/** Another crew in the very overtime hours, at the very price, an earlier crew offers on the machine adds little but search. */
function isNoNewOvertime(ways: readonly Way[], way: Way): boolean {
  return ways.some(
    (each) =>
      each.overtime &&
      each.machine === way.machine &&
      each.alternative === way.alternative &&
      each.fixed.runCalendar === way.fixed.runCalendar &&
      each.fixed.setupCalendar === way.fixed.setupCalendar,
  );
}

/** Every way to do a step: machine × crews × with or without overtime. */
export function compileModes(step: PlannedStep, known: Ways, context: ModeContext): CompiledModes {
  if (step.operation.outsourced !== undefined) {
    const mode = outsourcedMode(step, context);
    return { modes: [mode], sites: [mode.meaning.site], unbroken: false, findings: [] };
  }
  const findings: Finding[] = [];
  const material = context.material(step);
  const { ways, sites } = known.of(step, material, context, findings);
  const { axis } = context;
  const isStarted = step.progress?.state === 'started';
  const work: WorkOfStep = { material, quantity: step.quantity, isStarted, ticksPerHour: axis.ticksPerHour };
  const modes = ways.map((way) => modeOf(step, way, work, context));
  const unbroken = step.operation.interruptible === false && modes.length > 0;
  if (!unbroken) return { modes, sites, unbroken, findings };
  // Keep the ways that fit into the hours; when none does, breaks are allowed and said so.
  const fitting = modes.filter(
    ({ duration, setupMinutes }, i) =>
      duration <= (ways[i]?.longestRun ?? 0) && ticksOfMinutes(axis, setupMinutes) <= (ways[i]?.longestSetup ?? 0),
  );
  if (fitting.length > 0) return { modes: fitting, sites: fitting.length === modes.length ? sites : sitesOf(fitting), unbroken, findings };
  const meaning = modes[0]?.meaning;
  const minutes = Math.round(meaning?.runMinutes ?? 0);
  findings.push(
    report('plan.break-allowed', { operation: step.operation.id, order: step.line.id, machine: meaning?.machine ?? '', minutes }),
  );
  return { modes, sites, unbroken: false, findings };
}

/** Sites of some modes, each once. */
export function sitesOf(modes: readonly CompiledMode[]): readonly (string | undefined)[] {
  const sites = new Set<string | undefined>();
  for (const { meaning } of modes) sites.add(meaning.site);
  return [...sites];
}

function crewsFor(step: PlannedStep, machine: CompleteMachine, context: ModeContext, findings: Finding[]): readonly CrewChoice[] {
  const { choices, missing } = context.crews.of(step.operation.operators, context.resources.siteOf.get(machine.id)?.id);
  if (missing !== undefined)
    findings.push(report('plan.never-open-together', { operation: step.operation.id, machine: machine.id, skill: missing }));
  return choices;
}

function wayOf(
  step: PlannedStep,
  machine: CompleteMachine,
  alternative: OperationAlternative,
  crews: CrewChoice,
  overtime: boolean,
  context: WayContext,
  findings: Finding[],
): Way | undefined {
  const { resources, calendars } = context;
  const run = calendars.calendarOf(machine, crews.run, overtime);
  const setup = calendars.calendarOf(machine, crews.setup, overtime);
  if (overtime && !run.isPriced && !setup.isPriced) return undefined;
  if (run.spans.length === 0 || setup.spans.length === 0) {
    const skill = crews.crews.map(({ need }) => need.skill).join(', ');
    findings.push(report('plan.never-open-together', { operation: step.operation.id, machine: machine.id, skill }));
    return undefined;
  }
  const site = resources.siteOf.get(machine.id);
  const runKw = alternative.runKw ?? machine.power.runKw ?? 0;
  const changeoverKw = machine.power.changeoverKw ?? 0;
  return {
    machine,
    alternative,
    crews,
    overtime,
    site,
    runKw,
    changeoverKw,
    longestRun: run.longest,
    longestSetup: setup.longest,
    fixed: engineSide(step, { machine, crews, site, runKw, changeoverKw }, run.index, setup.index, context, findings),
  };
}

/** What the engine is told of a way. */
function engineSide(
  step: PlannedStep,
  way: Pick<Way, 'machine' | 'crews' | 'site' | 'runKw' | 'changeoverKw'>,
  runCalendar: number,
  setupCalendar: number,
  context: WayContext,
  findings: Finding[],
): Way['fixed'] {
  const { axis, resources } = context;
  const { machine, site } = way;
  const states = context.statesOf(machine.id);
  return {
    machine: resources.machineIndex.get(machine.id) ?? 0,
    duration: 0,
    setup: 0,
    state: states?.stateOf(step.attributes, context.scrapCost) ?? -1,
    runCalendar,
    setupCalendar,
    site: site === undefined ? -1 : (resources.siteIndex.get(site.id) ?? -1),
    cost: 0,
    carbon: 0,
    setupCostRate: (machine.costPerHour + way.crews.setup.costPerHour) / axis.ticksPerHour,
    setupCarbonRate: (way.changeoverKw * (site?.gridGramsPerKwh ?? 0)) / axis.ticksPerHour,
    priceProfile: site === undefined ? -1 : (resources.priceProfile.get(site.id) ?? -1),
    runPower: way.runKw / axis.ticksPerHour,
    setupPower: way.changeoverKw / axis.ticksPerHour,
    needs: needsOf(step, way, context, findings),
  };
}

function modeOf(step: PlannedStep, way: Way, work: WorkOfStep, { axis, statesOf }: ModeContext): PlacedWay {
  const { state } = way.fixed;
  const setupMinutes = setupMinutesOf(way, work);
  const duration = ticksOfMinutes(axis, runMinutesOf(way, work));
  const states = isDivided(step, way.machine, setupMinutes) ? statesOf(way.machine.id) : undefined;
  if (states?.knowsLots !== true) return new PlacedWay(way, work, duration, ticksOfMinutes(axis, setupMinutes), state);
  return new PlacedWay(way, work, duration, 0, states.lotStateOf(`${step.line.id}/${step.operation.id}`, state, setupMinutes));
}

/** The same people are asked for in the same way, tens of thousands of times. */
const knownNeeds = new WeakMap<CrewChoice, readonly NeedInput[]>();
const PHASES = { setup: Phase.SETUP, run: Phase.RUN, all: Phase.ALL } as const;

function needsOfCrews(choice: CrewChoice): readonly NeedInput[] {
  let needs = knownNeeds.get(choice);
  if (needs === undefined) {
    needs = choice.crews.map(({ need, crew, people }) => ({
      pool: crew.index,
      amount: Math.round(people * PERSON),
      phase: PHASES[need.phase ?? 'all'],
    }));
    knownNeeds.set(choice, needs);
  }
  return needs;
}

function needsOf(
  step: PlannedStep,
  { machine, crews, runKw, changeoverKw }: Pick<Way, 'machine' | 'crews' | 'runKw' | 'changeoverKw'>,
  { resources }: ModeContext,
  findings: Finding[],
): readonly NeedInput[] {
  const ofCrews = needsOfCrews(crews);
  const site = resources.siteOf.get(machine.id);
  const power = site === undefined ? undefined : resources.powerPool.get(site.id);
  const limit = site?.powerLimitKw;
  if (step.operation.tools === undefined && (power === undefined || limit === undefined)) return ofCrews;
  const needs = [...ofCrews];
  for (const { tool, count = 1 } of step.operation.tools ?? []) {
    const pool = resources.toolPool.get(tool);
    if (pool !== undefined) needs.push({ pool, amount: count, phase: Phase.ALL });
  }
  if (power === undefined || limit === undefined) return needs;
  for (const [kw, phase] of [
    [runKw, Phase.RUN],
    [changeoverKw, Phase.SETUP],
  ] as const) {
    if (kw > limit) findings.push(report('plan.power-above-limit', { machine: machine.id, site: site?.id ?? '', kw, limit }));
    // Above the limit it takes all there is: nothing else may run beside it.
    if (kw > 0) needs.push({ pool: power, amount: Math.min(Math.ceil(kw * KILOWATT), Math.floor(limit * KILOWATT)), phase });
  }
  return needs;
}

function outsourcedMode(step: PlannedStep, context: ModeContext): CompiledMode {
  const { axis, resources } = context;
  const outside = step.operation.outsourced;
  if (outside === undefined) throw new Error(`${step.id} is not outsourced`);
  const site = outside.site ?? siteBefore(step, context);
  const outsourcing = (outside.fixedCost ?? 0) + (outside.costPerUnit ?? 0) * step.quantity;
  const grams = (outside.gramsCo2ePerUnit ?? 0) * step.quantity;
  const material = context.material(step);
  const minutes = outside.leadTimeDays * 1440;
  const meaning: ModeMeaning = {
    machine: `supplier:${outside.supplier}`,
    site,
    crews: [],
    overtime: false,
    setupMinutes: 0,
    runMinutes: minutes,
    runKw: 0,
    cost: { run: 0, labour: 0, material: material.cost, outsourcing },
    carbon: { run: 0, material: material.carbon, outsourcing: grams },
    setupMachinePerHour: 0,
    setupLabourPerHour: 0,
    changeoverKw: 0,
  };
  const input: ModeInput = {
    machine: context.supplierMachine(outside.supplier),
    duration: ticksOfMinutes(axis, minutes),
    site: site === undefined ? -1 : (resources.siteIndex.get(site) ?? -1),
    cost: outsourcing + material.cost,
    carbon: grams + material.carbon,
  };
  return { input, meaning };
}

/** Goods go out from, and come back to, the site of the step before. */
function siteBefore(step: PlannedStep, { factory, resources }: ModeContext): string | undefined {
  const index = step.line.routing.operations.indexOf(step.operation);
  for (let i = index - 1; i >= 0; i--) {
    const earlier = step.line.routing.operations[i];
    if (earlier?.outsourced?.site !== undefined) return earlier.outsourced.site;
    const place = earlier?.alternatives?.[0];
    const machine = place?.machine ?? factory.machines.find((each) => each.workCentre === place?.workCentre)?.id;
    if (machine !== undefined) return resources.siteOf.get(machine)?.id;
  }
  return undefined;
}
