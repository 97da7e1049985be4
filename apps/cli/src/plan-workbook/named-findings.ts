import type { Factory } from '@midstream/factory';
import { ownersOfLine } from '@midstream/planning';
import type { Finding } from '@midstream/units';
import type { Language } from '@midstream/words';
import { nameIn } from '@midstream/words';

type Named = { readonly id: string; readonly name?: Parameters<typeof nameIn>[0] };

/**
 * Findings of a plan name things by their ids, as the sheets do. Whoever reads the plan knows the names: they are put in here, in the
 * reader's language. What has no name stays as it is, and so do findings with a cell of their own, where the id is what stands there.
 */
export function namedFindings(findings: readonly Finding[], factory: Factory, language: Language): Finding[] {
  const shelves: Readonly<Record<string, readonly Named[]>> = {
    machine: factory.machines,
    skill: factory.skills ?? [],
    material: [...(factory.materials ?? []), ...factory.products],
    product: factory.products,
    site: factory.sites,
    tool: factory.tools ?? [],
    person: factory.operators ?? [],
  };
  const names = new Map<string, string>();
  for (const [param, things] of Object.entries(shelves))
    for (const { id, name } of things) names.set(`${param}|${id}`, nameIn(name, language, id));
  const stepName = stepNamer(factory, language);
  return findings.map((finding) => {
    if (finding.at?.row !== undefined) return finding;
    const params = Object.entries(finding.params).map(([param, value]): [string, string | number] => {
      if (typeof value !== 'string') return [param, value];
      if (param === 'operation') return [param, stepName(value, finding.params) ?? value];
      return [param, names.get(`${param}|${value}`) ?? value];
    });
    return { ...finding, params: Object.fromEntries(params) };
  });
}

/** Says the name of a step of a routing, found by the order or the routing it belongs to; else by the machine it may run on. */
function stepNamer(factory: Factory, language: Language): (operation: string, of: Finding['params']) => string | undefined {
  const orders = new Map(factory.orders.map((order) => [order.id, order]));
  const byId = new Map(factory.routings.map((routing) => [routing.id, routing]));
  const routingOf = ({ routing, order }: Finding['params']) => {
    if (routing !== undefined) return byId.get(String(routing));
    for (const owner of ownersOfLine(String(order ?? ''))) {
      const found = orders.get(owner.order);
      if (found !== undefined)
        return byId.get(owner.part === undefined ? (found.routing ?? '') : '') ?? madeBy(factory, owner.part ?? found.product);
    }
    return undefined;
  };
  return (operation, of) => {
    const [, id = operation, lot = ''] = /^(.+?)(#\d+)?$/.exec(operation) ?? [];
    const own = routingOf(of)?.operations;
    const possible = own ?? factory.routings.flatMap((routing) => routing.operations);
    const found = possible.find((step) => step.id === id && (own !== undefined || runsOn(step, of['machine'], factory)));
    return found === undefined ? undefined : `${nameIn(found.name, language, id)}${lot}`;
  };
}

const madeBy = (factory: Factory, product: string) => factory.routings.find((routing) => routing.product === product);

function runsOn(step: Factory['routings'][number]['operations'][number], machine: string | number | undefined, factory: Factory): boolean {
  if (machine === undefined) return true;
  const centre = factory.machines.find(({ id }) => id === machine)?.workCentre;
  return (step.alternatives ?? []).some((each) => each.machine === machine || (centre !== undefined && each.workCentre === centre));
}
