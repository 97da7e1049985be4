import type { ModeInput, NeedInput } from '@midstream/engine';
import { Phase } from '@midstream/engine';
import type { CompleteFactory, CompleteMachine, OperationAlternative, SkillRequirement } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { PlannedStep } from './operations.ts';
import type { Crew, Resources } from './resources.ts';
import { KILOWATT, PERSON } from './resources.ts';
import type { SetupStates } from './setup-states.ts';
import { longestStretch } from './spans.ts';
import type { TimeAxis } from './time-axis.ts';
import { ticksOfMinutes } from './time-axis.ts';
import type { CrewNeed, WorkCalendars } from './work-calendars.ts';

const report = reporterOf(PLANNING_CODES);
/** An operation with more ways to do it than this gains nothing from the rest. */
const MOST_MODES = 24;
const MOST_CREW_CHOICES = 4;

/** What a mode of the engine means to the factory. */
export interface ModeMeaning {
  /** Machine id or `supplier:<name>`. */
  readonly machine: string;
  readonly site: string | undefined;
  readonly crews: readonly { readonly need: SkillRequirement; readonly crew: Crew; readonly people: number }[];
  readonly overtime: boolean;
  readonly setupMinutes: number;
  readonly runMinutes: number;
  readonly runKw: number;
  readonly cost: { readonly run: number; readonly labour: number; readonly material: number; readonly outsourcing: number };
  readonly carbon: { readonly run: number; readonly material: number; readonly outsourcing: number };
  /** Money per hour of setup: machine, people. */
  readonly setupMachinePerHour: number;
  readonly setupLabourPerHour: number;
  readonly changeoverKw: number;
}

export interface ModeContext {
  readonly factory: CompleteFactory;
  readonly axis: TimeAxis;
  readonly resources: Resources;
  readonly calendars: WorkCalendars;
  readonly statesOf: (matrix: string | undefined) => SetupStates | undefined;
  readonly material: (step: PlannedStep) => { cost: number; carbon: number; scrapCost: number };
  readonly supplierMachine: (supplier: string) => number;
}

export interface CompiledModes {
  readonly modes: readonly { readonly input: ModeInput; readonly meaning: ModeMeaning }[];
  readonly unbroken: boolean;
  readonly findings: readonly Finding[];
}

/** Every way to do a step: machine × crews × with or without overtime. */
export function compileModes(step: PlannedStep, context: ModeContext): CompiledModes {
  if (step.operation.outsourced !== undefined) return { modes: [outsourcedMode(step, context)], unbroken: false, findings: [] };
  const findings: Finding[] = [];
  const modes: { input: ModeInput; meaning: ModeMeaning }[] = [];
  const candidates = step.places.flatMap((place) =>
    crewChoices(step, place.machine, context, findings).map((crews) => ({ ...place, crews })),
  );
  let unbroken = step.operation.interruptible === false;
  const fits: boolean[] = [];
  for (const overtime of [false, true]) {
    if (overtime && !context.factory.allowOvertime) continue;
    for (const { machine, alternative, crews } of candidates) {
      if (modes.length >= MOST_MODES) break;
      const compiled = machineMode(step, machine, alternative, crews, overtime, context, findings);
      if (compiled === undefined) continue;
      modes.push(compiled);
      fits.push(compiled.fits);
    }
  }
  if (unbroken && modes.length > 0) {
    // Keep the ways that fit into the hours; when none does, breaks are allowed and said so.
    const fitting = modes.filter((_, i) => fits[i]);
    if (fitting.length > 0) return { modes: fitting, unbroken, findings };
    const meaning = modes[0]?.meaning;
    findings.push(
      report('plan.break-allowed', {
        operation: step.operation.id,
        order: step.line.id,
        machine: meaning?.machine ?? '',
        minutes: Math.round(meaning?.runMinutes ?? 0),
      }),
    );
    unbroken = false;
  }
  return { modes, unbroken, findings };
}

type CrewChoice = ModeMeaning['crews'];

/** For each skill wanted one crew of the machine's site, those with the fewest other skills first. */
function crewChoices(step: PlannedStep, machine: CompleteMachine, context: ModeContext, findings: Finding[]): CrewChoice[] {
  const site = context.resources.siteOf.get(machine.id)?.id;
  let choices: CrewChoice[] = [[]];
  for (const need of step.operation.operators ?? []) {
    const people = need.count ?? 1;
    const able = context.resources.crews
      .filter((crew) => crew.site === site && crew.skills.includes(need.skill) && Math.max(...crew.presence.value) >= people * PERSON)
      .sort((a, b) => a.skills.length - b.skills.length)
      .slice(0, 3);
    if (able.length === 0) {
      findings.push(report('plan.never-open-together', { operation: step.operation.id, machine: machine.id, skill: need.skill }));
      return [];
    }
    choices = choices.flatMap((choice) => able.map((crew) => [...choice, { need, crew, people }])).slice(0, MOST_CREW_CHOICES);
  }
  return choices;
}

