import type { Names } from '@midstream/api';
import { nameIn, type NameInLanguages } from '@midstream/words/unloaded';
import { useMemo } from 'react';
import { useSpeech } from '../i18n/language.tsx';
import { useWorkspace } from './session.tsx';
import { useCall } from './use-call.ts';

type NamedKind = keyof Names['kinds'];

/** What things are called in the reader's language; what has no name, or none yet, by its id. */
export interface Naming {
  readonly of: (kind: NamedKind, id: string) => string;
  /** An operation of a product's routing. */
  readonly operation: (id: string, product?: string) => string;
  /** A machine, or the supplier an outsourced step goes to. */
  readonly machine: (id: string) => string;
  /** A crew: the ids of interchangeable people joined by `+`. */
  readonly crew: (id: string) => string;
  /** An operation of the plan, `<order>/<operation>` with `#<lot>`, as people say it. */
  readonly planned: (id: string) => string;
  /** An id of which it is not known what kind of thing it names. */
  readonly any: (id: string) => string;
}

const SUPPLIER = 'supplier:';
const RESOURCES: readonly NamedKind[] = [
  'machines',
  'operators',
  'tools',
  'skills',
  'materials',
  'sites',
  'workCentres',
  'calendars',
  'products',
];

/** Names that more than one of a kind bear. */
function sharedNames(
  names: Readonly<Record<string, unknown>>,
  said: (name: unknown) => string | undefined,
): ReadonlySet<string | undefined> {
  const seen = new Set<string | undefined>();
  return new Set(
    Object.values(names)
      .map(said)
      .filter((name) => seen.size === seen.add(name).size),
  );
}

export function useNames(): Naming {
  const { language } = useSpeech();
  const workspace = useWorkspace();
  const { data } = useCall('names.get', { params: { workspace } });
  return useMemo(() => {
    const said = (name: unknown): string | undefined =>
      name === undefined ? undefined : nameIn(name as NameInLanguages, language) || undefined;
    const find = (kind: NamedKind, id: string): string | undefined => said(data?.kinds[kind]?.[id]);
    const shared = sharedNames(data?.kinds.machines ?? {}, said);
    // Like machines often bear one name: then the id tells them apart.
    const of: Naming['of'] = (kind, id) => {
      const name = find(kind, id);
      return name === undefined ? id : kind === 'machines' && shared.has(name) ? `${name} (${id})` : name;
    };
    const operation: Naming['operation'] = (id, product) =>
      said(data?.operations[`${product ?? ''}/${id}`]) ?? said(data?.operations[id]) ?? id;
    const machine: Naming['machine'] = (id) => (id.startsWith(SUPPLIER) ? id.slice(SUPPLIER.length) : of('machines', id));
    return {
      of,
      operation,
      machine,
      crew: (id) =>
        id
          .split('+')
          .map((each) => of('operators', each))
          .join(' + '),
      planned(id) {
        const at = id.lastIndexOf('/');
        const [step = '', lot] = id.slice(at + 1).split('#');
        return `${id.slice(0, Math.max(at, 0))} ${operation(step)}${lot === undefined ? '' : ` #${lot}`}`.trim();
      },
      any: (id) =>
        id.startsWith(SUPPLIER)
          ? machine(id)
          : (RESOURCES.map((kind) => (find(kind, id) === undefined ? undefined : of(kind, id))).find((name) => name !== undefined) ?? id),
    };
  }, [data, language]);
}
