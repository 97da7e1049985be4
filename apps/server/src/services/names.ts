import type { Names } from '@midstream/api';
import type { RecordKind } from '@midstream/factory';
import type { Handlers } from '../http/call.ts';
import { sitesIn } from '../http/principal.ts';
import { seenFrom } from './site-view.ts';

type Name = Names['operations'][string];
interface Row {
  readonly kind: RecordKind;
  readonly id: string;
  readonly name: Name | null;
  /** Only of machines, work centres, areas, sites, lanes and people: what says where they stand. */
  readonly place: Readonly<Record<string, unknown>>;
  readonly product: string | null;
  readonly operations: readonly { readonly id: string; readonly name?: Name }[] | null;
}

/** Orders have numbers, not names; the rest is read without the records around the names. */
const TEXT = `select kind, id, data->'name' as name, data->>'product' as product,
  json_build_object('id', id, 'site', data->'site', 'area', data->'area', 'workCentre', data->'workCentre',
    'from', data->'from', 'to', data->'to') as place,
  case when kind = 'routings' then data->'operations' end as operations
  from records where workspace = $1 and kind <> 'orders' and (kind = 'routings' or data->'name' is not null) order by kind, id`;

const isSame = (a: Name | undefined, b: Name): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Names by kind and id. Operations of one id are called alike in most routings, so a product is named only where its routing differs. */
export function namesOf(rows: readonly Row[]): Names {
  const kinds: Partial<Record<RecordKind, Record<string, Name>>> = {};
  const operations: Record<string, Name> = {};
  for (const row of rows) {
    if (row.name !== null) (kinds[row.kind] ??= {})[row.id] = row.name;
    for (const { id, name } of row.operations ?? []) {
      if (name === undefined) continue;
      operations[id] ??= name;
      if (row.product !== null && !isSame(operations[id], name)) operations[`${row.product}/${id}`] = name;
    }
  }
  return { kinds, operations };
}

export const NAME_HANDLERS: Handlers<'names.get'> = {
  'names.get': async ({ house, params, who }) => {
    const sites = sitesIn(who, params.workspace);
    const rows = await house.database.rows<Row>(TEXT, [params.workspace]);
    if (sites === undefined) return { body: namesOf(rows) };
    const isSeen = seenFrom((await house.factories.get(params.workspace)).draft, sites);
    return { body: namesOf(rows.filter(({ kind, place }) => isSeen(kind, place))) };
  },
};
