import type { Calendar } from '../calendars/calendar.ts';
import type { Weekday } from '../document/text.ts';
import type { Operator, Skill, Tool } from '../resources/crew.ts';
import type { ChangeoverMatrix, Machine, WorkCentre } from '../resources/machine.ts';
import type { Area, Site, TransportLane } from '../sites/site.ts';
import type { GeneratorFeature } from './features.ts';
import { generateLanes, generateSites } from './generate-sites.ts';
import type { RandomStream } from './random-stream.ts';

export interface Plant {
  readonly sites: readonly Site[];
  readonly lanes: readonly TransportLane[];
  readonly areas: readonly Area[];
  readonly workCentres: readonly WorkCentre[];
  /** Indices of work centres that share most work: all of them, or those of each site where a number of sites was asked for. */
  readonly flows: readonly (readonly number[])[];
  readonly machines: readonly Machine[];
  readonly calendars: readonly Calendar[];
  readonly changeovers: (attributes: ReadonlyMap<string, readonly string[]>) => ChangeoverMatrix[];
  readonly skills: readonly Skill[];
  readonly operators: readonly Operator[];
  readonly tools: readonly Tool[];
}

const WORKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const ALL_DAYS: readonly Weekday[] = [...WORKDAYS, 'sun'];
/** Pieces of work a machine is expected to see in the whole plan; fixes how many machines there are. */
const OPERATIONS_PER_MACHINE = 60;
const LEAST_MACHINES = 8;
const MACHINES_PER_CENTRE = 4;

/** Sites, machines, hours and people. Every fifth work centre is an oven, every seventh a row of benches. */
export function generatePlant(
  random: RandomStream,
  has: ReadonlySet<GeneratorFeature>,
  orders: number,
  length: number,
  siteCount: number | undefined,
): Plant {
  const sites = generateSites(has, orders, siteCount);
  const calendars = generateCalendars(has);
  const count = Math.max(LEAST_MACHINES, 3 * (siteCount ?? 0), Math.round((orders * length) / OPERATIONS_PER_MACHINE));
  const centreCount = Math.max(4, 3 * (siteCount ?? 0), Math.round(count / MACHINES_PER_CENTRE));
  const areas = sites.map((site) => ({ id: `${site.id}-floor`, site: site.id }));
  // Asked for a number of sites, work centres stand together, so that most work stays on one site; else they alternate and all of it moves.
  const siteOf = (i: number): number => (siteCount === undefined ? i % areas.length : Math.floor((i * areas.length) / centreCount));
  const workCentres = Array.from({ length: centreCount }, (_, i) => ({ id: `WC${i + 1}`, area: areas[siteOf(i)]?.id ?? '' }));
  const machines = Array.from({ length: count }, (_, i): Machine => generateMachine(random, has, i, i % centreCount, calendars));
  const skills = workCentres.map((centre) => ({ id: `skill-${centre.id}` }));
  const operators = skills.flatMap((skill, i): Operator[] => {
    const site = sites[siteOf(i)]?.id ?? '';
    const own = machines.filter((machine) => machine.workCentre === workCentres[i]?.id).length;
    const calendar = has.has('calendars') ? 'two-shifts' : 'always';
    const other = skills[(i + sites.length) % skills.length]?.id ?? skill.id;
    return [
      { id: `crew-${i + 1}`, site, skills: [skill.id], calendar, headcount: Math.max(1, own), costPerHour: random.between(20, 60) },
      { id: `relief-${i + 1}`, site, skills: [...new Set([skill.id, other])], calendar, headcount: 1, costPerHour: random.between(30, 70) },
    ];
  });
  const tools = Array.from({ length: Math.max(6, Math.round(orders / 6)) }, (_, i): Tool => ({
    id: `MOULD${i + 1}`,
    kind: 'mould',
    count: random.chance(0.2) ? 2 : 1,
  }));
  return {
    sites,
    lanes: has.has('transport') ? generateLanes(sites) : [],
    areas,
    workCentres,
    flows: flowsOf(workCentres.map((_, i) => (siteCount === undefined ? 0 : siteOf(i)))),
    machines,
    calendars,
    skills,
    operators,
    tools,
    changeovers: (attributes) => generateChangeovers(attributes, random),
  };
}

/** Group of each index → indices of each group. */
function flowsOf(groups: readonly number[]): number[][] {
  return [...new Set(groups)].map((group) => groups.flatMap((each, i) => (each === group ? [i] : [])));
}

function generateCalendars(has: ReadonlySet<GeneratorFeature>): Calendar[] {
  if (!has.has('calendars')) return [{ id: 'always', week: [{ weekdays: ALL_DAYS, from: '00:00', to: '24:00' }], observesHolidays: false }];
  const overtime = has.has('overtime')
    ? { overtime: [{ weekdays: ['sun' as const], from: '08:00', to: '18:00', extraCostPerHour: 60 }] }
    : {};
  return [
    {
      id: 'day',
      week: [
        { weekdays: WORKDAYS, from: '08:00', to: '12:00' },
        { weekdays: WORKDAYS, from: '13:00', to: '18:00' },
      ],
      ...overtime,
    },
    {
      id: 'two-shifts',
      week: [
        { weekdays: WORKDAYS, from: '06:00', to: '14:00' },
        { weekdays: WORKDAYS, from: '14:00', to: '22:00' },
      ],
      ...overtime,
    },
    { id: 'always', week: [{ weekdays: ALL_DAYS, from: '00:00', to: '24:00' }], observesHolidays: false },
  ];
}

function generateMachine(
  random: RandomStream,
  has: ReadonlySet<GeneratorFeature>,
  index: number,
  centre: number,
  calendars: readonly Calendar[],
): Machine {
  const oven = has.has('batch') && centre % 5 === 4;
  const bench = has.has('parallel') && centre % 7 === 3;
  const calendar = oven || !has.has('calendars') ? 'always' : (calendars[random.chance(0.3) ? 0 : 1]?.id ?? 'always');
  return {
    id: `M${index + 1}`,
    workCentre: `WC${centre + 1}`,
    calendar,
    efficiency: random.pick([1, 1, 1, 0.9, 1.1]),
    costPerHour: random.between(40, 200),
    power: { runKw: random.between(2, 30), changeoverKw: random.between(1, 6), idleKw: 1 },
    ...(oven ? { capacity: { kind: 'batch' as const, maxSize: 400, minSize: 20, familyAttribute: 'resin' } } : {}),
    ...(bench ? { capacity: { kind: 'parallel' as const, units: 3 } } : {}),
    ...(has.has('changeovers') && !oven && !bench
      ? { changeovers: `matrix-${centre % 3}`, initialState: { colour: 'white', resin: 'ABS' } }
      : {}),
  };
}

function generateChangeovers(attributes: ReadonlyMap<string, readonly string[]>, random: RandomStream): ChangeoverMatrix[] {
  return [0, 1, 2].map((index): ChangeoverMatrix => ({
    id: `matrix-${index}`,
    combine: index === 1 ? 'max' : 'sum',
    rules: [...attributes].flatMap(([attribute, values]) => [
      ...values
        .slice(0, 3)
        .map((to) => ({ attribute, to, minutes: random.between(5, 50), cost: random.between(5, 60), scrapUnits: random.between(0, 10) })),
      { attribute, minutes: random.between(10, 40), cost: random.between(5, 40) },
    ]),
  }));
}
