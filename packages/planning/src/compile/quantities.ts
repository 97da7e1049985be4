import type { Routing, RoutingOperation } from '@midstream/factory';
import { precedingOperations } from '@midstream/factory';

/** Operation → pieces it must start with so that, after the losses of it and all later steps, the ordered quantity comes out. */
export function operationQuantities(routing: Routing, ordered: number): ReadonlyMap<string, number> {
  const followers = followersIn(routing);
  const whole = Number.isInteger(ordered);
  const known = new Map<string, number>();
  const needed = (operation: RoutingOperation): number => {
    const before = known.get(operation.id);
    if (before !== undefined) return before;
    let output = 0;
    for (const next of followers.get(operation) ?? []) output = Math.max(output, needed(next));
    const input = (output || ordered) / (operation.yield ?? 1);
    const rounded = whole ? Math.ceil(input - 1e-9) : input;
    known.set(operation.id, rounded);
    return rounded;
  };
  for (const operation of routing.operations) needed(operation);
  return known;
}

type Followers = ReadonlyMap<RoutingOperation, readonly RoutingOperation[]>;
/** Many orders share a routing. */
const followersOf = new WeakMap<Routing, Followers>();

function followersIn(routing: Routing): Followers {
  let followers = followersOf.get(routing);
  if (followers !== undefined) return followers;
  const byId = new Map(routing.operations.map((operation) => [operation.id, operation]));
  const lists = new Map<RoutingOperation, RoutingOperation[]>();
  routing.operations.forEach((operation, i) => {
    for (const id of precedingOperations(routing, i)) {
      const before = byId.get(id);
      if (before !== undefined) lists.set(before, [...(lists.get(before) ?? []), operation]);
    }
  });
  followers = lists;
  followersOf.set(routing, followers);
  return followers;
}
