import type { Area, Site, WorkCentre } from '@midstream/factory';
import type { Notes } from '../document/notes.ts';

/** Files of other systems seldom say where a plant is; Hong Kong is taken, and told. */
const TIME_ZONE = 'Asia/Hong_Kong';
const CURRENCY = 'HKD';
const ONLY_SITE = 'MAIN';

export interface Plant {
  readonly sites: Site[];
  readonly areas: Area[];
  readonly workCentres: WorkCentre[];
  /** The site of that name, else the only or first one. */
  readonly siteOf: (location: string | undefined) => string;
  /** Makes the work centre if it is new; gives its id. */
  readonly workCentre: (id: string, location: string | undefined, name?: string) => string;
}

/** Sites from the locations of another system, one area each, and the work centres put into them as they come up. */
export function createPlant(locations: readonly { readonly id: string; readonly name?: string | undefined }[], notes: Notes): Plant {
  const named = locations.length > 0 ? locations : [{ id: ONLY_SITE }];
  if (locations.length === 0) notes.assume('site', ONLY_SITE);
  const sites = named.map(({ id, name }): Site => {
    notes.assume('timeZone', TIME_ZONE);
    notes.assume('currency', CURRENCY);
    return { id, ...(name === undefined ? {} : { name }), timeZone: TIME_ZONE, currency: CURRENCY };
  });
  const areas = sites.map(({ id }): Area => ({ id, site: id }));
  const known = new Set(sites.map(({ id }) => id));
  const workCentres: WorkCentre[] = [];
  const made = new Set<string>();
  const siteOf = (location: string | undefined): string =>
    location !== undefined && known.has(location) ? location : (sites[0]?.id ?? ONLY_SITE);
  return {
    sites,
    areas,
    workCentres,
    siteOf,
    workCentre(id, location, name) {
      if (!made.has(id)) workCentres.push({ id, ...(name === undefined ? {} : { name }), area: siteOf(location) });
      made.add(id);
      return id;
    },
  };
}

/** Nothing is ever waited for on it: what another system does without naming a resource. */
export const UNLIMITED = 'UNLIMITED';
export const UNLIMITED_UNITS = 1000;
