import type { Factory } from '@midstream/factory';
import type { NameInLanguages } from '@midstream/words';
import { pageName } from './intern.ts';
import type { PageName } from './page-data.ts';

/** Names a factory gives to its things, by id; an id nobody named is its own name. */
export interface NameBook {
  readonly machine: (id: string) => PageName;
  readonly site: (id: string) => PageName;
  readonly product: (id: string) => PageName;
  readonly material: (id: string) => PageName;
  readonly tool: (id: string) => PageName;
  readonly skill: (id: string) => PageName;
  readonly person: (id: string) => PageName;
  /** Name of a step of a product's routing. */
  readonly step: (product: string, operation: string) => PageName;
  /** Work centre of a machine. */
  readonly centre: (machine: string) => PageName;
}

type Named = { readonly id: string; readonly name?: NameInLanguages };

export function nameBook(factory: Factory): NameBook {
  const shelf = (things: readonly Named[] | undefined): ((id: string) => PageName) => {
    const names = new Map((things ?? []).map(({ id, name }) => [id, pageName(name, id)]));
    return (id) => names.get(id) ?? id;
  };
  const steps = new Map<string, PageName>();
  for (const routing of factory.routings) {
    for (const step of routing.operations) {
      const key = `${routing.product}\u0000${step.id}`;
      if (!steps.has(key)) steps.set(key, pageName(step.name, step.id));
    }
  }
  const centreOf = new Map(factory.machines.map(({ id, workCentre }) => [id, workCentre]));
  const centre = shelf(factory.workCentres);
  const material = shelf(factory.materials);
  const product = shelf(factory.products);
  const skill = shelf(factory.skills);
  const products = new Set(factory.products.map(({ id }) => id));
  return {
    machine: shelf(factory.machines),
    site: shelf(factory.sites),
    product,
    // A line of a bill of materials may name a product: a made part.
    material: (id) => (products.has(id) ? product(id) : material(id)),
    tool: shelf(factory.tools),
    // A crew is named by all its skills, joined by `+`.
    skill: (id) => id.split('+').map(skill).reduce(joined),
    person: shelf(factory.operators),
    step: (ofProduct, operation) => steps.get(`${ofProduct}\u0000${operation}`) ?? operation,
    centre: (machine) => centre(centreOf.get(machine) ?? machine),
  };
}

const joined = (a: PageName, b: PageName): PageName => {
  const [first, second] = [a, b].map((name) => (typeof name === 'string' ? ([name, name, name] as const) : name));
  return [0, 1, 2].map((language) => `${first?.[language] ?? ''} + ${second?.[language] ?? ''}`) as [string, string, string];
};