function machineMode(
  step: PlannedStep,
  machine: CompleteMachine,
  alternative: OperationAlternative,
  crews: CrewChoice,
  overtime: boolean,
  context: ModeContext,
  findings: Finding[],
): { input: ModeInput; meaning: ModeMeaning; fits: boolean } | undefined {
  const { axis, resources, calendars } = context;
  const inPhase = (phase: 'setup' | 'run'): CrewNeed[] =>
    mergedNeeds(crews.filter(({ need }) => (need.phase ?? 'all') === 'all' || need.phase === phase));
  const run = calendars.calendarOf(machine, inPhase('run'), overtime);
  const setup = calendars.calendarOf(machine, inPhase('setup'), overtime);
  if (overtime && ![...run.spans, ...setup.spans].some((span) => span.rate > 0)) return undefined;
  if (run.spans.length === 0 || setup.spans.length === 0) {
    findings.push(
      report('plan.never-open-together', {
        operation: step.operation.id,
        machine: machine.id,
        skill: crews.map(({ need }) => need.skill).join(', '),
      }),
    );
    return undefined;
  }
  const started = step.progress?.state === 'started';
  const setupMinutes = started ? 0 : (alternative.setupMinutes ?? 0) / machine.efficiency;
  const fixedMinutes = started ? 0 : (alternative.fixedMinutes ?? 0);
  const runMinutes = (fixedMinutes + (alternative.minutesPerUnit ?? 0) * step.quantity) / machine.efficiency;
  const duration = ticksOfMinutes(axis, runMinutes);
  const runHours = duration / axis.ticksPerHour;
  const site = resources.siteOf.get(machine.id);
  const runKw = alternative.runKw ?? machine.power.runKw ?? 0;
  const changeoverKw = machine.power.changeoverKw ?? 0;
  const grid = site?.gridGramsPerKwh ?? 0;
  const labourPerHour = (phase: 'setup' | 'run'): number =>
    inPhase(phase).reduce((sum, { crew, people }) => sum + crew.costPerHour * people, 0);
  const material = context.material(step);
  const states = context.statesOf(machine.changeovers);
  const state = machine.capacity.kind === 'parallel' ? -1 : (states?.stateOf(step.attributes, material.scrapCost) ?? -1);
  const meaning: ModeMeaning = {
    machine: machine.id,
    site: site?.id,
    crews,
    overtime,
    setupMinutes,
    runMinutes,
    runKw,
    cost: {
      run: runHours * machine.costPerHour + (alternative.extraCostPerUnit ?? 0) * step.quantity,
      labour: runHours * labourPerHour('run'),
      material: material.cost,
      outsourcing: 0,
    },
    carbon: { run: runHours * runKw * grid, material: material.carbon, outsourcing: 0 },
    setupMachinePerHour: machine.costPerHour,
    setupLabourPerHour: labourPerHour('setup'),
    changeoverKw,
  };
  const profile = site === undefined ? undefined : resources.priceProfile.get(site.id);
  const input: ModeInput = {
    machine: resources.machineIndex.get(machine.id) ?? 0,
    duration,
    setup: ticksOfMinutes(axis, setupMinutes),
    state,
    runCalendar: run.index,
    setupCalendar: setup.index,
    site: site === undefined ? -1 : (resources.siteIndex.get(site.id) ?? -1),
    cost: meaning.cost.run + meaning.cost.labour + meaning.cost.material,
    carbon: meaning.carbon.run + meaning.carbon.material,
    setupCostRate: (meaning.setupMachinePerHour + meaning.setupLabourPerHour) / axis.ticksPerHour,
    setupCarbonRate: (changeoverKw * grid) / axis.ticksPerHour,
    ...(profile === undefined ? {} : { priceProfile: profile }),
    runPower: runKw / axis.ticksPerHour,
    setupPower: changeoverKw / axis.ticksPerHour,
    needs: needsOf(step, machine, crews, runKw, changeoverKw, context, findings),
  };
  return { input, meaning, fits: longestStretch(run.spans) >= duration && longestStretch(setup.spans) >= (input.setup ?? 0) };
}

/** The same crew asked for twice is asked once for the sum. */
function mergedNeeds(crews: CrewChoice): CrewNeed[] {
  const people = new Map<Crew, number>();
  for (const each of crews) people.set(each.crew, (people.get(each.crew) ?? 0) + each.people);
  return [...people].map(([crew, count]) => ({ crew, people: count }));
}

function needsOf(
  step: PlannedStep,
  machine: CompleteMachine,
  crews: CrewChoice,
  runKw: number,
  changeoverKw: number,
  context: ModeContext,
  findings: Finding[],
): NeedInput[] {
  const { resources } = context;
  const phases = { setup: Phase.SETUP, run: Phase.RUN, all: Phase.ALL } as const;
  const needs: NeedInput[] = crews.map(({ need, crew, people }) => ({
    pool: crew.index,
    amount: Math.round(people * PERSON),
    phase: phases[need.phase ?? 'all'],
  }));
  for (const need of step.operation.tools ?? []) {
    const pool = resources.toolPool.get(need.tool);
    if (pool !== undefined) needs.push({ pool, amount: need.count ?? 1, phase: Phase.ALL });
  }
  const site = resources.siteOf.get(machine.id);
  const power = site === undefined ? undefined : resources.powerPool.get(site.id);
  if (power !== undefined && site?.powerLimitKw !== undefined) {
    for (const [kw, phase] of [
      [runKw, Phase.RUN],
      [changeoverKw, Phase.SETUP],
    ] as const) {
      if (kw > site.powerLimitKw)
        findings.push(report('plan.power-above-limit', { machine: machine.id, site: site.id, kw, limit: site.powerLimitKw }));
      else if (kw > 0) needs.push({ pool: power, amount: Math.ceil(kw * KILOWATT), phase });
    }
  }
  return needs;
}

function outsourcedMode(step: PlannedStep, context: ModeContext): { input: ModeInput; meaning: ModeMeaning } {
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
