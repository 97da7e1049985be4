import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { openPeriods } from '../calendars/open-periods.ts';
import { instantOf, isTimeZone } from '../calendars/zone-time.ts';
import type { Site } from '../sites/site.ts';
import { FACTORY_CODES } from './codes.ts';
import type { Factory } from './factory.ts';
import { nearestOf } from './nearest-name.ts';

const report = reporterOf(FACTORY_CODES);
type Listed = { readonly id: string };

/** Ids are unique, everything named exists, zones are known, times are times, calendars open. */
export function checkReferences(factory: Factory): Finding[] {
  const findings: Finding[] = [];
  const known = new Map<string, ReadonlySet<string>>();
  const lists: Record<string, readonly Listed[]> = {
    sites: factory.sites,
    areas: factory.areas,
    workCentres: factory.workCentres,
    machines: factory.machines,
    calendars: factory.calendars,
    changeovers: factory.changeovers ?? [],
    skills: factory.skills ?? [],
    operators: factory.operators ?? [],
    tools: factory.tools ?? [],
    materials: factory.materials ?? [],
    products: factory.products,
    routings: factory.routings,
    orders: factory.orders,
  };
  for (const [kind, items] of Object.entries(lists)) {
    const seen = new Set<string>();
    items.forEach((item, i) => {
      if (seen.has(item.id))
        findings.push(report('factory.duplicate-id', { kind, id: item.id }, { path: `/${kind}/${i}/id`, value: item.id }));
      seen.add(item.id);
    });
    known.set(kind, seen);
  }
  const refer = (kind: string, id: string | undefined, from: string, path: string): void => {
    const names = known.get(kind);
    if (id === undefined || names === undefined || names.has(id)) return;
    findings.push(report('factory.unknown-reference', { kind, id, from, nearest: nearestOf(id, [...names]) }, { path, value: id }));
  };
  factory.areas.forEach((area, i) => refer('sites', area.site, area.id, `/areas/${i}/site`));
  factory.workCentres.forEach((centre, i) => refer('areas', centre.area, centre.id, `/workCentres/${i}/area`));
  factory.machines.forEach((machine, i) => {
    refer('workCentres', machine.workCentre, machine.id, `/machines/${i}/workCentre`);
    refer('calendars', machine.calendar, machine.id, `/machines/${i}/calendar`);
    refer('changeovers', machine.changeovers, machine.id, `/machines/${i}/changeovers`);
  });
  (factory.operators ?? []).forEach((operator, i) => {
    refer('sites', operator.site, operator.id, `/operators/${i}/site`);
    refer('calendars', operator.calendar, operator.id, `/operators/${i}/calendar`);
    operator.skills.forEach((skill, k) => refer('skills', skill, operator.id, `/operators/${i}/skills/${k}`));
  });
  (factory.lanes ?? []).forEach((lane, i) => {
    refer('sites', lane.from, `${lane.from}–${lane.to}`, `/lanes/${i}/from`);
    refer('sites', lane.to, `${lane.from}–${lane.to}`, `/lanes/${i}/to`);
  });
  factory.products.forEach((product, i) => {
    refer('routings', product.routing, product.id, `/products/${i}/routing`);
    refer('materials', product.stockedAs, product.id, `/products/${i}/stockedAs`);
  });
  factory.orders.forEach((order, i) => {
    refer('products', order.product, order.id, `/orders/${i}/product`);
    refer('routings', order.routing, order.id, `/orders/${i}/routing`);
    refer('sites', order.deliverTo, order.id, `/orders/${i}/deliverTo`);
  });
  checkRoutingReferences(factory, refer, known);
  if (factory.machines.length === 0 && factory.routings.some((routing) => routing.operations.some((each) => each.alternatives))) {
    findings.push(report('factory.no-machines', {}, { path: '/machines' }));
  }
  checkZones(factory, findings);
  checkSpans(factory, findings);
  if (findings.every((finding) => finding.severity !== 'error')) checkCalendars(factory, findings);
  return findings;
}

type Refer = (kind: string, id: string | undefined, from: string, path: string) => void;

function checkRoutingReferences(factory: Factory, refer: Refer, known: ReadonlyMap<string, ReadonlySet<string>>): void {
  factory.routings.forEach((routing, r) => {
    refer('products', routing.product, routing.id, `/routings/${r}/product`);
    routing.operations.forEach((operation, o) => {
      const from = `${routing.id}/${operation.id}`;
      const path = `/routings/${r}/operations/${o}`;
      (operation.alternatives ?? []).forEach((alternative, a) => {
        refer('machines', alternative.machine, from, `${path}/alternatives/${a}/machine`);
        refer('workCentres', alternative.workCentre, from, `${path}/alternatives/${a}/workCentre`);
      });
      refer('sites', operation.outsourced?.site, from, `${path}/outsourced/site`);
      (operation.operators ?? []).forEach((need, k) => refer('skills', need.skill, from, `${path}/operators/${k}/skill`));
      (operation.tools ?? []).forEach((need, k) => refer('tools', need.tool, from, `${path}/tools/${k}/tool`));
      (operation.materials ?? []).forEach((line, k) => {
        if (known.get('products')?.has(line.material) !== true) refer('materials', line.material, from, `${path}/materials/${k}/material`);
      });
    });
  });
}

