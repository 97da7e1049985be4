import type { CompleteFactory, LocalizedText, Plan, PlannedTransport } from '@midstream/factory';
import type { WeekLoad } from './cockpit.ts';
import { weekLoads } from './cockpit.ts';
import { mondayOf } from './weeks.ts';

/** One site and how full its machines are. */
export interface SiteLoad {
  readonly site: string;
  readonly name?: LocalizedText;
  readonly machines: number;
  /** Orders with at least one operation here. */
  readonly orders: number;
  readonly operations: number;
  readonly cost: number;
  readonly gramsCo2e: number;
  readonly weeks: readonly WeekLoad[];
}
/** Everything that goes one way between two sites. */
export interface SiteFlow {
  readonly from: string;
  readonly to: string;
  readonly transports: number;
  readonly orders: number;
  readonly cost: number;
  readonly gramsCo2e: number;
  readonly weeks: readonly { readonly week: string; readonly transports: number }[];
}
export interface TransportLeg extends PlannedTransport {
  readonly product: string;
  readonly quantity: number;
}
export interface SitesView {
  readonly sites: readonly SiteLoad[];
  /** Busiest first. */
  readonly flows: readonly SiteFlow[];
  /** By arrival. */
  readonly legs: readonly TransportLeg[];
}

/** The head office's look at a plan: load by site and week, and what travels between sites. */
export function sitesView(factory: CompleteFactory, plan: Plan): SitesView {
  const operations = new Map(plan.operations.map((each) => [each.id, each]));
  const legs = plan.transports
    .map((each): TransportLeg => {
      const operation = operations.get(each.after);
      return { ...each, product: operation?.product ?? '', quantity: operation?.quantity ?? 0 };
    })
    .sort((a, b) => Date.parse(a.arrival) - Date.parse(b.arrival));
  return { sites: factory.sites.map((site) => siteLoad(factory, plan, site)), flows: flowsOf(legs), legs };
}

function siteLoad(factory: CompleteFactory, plan: Plan, site: CompleteFactory['sites'][number]): SiteLoad {
  const here = plan.operations.filter((each) => each.site === site.id);
  const machines = plan.resources.filter((each) => each.kind === 'machine' && each.site === site.id);
  return {
    site: site.id,
    ...(site.name === undefined ? {} : { name: site.name }),
    machines: machines.length,
    orders: new Set(here.map((each) => each.order)).size,
    operations: here.length,
    cost: here.reduce((sum, each) => sum + each.cost.total, 0),
    gramsCo2e: here.reduce((sum, each) => sum + each.carbon.total, 0),
    weeks: weekLoads(machines.flatMap((each) => each.days)).sort((a, b) => (a.week < b.week ? -1 : 1)),
  };
}

function flowsOf(legs: readonly TransportLeg[]): SiteFlow[] {
  const flows = new Map<string, TransportLeg[]>();
  for (const leg of legs) flows.set(`${leg.from}>${leg.to}`, [...(flows.get(`${leg.from}>${leg.to}`) ?? []), leg]);
  return [...flows.values()]
    .map((own): SiteFlow => {
      const weeks = new Map<string, number>();
      for (const leg of own) weeks.set(mondayOf(leg.arrival), (weeks.get(mondayOf(leg.arrival)) ?? 0) + 1);
      return {
        from: own[0]?.from ?? '',
        to: own[0]?.to ?? '',
        transports: own.length,
        orders: new Set(own.map((leg) => leg.order)).size,
        cost: own.reduce((sum, leg) => sum + leg.cost, 0),
        gramsCo2e: own.reduce((sum, leg) => sum + leg.carbon, 0),
        weeks: [...weeks].map(([week, transports]) => ({ week, transports })),
      };
    })
    .sort((a, b) => b.transports - a.transports);
}
