import type { Factory, Plan } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import type { Language } from '@midstream/words';
import { LANGUAGES, sentenceOf } from '@midstream/words';
import { namedFindings } from '../plan-workbook/named-findings.ts';
import { CARBON_PARTS, carbonColumn, COST_PARTS, costColumn } from './splits.ts';
import { collectOperations } from './collect-operations.ts';
import { Interned, pageName } from './intern.ts';
import type { NameBook } from './name-book.ts';
import { nameBook } from './name-book.ts';
import type { BindingPlaces } from './page-bindings.ts';
import { pageBinding } from './page-bindings.ts';
import type { PageData, PageMachine, PageName, PageOrder, PageTransport } from './page-data.ts';
import { pageWords, supplierName } from './page-words.ts';

/** Beyond this many notes nobody reads; the plan's workbook and JSON hold them all. */
const MOST_NOTES = 1000;
const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Everything the page needs of a plan and of the names its factory gives, as columns. */
export function collectPageData(plan: Plan, factory: Factory, language: Language): PageData {
  const book = nameBook(factory);
  const names = new Interned();
  const origin = Date.parse(plan.planningStart) / 1000;
  const seconds = (time: string): number => Math.round(Date.parse(time) / 1000 - origin);
  const machineIds = machineOrder(plan, factory);
  const places = placesOf(plan, factory, book, names, machineIds, seconds);
  const days = loadDays(plan);
  const closed = new ClosedLists();
  const twice = namesakes(factory, book);
  const machines = machineIds.map((id) => machineOf(id, plan, factory, book, twice, days, closed, seconds));
  const operations = collectOperations(plan, book, names, places);
  return {
    language,
    words: pageWords(),
    factory: pageName(factory.name, plan.factory),
    currency: plan.currency,
    zone: plan.timeZone,
    origin,
    end: Math.max(3600, ...operations.end),
    fence: Math.round((factory.frozenFenceHours ?? 0) * 3600),
    run: {
      seconds: plan.run.seconds,
      gapPercent: plan.run.bound > 0 || plan.run.status === 'optimal' ? round(plan.run.gapPercent, 2) : null,
      isOptimal: plan.run.status === 'optimal',
      objective: plan.run.objective[0]?.[0]?.part ?? '',
    },
    figures: figuresOf(plan),
    cost: costColumn(plan.figures.cost),
    carbon: carbonColumn(plan.figures.carbon),
    costParts: COST_PARTS,
    carbonParts: CARBON_PARTS,
    names: names.names,
    sites: factory.sites.map((site) => ({ name: book.site(site.id), zone: site.timeZone })),
    machines,
    products: factory.products.map(({ id, family }) => ({ id, name: book.product(id), family: family ?? '' })),
    orders: ordersOf(plan, factory, places),
    operations,
    transports: transportsOf(plan, places),
    closed: closed.lists,
    days: days.map((date) => dayStart(date, plan)),
    notes: notesOf(plan.findings, factory),
  };
}

/** Machines in the factory's order, then suppliers as the plan meets them. */
function machineOrder(plan: Plan, factory: Factory): string[] {
  const ids = factory.machines.map(({ id }) => id);
  const known = new Set(ids);
  for (const { machine } of plan.operations) {
    if (known.has(machine)) continue;
    known.add(machine);
    ids.push(machine);
  }
  return groupedBySite(ids, factory);
}

