import type { ProblemBuilder, StepFunction } from '@midstream/engine';
import { MachineKind } from '@midstream/engine';
import type { Closure, CompleteFactory, CompleteMachine, CompleteOperator, Site } from '@midstream/factory';
import { instantOf, openPeriods, priceSteps } from '@midstream/factory';
import type { PricedSpan } from './spans.ts';
import { headcountSteps, joined } from './spans.ts';
import type { TimeAxis } from './time-axis.ts';
import { instantOfTick, tickFrom, tickUntil } from './time-axis.ts';

/** People with the same skills at the same site: interchangeable, so one cumulative resource. */
export interface Crew {
  readonly index: number;
  readonly site: string;
  readonly skills: readonly string[];
  readonly operators: readonly CompleteOperator[];
  /** People present × 1000, overtime included. */
  readonly presence: StepFunction;
  /** Presence in normal hours / with overtime, for calendars. */
  readonly normal: StepFunction;
  /** Most units there at once before the horizon. */
  readonly most: number;
  readonly costPerHour: number;
  /** Mean extra money per hour and person when working overtime. */
  readonly overtimePerHour: number;
}

export interface Resources {
  readonly siteOf: ReadonlyMap<string, Site>;
  readonly siteIndex: ReadonlyMap<string, number>;
  readonly machineIndex: ReadonlyMap<string, number>;
  readonly crews: readonly Crew[];
  readonly toolPool: ReadonlyMap<string, number>;
  readonly powerPool: ReadonlyMap<string, number>;
  readonly priceProfile: ReadonlyMap<string, number>;
  /** Machine's open spans without and with overtime, downtimes taken out; ticks. */
  readonly openSpans: (machine: CompleteMachine, overtime: boolean) => readonly PricedSpan[];
}

/** One person in a pool is this many units, so that tending shares stay whole numbers. */
export const PERSON = 1000;
/** Kilowatts in a power pool are counted in tenths. */
export const KILOWATT = 10;

/** Declares machines' capacities, crews, tools, power limits and tariffs. Machines get the index of their place in the factory. */
export function compileResources(factory: CompleteFactory, axis: TimeAxis, builder: ProblemBuilder): Resources {
  const siteOfArea = new Map(factory.areas.map((area) => [area.id, area.site]));
  const siteOfCentre = new Map(factory.workCentres.map((centre) => [centre.id, siteOfArea.get(centre.area)]));
  const sites = new Map(factory.sites.map((site) => [site.id, site]));
  const siteOf = new Map<string, Site>();
  const machineIndex = new Map<string, number>();
  factory.machines.forEach((machine, i) => {
    const site = sites.get(siteOfCentre.get(machine.workCentre) ?? '') ?? factory.sites[0];
    if (site === undefined) throw new Error(`machine ${machine.id} has no site`);
    siteOf.set(machine.id, site);
    machineIndex.set(machine.id, i);
  });
  const spansOf = spansOfCalendars(factory, axis);
  const memo = new Map<string, readonly PricedSpan[]>();
  const openSpans = (machine: CompleteMachine, overtime: boolean): readonly PricedSpan[] => {
    const key = `${machine.id}|${overtime}`;
    let spans = memo.get(key);
    if (spans === undefined) {
      const site = siteOf.get(machine.id);
      if (site === undefined) throw new Error(`machine ${machine.id} is unknown`);
      spans = spansOf(machine.calendar, site, closuresOf(machine.downtimes, site), overtime);
      memo.set(key, spans);
    }
    return spans;
  };
  const priceProfile = compilePrices(factory, axis, builder);
  const crews = compileCrews(factory, axis, sites, spansOf, builder);
  const toolPool = new Map(factory.tools.map((tool) => [tool.id, builder.addPool({ holds: 'span', capacity: constant(tool.count) })]));
  const powerPool = new Map<string, number>();
  for (const site of factory.sites) {
    if (site.powerLimitKw === undefined) continue;
    powerPool.set(site.id, builder.addPool({ holds: 'worked', capacity: constant(Math.floor(site.powerLimitKw * KILOWATT)) }));
  }
  return {
    siteOf,
    siteIndex: new Map(factory.sites.map((site, i) => [site.id, i])),
    machineIndex,
    crews,
    toolPool,
    powerPool,
    priceProfile,
    openSpans,
  };
}

/** How a plan names a crew: the ids of its people. */
export function crewName(operators: readonly { readonly id: string }[]): string {
  return operators.map((operator) => operator.id).join('+');
}

