import type { Building } from './assembly.ts';
import type { Notes } from './notes.ts';

const TIME_ZONE = 'Asia/Hong_Kong';
const CURRENCY = 'HKD';
const ONLY_SITE = 'MAIN';

/**
 * A sheet need not say everything. What an element cannot be without, and what other rows name although its own table is missing, is
 * added here and told; everything a factory as a whole can lack is left to the defaults of the factory room.
 */
export function completeElements(document: Building, notes: Notes): void {
  for (const site of listOf(document, 'sites')) {
    fill(site, 'timeZone', document['timeZone'] ?? TIME_ZONE, 'site.timeZone', notes);
    fill(site, 'currency', document['currency'] ?? CURRENCY, 'site.currency', notes);
  }
  addNamedInRoutings(document, notes);
  completeMachines(document, notes);
  for (const area of listOf(document, 'areas'))
    if (area['site'] === undefined) fill(area, 'site', firstSite(document, notes), 'area.site', notes);
  for (const centre of listOf(document, 'workCentres')) {
    if (centre['area'] === undefined) fill(centre, 'area', firstArea(document, notes), 'workCentre.area', notes);
  }
  for (const operator of listOf(document, 'operators')) {
    if (operator['site'] === undefined) fill(operator, 'site', firstSite(document, notes), 'operator.site', notes);
  }
}

function listOf(owner: Building, property: string): Building[] {
  return (owner[property] ?? []) as Building[];
}

function fill(element: Building, member: string, value: unknown, what: string, notes: Notes): void {
  if (element[member] !== undefined) return;
  element[member] = value;
  notes.assume(what, String(value));
}

function firstSite(document: Building, notes: Notes): string {
  const [site] = listOf(document, 'sites');
  if (site !== undefined) return String(site['id']);
  notes.assume('site', ONLY_SITE);
  document['sites'] = [{ id: ONLY_SITE, timeZone: document['timeZone'] ?? TIME_ZONE, currency: document['currency'] ?? CURRENCY }];
  return ONLY_SITE;
}

function firstArea(document: Building, notes: Notes): string {
  const [area] = listOf(document, 'areas');
  if (area !== undefined) return String(area['id']);
  const site = firstSite(document, notes);
  document['areas'] = [{ id: site, site }];
  return site;
}

/** A machine without work centre is one of its own. */
function completeMachines(document: Building, notes: Notes): void {
  const centres = listOf(document, 'workCentres');
  const known = new Set(centres.map((centre) => String(centre['id'])));
  for (const machine of listOf(document, 'machines')) {
    const id = String(machine['id']);
    if (machine['workCentre'] !== undefined) continue;
    fill(machine, 'workCentre', id, 'machine.workCentre', notes);
    // Without any work centre in the file the factory room makes them from the machines.
    if (centres.length === 0 || known.has(id)) continue;
    known.add(id);
    centres.push({ id });
  }
}

/** Without a sheet of machines, tools or materials, those the routings name are taken as they stand. */
function addNamedInRoutings(document: Building, notes: Notes): void {
  const operations = listOf(document, 'routings').flatMap((routing) => listOf(routing, 'operations'));
  const named = (list: string, member: string): string[] => [
    ...new Set(
      operations.flatMap((operation) =>
        listOf(operation, list).flatMap((item) => (item[member] === undefined ? [] : [String(item[member])])),
      ),
    ),
  ];
  const add = (property: string, names: readonly string[]): void => {
    if (document[property] !== undefined || names.length === 0) return;
    for (const name of names) notes.assume(property, name);
    document[property] = names.map((id) => ({ id }));
  };
  const machines = named('alternatives', 'machine');
  if (document['machines'] === undefined) {
    const centres = named('alternatives', 'workCentre');
    add('machines', machines);
    const alone = centres.filter((centre) => !machines.includes(centre));
    if (alone.length > 0) {
      for (const centre of alone) notes.assume('machines', centre);
      document['machines'] = [...listOf(document, 'machines'), ...alone.map((id) => ({ id, workCentre: id }))];
    }
  }
  add('tools', named('tools', 'tool'));
  const products = new Set([
    ...listOf(document, 'products').map(({ id }) => id),
    ...listOf(document, 'routings').map(({ product }) => product),
  ]);
  add(
    'materials',
    named('materials', 'material').filter((name) => !products.has(name)),
  );
}