/** Machines of one site and work centre stand together, in the order in which the factory first names them. */
function groupedBySite(ids: readonly string[], factory: Factory): string[] {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const machine = factory.machines.find((one) => one.id === id);
    const key = machine === undefined ? 'supplier' : `${siteOfMachine(id, factory)} ${machine.workCentre}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [id]);
    else group.push(id);
  }
  const bySite = [...groups].sort(([a], [b]) => rank(a, factory) - rank(b, factory));
  return bySite.flatMap(([, members]) => members);
}
const rank = (key: string, factory: Factory): number => {
  const at = factory.sites.findIndex(({ id }) => key.startsWith(`${id} `));
  return at < 0 ? factory.sites.length : at;
};

function siteOfMachine(id: string, factory: Factory): string {
  const centre = factory.machines.find((machine) => machine.id === id)?.workCentre;
  const area = factory.workCentres.find((one) => one.id === centre)?.area;
  return factory.areas.find((one) => one.id === area)?.site ?? factory.sites[0]?.id ?? '';
}

function placesOf(
  plan: Plan,
  factory: Factory,
  book: NameBook,
  names: Interned,
  machineIds: readonly string[],
  seconds: (time: string) => number,
): BindingPlaces {
  const operations = new Map(plan.operations.map(({ id }, index) => [id, index]));
  const machines = new Map(machineIds.map((id, index) => [id, index]));
  const sites = new Map(factory.sites.map(({ id }, index) => [id, index]));
  return {
    seconds,
    operation: (id) => operations.get(id) ?? -1,
    machine: (id) => machines.get(id) ?? -1,
    site: (id) => sites.get(id) ?? -1,
    tool: (id) => names.place(book.tool(id)),
    skill: (id) => names.place(book.skill(id)),
    material: (id) => names.place(book.material(id)),
  };
}

function machineOf(
  id: string,
  plan: Plan,
  factory: Factory,
  book: NameBook,
  twice: ReadonlySet<string>,
  days: readonly string[],
  closed: ClosedLists,
  seconds: (time: string) => number,
): PageMachine {
  const isSupplier = !factory.machines.some((machine) => machine.id === id);
  const load = plan.resources.find((resource) => resource.kind === 'machine' && resource.resource === id);
  const byDate = new Map((load?.days ?? []).map((day) => [day.date, day]));
  const site = isSupplier ? (plan.operations.find(({ machine }) => machine === id)?.site ?? '') : siteOfMachine(id, factory);
  return {
    id,
    name: isSupplier ? supplierName(id) : twice.has(id) ? withId(book.machine(id), id) : book.machine(id),
    site: factory.sites.findIndex((one) => one.id === site),
    group: isSupplier ? supplierName('') : book.centre(id),
    closed: closed.place((load?.closed ?? []).flatMap(({ from, to }) => [seconds(from), seconds(to)])),
    utilisation: round(load?.utilisationPercent ?? 0, 1),
    changeovers: load?.changeovers ?? 0,
    load:
      load === undefined
        ? []
        : days.flatMap((date) => {
            const day = byDate.get(date);
            return [day?.availableHours ?? 0, day?.runHours ?? 0, day?.setupHours ?? 0, day?.overtimeHours ?? 0].map((hours) =>
              round(hours, 2),
            );
          }),
  };
}

/** Machines whose name another machine has too: their id must stand beside it. */
function namesakes(factory: Factory, book: NameBook): Set<string> {
  const count = new Map<string, number>();
  const key = (id: string): string => JSON.stringify(book.machine(id));
  for (const { id } of factory.machines) count.set(key(id), (count.get(key(id)) ?? 0) + 1);
  return new Set(factory.machines.map(({ id }) => id).filter((id) => (count.get(key(id)) ?? 0) > 1));
}
function withId(name: PageName, id: string): PageName {
  const both = (text: string): string => `${text} · ${id}`;
  return typeof name === 'string' ? both(name) : [both(name[0]), both(name[1]), both(name[2])];
}

/** Machines with one calendar share their closed spans. */
class ClosedLists {
  readonly lists: number[][] = [];
  readonly #places = new Map<string, number>();
  place(list: number[]): number {
    const key = list.join();
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.lists.length);
    return this.lists.push(list) - 1;
  }
}

/** Every date from the first to the last of any load, so that days and pixels keep step. */
function loadDays(plan: Plan): string[] {
  const dates = plan.resources.flatMap(({ days }) => days.map(({ date }) => date)).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** A day of the load begins at midnight at the head office; the offset of the plan's start is near enough for drawing. */
const dayStart = (date: string, plan: Plan): number => Date.parse(`${date}T00:00:00${plan.planningStart.slice(19)}`) / 1000;

function ordersOf(plan: Plan, factory: Factory, places: BindingPlaces): PageOrder[] {
  const products = new Map(factory.products.map(({ id }, index) => [id, index]));
  const owner = new Map(plan.operations.map(({ id, order }) => [id, order]));
  return plan.orders.map((order) => ({
    id: order.order,
    product: products.get(order.product) ?? -1,
    customer: order.customer ?? '',
    quantity: order.quantity,
    priority: order.priority,
    status: order.status,
    needBy: order.needBy === undefined ? null : places.seconds(order.needBy),
    projected: places.seconds(order.projected),
    lateness: order.latenessMinutes === undefined ? null : Math.round(order.latenessMinutes),
    operations: order.operations.map(places.operation),
    cost: costColumn(order.cost),
    carbon: carbonColumn(order.carbon),
    chain: order.criticalChain.map(
      ({ operation, binding }) => [places.operation(operation), pageBinding(binding, places, owner.get(operation))] as const,
    ),
    dependentOf: order.dependentOf ?? '',
  }));
}

function transportsOf(plan: Plan, places: BindingPlaces): PageTransport[] {
  const orders = new Map(plan.orders.map(({ order }, index) => [order, index]));
  return plan.transports.map((one) => ({
    order: orders.get(one.order) ?? -1,
    after: places.operation(one.after),
    from: places.site(one.from),
    to: places.site(one.to),
    ready: places.seconds(one.ready),
    arrival: places.seconds(one.arrival),
  }));
}

function figuresOf(plan: Plan): Record<string, number> {
  const { cost, carbon, ...plain } = plan.figures;
  const figures: Record<string, number> = { cost: round(cost.total, 2), carbon: Math.round(carbon.total) };
  for (const [name, value] of Object.entries(plain)) if (typeof value === 'number') figures[name] = round(value, 2);
  return figures;
}

function notesOf(findings: readonly Finding[], factory: Factory): { severity: string; text: PageName }[] {
  const ranks = { error: 0, warning: 1, info: 2 };
  const first = findings.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]).slice(0, MOST_NOTES);
  const [en = [], hant = [], hans = []] = LANGUAGES.map((language) =>
    namedFindings(first, factory, language).map((finding) => sentenceOf(finding, language)),
  );
  return first.map(({ severity, code }, i) => ({
    severity,
    text: pageName({ en: en[i] ?? '', 'zh-Hant': hant[i] ?? '', 'zh-Hans': hans[i] ?? '' }, code),
  }));
}
