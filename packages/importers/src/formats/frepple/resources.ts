import type { Machine, MachineCapacity, Operator, Tool } from '@midstream/factory';
import { groupBy } from '../../records/group-by.ts';
import type { Row } from '../../records/row.ts';
import { numberIn, present, textIn } from '../../records/row.ts';
import { shiftTwoPlaces } from '../../cells/number.ts';
import type { Notes } from '../../document/notes.ts';
import type { Plant } from '../plant.ts';
import { UNLIMITED_UNITS } from '../plant.ts';
import { SETUP } from './changeovers.ts';

/** Loads that stand for one another: rows of one operation with the same name. */
interface LoadGroup {
  readonly rows: readonly Row[];
  readonly skill: string | undefined;
}

/** What an operation needs, taken apart: where it runs, who and what it needs besides. */
export interface Needs {
  readonly place: LoadGroup | undefined;
  readonly people: readonly LoadGroup[];
  readonly tools: readonly LoadGroup[];
}

/**
 * frePPLe knows only resources. The first load of an operation that asks for no skill is the machine; loads with a skill are people,
 * any others are tools held at the same time.
 */
export function takeApart(loads: readonly Row[]): Needs {
  let unnamed = 0;
  const groups = [...groupBy(loads, (row) => textIn(row, 'name') ?? `#${(unnamed += 1)}`).values()].map((rows) => ({
    rows: rows
      .filter((row) => numberIn(row, 'priority') !== 0)
      .toSorted((a, b) => (numberIn(a, 'priority') ?? 1) - (numberIn(b, 'priority') ?? 1)),
    skill: textIn(rows[0] as Row, 'skill'),
  }));
  const place = groups.find((group) => group.skill === undefined) ?? groups[0];
  const others = groups.filter((group) => group !== place);
  return { place, people: others.filter((group) => group.skill !== undefined), tools: others.filter((group) => group.skill === undefined) };
}

export interface ResourceBook {
  /** Machines a load on this resource means: itself, or the members of the pool (with the skill, when one is asked for). */
  readonly membersOf: (resource: string, skill: string | undefined) => readonly string[];
  readonly isPool: (resource: string) => boolean;
  readonly rows: ReadonlyMap<string, Row>;
  readonly skillsOf: ReadonlyMap<string, readonly string[]>;
}

export function openResources(resources: readonly Row[], skills: readonly Row[]): ResourceBook {
  const rows = new Map(resources.map((row) => [textIn(row, 'name') ?? '', row]));
  const members = groupBy(resources, (row) => textIn(row, 'owner') ?? '');
  const skillsOf = new Map(
    [...groupBy(skills, (row) => textIn(row, 'resource') ?? '')].map(([name, list]) => [
      name,
      list.map((row) => textIn(row, 'skill') ?? ''),
    ]),
  );
  const leaves = (name: string, depth: number): string[] => {
    const below = depth > 20 || name === '' ? [] : (members.get(name) ?? []);
    return below.length === 0 ? [name] : below.flatMap((row) => leaves(textIn(row, 'name') ?? '', depth + 1));
  };
  return {
    rows,
    skillsOf,
    isPool: (name) => name !== '' && members.has(name),
    membersOf: (name, skill) => leaves(name, 0).filter((leaf) => skill === undefined || (skillsOf.get(leaf) ?? []).includes(skill)),
  };
}

/** Which of the resources are machines, people and tools, by how the operations use them. */
export interface Roles {
  readonly machines: Set<string>;
  readonly people: Set<string>;
  readonly tools: Set<string>;
}

export function assignRoles(book: ResourceBook, needs: readonly Needs[]): Roles {
  const all = (groups: readonly LoadGroup[]): string[] =>
    groups.flatMap((group) => group.rows.flatMap((row) => book.membersOf(textIn(row, 'resource') ?? '', group.skill)));
  const machines = new Set(needs.flatMap(({ place }) => (place === undefined ? [] : all([place]))));
  const people = new Set(needs.flatMap((need) => all(need.people)).filter((name) => !machines.has(name)));
  const tools = new Set(needs.flatMap((need) => all(need.tools)).filter((name) => !machines.has(name) && !people.has(name)));
  for (const name of book.rows.keys()) {
    if (book.isPool(name) || machines.has(name) || people.has(name) || tools.has(name)) continue;
    if (book.skillsOf.has(name)) people.add(name);
    else machines.add(name);
  }
  return { machines, people, tools };
}

export function machineOf(name: string, row: Row | undefined, plant: Plant, notes: Notes): Machine {
  const location = row && textIn(row, 'location');
  const percent = row && numberIn(row, 'efficiency');
  const setup = row && textIn(row, 'setup');
  for (const column of ['maximum_calendar', 'efficiency_calendar']) {
    if (row?.values.has(column) === true) notes.leaveBehind(`resource.${column}`, name);
  }
  return present({
    id: name,
    name: row && textIn(row, 'description'),
    workCentre: plant.workCentre((row && textIn(row, 'owner')) ?? name, location),
    calendar: row && textIn(row, 'available'),
    efficiency: percent === undefined ? undefined : shiftTwoPlaces(percent),
    capacity: row && capacityOf(row),
    changeovers: row && textIn(row, 'setupmatrix'),
    initialState: setup === undefined ? undefined : { [SETUP]: setup },
    costPerHour: row && numberIn(row, 'cost'),
  });
}

function capacityOf(row: Row): MachineCapacity | undefined {
  if (textIn(row, 'type')?.includes('infinite') === true) return { kind: 'parallel', units: UNLIMITED_UNITS };
  const maximum = numberIn(row, 'maximum');
  return maximum !== undefined && maximum > 1 ? { kind: 'parallel', units: maximum } : undefined;
}

export function operatorOf(name: string, book: ResourceBook, plant: Plant): Operator {
  const row = book.rows.get(name);
  return present({
    id: name,
    name: row && textIn(row, 'description'),
    site: plant.siteOf(row && textIn(row, 'location')),
    skills: book.skillsOf.get(name) ?? [],
    calendar: row && textIn(row, 'available'),
    headcount: row && numberIn(row, 'maximum'),
    costPerHour: row && numberIn(row, 'cost'),
  });
}

export function toolOf(name: string, row: Row | undefined): Tool {
  return present({ id: name, name: row && textIn(row, 'description'), count: row && numberIn(row, 'maximum') });
}
