import type { FactoryDraft, RecordKind } from '@midstream/factory';

type Element = Readonly<Record<string, unknown>>;

/** Kinds that say nothing about where: recipes, hours, materials and skills are shared between plants. */
const SHARED: ReadonlySet<RecordKind> = new Set(['calendars', 'changeovers', 'skills', 'tools', 'materials', 'products', 'routings']);

/** Whether somebody of some sites sees an element of master data. Orders are judged by the plan, elsewhere. */
export function seenFrom(draft: FactoryDraft, sites: readonly string[]): (kind: RecordKind, data: Element) => boolean {
  const own = new Set(sites);
  const areas = new Set((draft.areas ?? []).filter(({ site }) => own.has(String(site))).map(({ id }) => id));
  const centres = new Set((draft.workCentres ?? []).filter(({ area }) => areas.has(String(area))).map(({ id }) => id));
  return (kind, data) => {
    if (SHARED.has(kind)) return true;
    if (kind === 'sites') return own.has(String(data['id']));
    if (kind === 'lanes') return own.has(String(data['from'])) || own.has(String(data['to']));
    if (kind === 'areas') return areas.has(String(data['id']));
    if (kind === 'workCentres') return centres.has(String(data['id']));
    if (kind === 'machines') return centres.has(String(data['workCentre']));
    return kind === 'operators' && own.has(String(data['site']));
  };
}

/** What somebody of some sites sees of a factory document: their own part, and of the orders those named. */
export function factoryOfSites(draft: FactoryDraft, sites: readonly string[], orders: ReadonlySet<string>): FactoryDraft {
  const isSeen = seenFrom(draft, sites);
  const lists = (['sites', 'lanes', 'areas', 'workCentres', 'machines', 'operators'] as const).map((kind) => [
    kind,
    (draft[kind] as readonly Element[] | undefined)?.filter((data) => isSeen(kind, data)),
  ]);
  const cut = Object.fromEntries(lists.filter(([, list]) => list !== undefined)) as Partial<FactoryDraft>;
  return { ...draft, ...cut, ...(draft.orders === undefined ? {} : { orders: draft.orders.filter(({ id }) => orders.has(id)) }) };
}