function checkZones(factory: Factory, findings: Finding[]): void {
  factory.sites.forEach((site, i) => {
    if (!isTimeZone(site.timeZone))
      findings.push(report('factory.unknown-time-zone', { zone: site.timeZone }, { path: `/sites/${i}/timeZone`, value: site.timeZone }));
    if (site.currency !== factory.currency && factory.exchangeRates?.[site.currency] === undefined) {
      findings.push(
        report('factory.no-currency-rate', { currency: site.currency, site: site.id }, { path: `/exchangeRates/${site.currency}` }),
      );
    }
  });
  if (!isTimeZone(factory.timeZone))
    findings.push(report('factory.unknown-time-zone', { zone: factory.timeZone }, { path: '/timeZone', value: factory.timeZone }));
  else if (instantOf(factory.planningStart, factory.timeZone) === undefined) {
    findings.push(
      report(
        'factory.bad-time',
        { value: factory.planningStart, from: 'planningStart' },
        { path: '/planningStart', value: factory.planningStart },
      ),
    );
  }
}

/** A calendar must open at least once in a year at every site that uses it, or what uses it there can never run. */
function checkCalendars(factory: Factory, findings: Finding[]): void {
  const start = instantOf(factory.planningStart, factory.timeZone);
  if (start === undefined) return;
  const users = sitesByCalendar(factory);
  factory.calendars.forEach((calendar, i) => {
    for (const exception of calendar.exceptions ?? []) {
      for (const value of [exception.from, exception.to]) {
        if (instantOf(value, factory.timeZone) === undefined)
          findings.push(report('factory.bad-time', { value, from: calendar.id }, { path: `/calendars/${i}/exceptions`, value }));
      }
    }
    const opens = (site: Site, days: number): boolean => openPeriods(calendar, site, start, start + days * 86_400).length > 0;
    // Nearly all open within two weeks, and a year takes long to lay out.
    const isNeverOpen = factory.sites.some(
      (site) => users.get(calendar.id)?.has(site.id) === true && !opens(site, 14) && !opens(site, 366),
    );
    if (isNeverOpen) findings.push(report('factory.calendar-never-open', { calendar: calendar.id }, { path: `/calendars/${i}` }));
  });
}

/** Calendar → the sites of the machines and people that work by it. */
function sitesByCalendar(factory: Factory): Map<string, Set<string>> {
  const siteOfArea = new Map(factory.areas.map((area) => [area.id, area.site]));
  const siteOfCentre = new Map(factory.workCentres.map((centre) => [centre.id, siteOfArea.get(centre.area)]));
  const users = new Map<string, Set<string>>();
  const use = (calendar: string | undefined, site: string | undefined): void => {
    if (calendar === undefined || site === undefined) return;
    users.set(calendar, (users.get(calendar) ?? new Set()).add(site));
  };
  for (const machine of factory.machines) use(machine.calendar, siteOfCentre.get(machine.workCentre));
  for (const operator of factory.operators ?? []) use(operator.calendar, operator.site);
  return users;
}

/** Downtimes, absences and receipts are times, and spans end after they begin. */
function checkSpans(factory: Factory, findings: Finding[]): void {
  const check = (value: string, from: string, path: string): number | undefined => {
    const instant = instantOf(value, 'UTC');
    if (instant === undefined) findings.push(report('factory.bad-time', { value, from }, { path, value }));
    return instant;
  };
  const span = (from: string, to: string, owner: string, path: string): void => {
    const start = check(from, owner, `${path}/from`);
    const end = check(to, owner, `${path}/to`);
    if (start !== undefined && end !== undefined && end <= start)
      findings.push(report('factory.bad-time', { value: `${from} – ${to}`, from: owner }, { path, value: to }));
  };
  factory.machines.forEach((machine, i) =>
    (machine.downtimes ?? []).forEach((each, k) => span(each.from, each.to, machine.id, `/machines/${i}/downtimes/${k}`)),
  );
  (factory.operators ?? []).forEach((operator, i) =>
    (operator.absences ?? []).forEach((each, k) => span(each.from, each.to, operator.id, `/operators/${i}/absences/${k}`)),
  );
  (factory.materials ?? []).forEach((material, i) =>
    (material.receipts ?? []).forEach((each, k) => check(each.at, material.id, `/materials/${i}/receipts/${k}/at`)),
  );
}
