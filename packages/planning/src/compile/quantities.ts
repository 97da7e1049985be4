import type { Routing } from '@midstream/factory';
import { precedingOperations } from '@midstream/factory';

/** Operation → pieces it must start with so that, after the losses of it and all later steps, the ordered quantity comes out. */
export function operationQuantities(routing: Routing, ordered: number): ReadonlyMap<string, number> {
  const followers = new Map<string, string[]>();
  routing.operations.forEach((operation, i) => {
    for (const before of precedingOperations(routing, i)) followers.set(before, [...(followers.get(before) ?? []), operation.id]);
  });
  const whole = Number.isInteger(ordered);
  const known = new Map<string, number>();
  const yields = new Map(routing.operations.map((operation) => [operation.id, operation.yield ?? 1]));
  const needed = (id: string): number => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const output = Math.max(...(followers.get(id) ?? []).map(needed), 0) || ordered;
    const input = output / (yields.get(id) ?? 1);
    const rounded = whole ? Math.ceil(input - 1e-9) : input;
    known.set(id, rounded);
    return rounded;
  };
  for (const operation of routing.operations) needed(operation.id);
  return known;
}
