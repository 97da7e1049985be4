import type { Plan } from '@midstream/factory';

/** Everything that goes one way between two sites. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  count: number;
  cost: number;
  carbon: number;
  orders: Set<string>;
}

/** Flows between sites, busiest first. */
export function flowsOf(plan: Plan): Flow[] {
  const flows = new Map<string, Flow>();
  for (const transport of plan.transports) {
    const key = `${transport.from} ${transport.to}`;
    const flow = flows.get(key) ?? { from: transport.from, to: transport.to, count: 0, cost: 0, carbon: 0, orders: new Set<string>() };
    flow.count++;
    flow.cost += transport.cost;
    flow.carbon += transport.carbon;
    flow.orders.add(transport.order);
    flows.set(key, flow);
  }
  return [...flows.values()].sort((a, b) => b.count - a.count);
}

/** Sites the plan works at or sends to. */
export const sitesOf = (plan: Plan): string[] =>
  [...new Set([...plan.operations.map((each) => each.site), ...plan.transports.flatMap((each) => [each.from, each.to])])]
    .filter((site) => site !== '')
    .sort();