/** Lays calendars out over the horizon; those without closures once for all who use them. */
function spansOfCalendars(factory: CompleteFactory, axis: TimeAxis): SpansOf {
  const calendars = new Map(factory.calendars.map((calendar) => [calendar.id, calendar]));
  const from = instantOfTick(axis, 0);
  const to = instantOfTick(axis, axis.horizon);
  const laidOut = new Map<string, readonly PricedSpan[]>();
  return (calendarId, site, closures, overtime) => {
    const calendar = calendars.get(calendarId);
    if (calendar === undefined) throw new Error(`calendar ${calendarId} is unknown`);
    const key = `${calendarId}|${site.id}|${overtime}`;
    const known = closures.length === 0 ? laidOut.get(key) : undefined;
    if (known !== undefined) return known;
    const periods = openPeriods(calendar, site, from, to, closures).filter((period) => overtime || period.overtimeCostPerHour === 0);
    const all = periods.map((period) => ({
      start: tickFrom(axis, period.start),
      end: tickUntil(axis, period.end),
      rate: period.overtimeCostPerHour / axis.ticksPerHour,
    }));
    const spans = joined(all.filter((span) => span.start < span.end));
    if (closures.length === 0) laidOut.set(key, spans);
    return spans;
  };
}

/** Price profiles of the sites that pay for energy, in the reporting currency. */
function compilePrices(factory: CompleteFactory, axis: TimeAxis, builder: ProblemBuilder): Map<string, number> {
  const from = instantOfTick(axis, 0);
  const to = instantOfTick(axis, axis.horizon);
  const priceProfile = new Map<string, number>();
  for (const site of factory.sites) {
    const rate = site.currency === factory.currency ? 1 : (factory.exchangeRates[site.currency] ?? 1);
    const steps = priceSteps(site, from, to, rate);
    if (steps.some((step) => step.price > 0)) {
      priceProfile.set(
        site.id,
        builder.addPriceProfile({
          at: Int32Array.from(steps, (step, i) => (i === 0 ? 0 : tickFrom(axis, step.start))),
          value: Float64Array.from(steps, (step) => step.price),
        }),
      );
    }
  }
  return priceProfile;
}

export function constant(value: number): StepFunction {
  return { at: Int32Array.of(0), value: Float64Array.of(value) };
}

/** Closures given as local times; what cannot be read was refused before. */
export function closuresOf(closures: readonly { readonly from: string; readonly to: string }[] | undefined, site: Site): Closure[] {
  return (closures ?? []).map((each) => ({
    start: instantOf(each.from, site.timeZone, 'start') ?? 0,
    end: instantOf(each.to, site.timeZone, 'start') ?? 0,
  }));
}

export function machineKindOf(machine: CompleteMachine): (typeof MachineKind)[keyof typeof MachineKind] {
  return machine.capacity.kind === 'batch'
    ? MachineKind.BATCH
    : machine.capacity.kind === 'parallel'
      ? MachineKind.PARALLEL
      : MachineKind.SINGLE;
}

type SpansOf = (calendar: string, site: Site, closures: readonly Closure[], overtime: boolean) => readonly PricedSpan[];

function compileCrews(
  factory: CompleteFactory,
  axis: TimeAxis,
  sites: ReadonlyMap<string, Site>,
  spansOf: SpansOf,
  builder: ProblemBuilder,
): Crew[] {
  const groups = new Map<string, CompleteOperator[]>();
  for (const operator of factory.operators) {
    const key = `${operator.site}|${[...operator.skills].sort().join('|')}`;
    groups.set(key, [...(groups.get(key) ?? []), operator]);
  }
  return [...groups.values()].map((operators) => {
    const presences = (overtime: boolean): { spans: readonly PricedSpan[]; count: number }[] =>
      operators.map((operator) => {
        const site = sites.get(operator.site);
        if (site === undefined) throw new Error(`operator ${operator.id} has no site`);
        return {
          spans: spansOf(operator.calendar, site, closuresOf(operator.absences, site), overtime),
          count: operator.headcount * PERSON,
        };
      });
    const steps = (overtime: boolean): StepFunction => {
      const { at, value } = headcountSteps(presences(overtime));
      // Behind the horizon nothing is known: everybody is there.
      at.push(axis.horizon);
      value.push(operators.reduce((sum, operator) => sum + operator.headcount * PERSON, 0));
      return { at: Int32Array.from(at), value: Float64Array.from(value) };
    };
    const presence = steps(factory.allowOvertime);
    const heads = operators.reduce((sum, operator) => sum + operator.headcount, 0);
    const paid = operators.flatMap((operator) =>
      (factory.calendars.find((each) => each.id === operator.calendar)?.overtime ?? []).map((each) => each.extraCostPerHour),
    );
    return {
      index: builder.addPool({ holds: 'worked', capacity: presence }),
      site: operators[0]?.site ?? '',
      skills: operators[0]?.skills ?? [],
      operators,
      presence,
      most: presence.value.reduce((most, value) => Math.max(most, value), 0),
      normal: steps(false),
      costPerHour: operators.reduce((sum, operator) => sum + operator.costPerHour * operator.headcount, 0) / heads,
      overtimePerHour: paid.length === 0 ? 0 : paid.reduce((sum, each) => sum + each, 0) / paid.length,
    };
  });
}
