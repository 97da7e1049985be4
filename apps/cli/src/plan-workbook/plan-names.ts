import type { Binding, Factory, Plan, PlannedOperation } from '@midstream/factory';
import type { Language } from '@midstream/words';
import { nameIn, translate, zonedTimeIn } from '@midstream/words';

/** Names and words of a plan in one language. An id nobody named is its own name. */
export interface PlanNames {
  readonly language: Language;
  readonly comma: string;
  readonly machineOrder: readonly string[];
  readonly word: (key: string) => string;
  readonly machine: (id: string) => string;
  readonly site: (id: string) => string;
  readonly product: (id: string) => string;
  readonly material: (id: string) => string;
  readonly tool: (id: string) => string;
  readonly skill: (id: string) => string;
  readonly person: (id: string) => string;
  readonly step: (product: string, operation: string) => string;
  /** Name of the step of a planned operation given by its id. */
  readonly stepOf: (id: string) => string;
  readonly orderOf: (id: string | undefined) => string | undefined;
  readonly crew: (operators: PlannedOperation['operators']) => string;
  readonly resource: (kind: string, id: string) => string;
}

type Named = { readonly id: string; readonly name?: Parameters<typeof nameIn>[0] };

export function planNames(plan: Plan, factory: Factory, language: Language): PlanNames {
  const shelf = (things: readonly Named[] | undefined): ((id: string) => string) => {
    const names = new Map((things ?? []).map(({ id, name }) => [id, nameIn(name, language, id)]));
    return (id) => names.get(id) ?? id;
  };
  const word = (key: string): string => translate(language, key);
  const comma = word('list.separator');
  const [machines, products, materials] = [shelf(factory.machines), shelf(factory.products), shelf(factory.materials)];
  const [tools, oneSkill, people] = [shelf(factory.tools), shelf(factory.skills), shelf(factory.operators)];
  // A crew is named by all its skills, joined by `+`.
  const skills = (id: string): string => id.split('+').map(oneSkill).join(' + ');
  const steps = new Map<string, string>();
  for (const { product, operations } of factory.routings) {
    for (const { id, name } of operations) steps.set(`${product}\u0000${id}`, nameIn(name, language, id));
  }
  const operations = new Map(plan.operations.map((operation) => [operation.id, operation]));
  const step = (product: string, operation: string): string => steps.get(`${product}\u0000${operation}`) ?? operation;
  const productIds = new Set(factory.products.map(({ id }) => id));
  const machine = (id: string): string =>
    id.startsWith('supplier:') ? translate(language, 'page.supplier', { name: id.slice('supplier:'.length) }) : machines(id);
  return {
    language,
    comma,
    machineOrder: factory.machines.map(({ id }) => id),
    word,
    machine,
    site: shelf(factory.sites),
    product: products,
    material: (id) => (productIds.has(id) ? products(id) : materials(id)),
    tool: tools,
    skill: skills,
    person: people,
    step,
    stepOf: (id) => {
      const found = operations.get(id);
      return found === undefined ? id : step(found.product, found.operation);
    },
    orderOf: (id) => (id === undefined ? undefined : operations.get(id)?.order),
    crew: (crew) =>
      crew
        .map(({ people: named, skill, count }) => (named.length > 0 ? named.map(people).join(comma) : `${skills(skill)} ×${count}`))
        .join(comma),
    resource: (kind, id) => (kind === 'machine' ? machine(id) : kind === 'tool' ? tools(id) : skills(id)),
  };
}

/** What holds an operation, as a sentence. `order` is the order it belongs to: another part of it is in the way otherwise than others are. */
export function bindingSentence(binding: Binding, book: PlanNames, order?: string): string {
  const until = 'until' in binding ? zonedTimeIn(book.language, binding.until) : '';
  const say = (key: string, params: Readonly<Record<string, string | number>>): string =>
    translate(book.language, `binding.${key}`, { until, ...params });
  switch (binding.kind) {
    case 'previous-operation':
    case 'wait':
    case 'follower':
      return say(binding.kind, { operation: book.stepOf(binding.operation) });
    case 'transport':
      return say(binding.kind, { from: book.site(binding.from), to: book.site(binding.to) });
    case 'machine':
      return say(binding.order === order ? 'machine-own' : binding.kind, { machine: book.machine(binding.machine), order: binding.order });
    case 'changeover':
      return say(binding.kind, { machine: book.machine(binding.machine), order: binding.order, minutes: Math.round(binding.minutes) });
    case 'operator':
      return binding.order === undefined
        ? say('operator', { skill: book.skill(binding.skill) })
        : say('operator-order', { skill: book.skill(binding.skill), order: binding.order });
    case 'tool':
      return binding.order === undefined
        ? say('tool', { tool: book.tool(binding.tool) })
        : say('tool-order', { tool: book.tool(binding.tool), order: binding.order });
    case 'material':
      return say(binding.kind, { material: book.material(binding.material) });
    case 'power':
      return say(binding.kind, { site: book.site(binding.site) });
    case 'calendar':
    case 'batch':
      return say(binding.kind, { machine: book.machine(binding.machine) });
    default:
      return say(binding.kind, {});
  }
}
