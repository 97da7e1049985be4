import type { ArcInput } from '@midstream/engine';
import { NONE } from '@midstream/engine';
import type { Precedence, Routing, RoutingOperation } from '@midstream/factory';
import { precedingOperations } from '@midstream/factory';
import type { PlannedStep } from './operations.ts';
import type { Peg } from './order-lines.ts';
import type { TimeAxis } from './time-axis.ts';
import { ticksOfMinutes } from './time-axis.ts';

/** The arcs of routings (lot by lot where lots match) and those from the making of a part to its use, by index of the steps. */
export function precedenceArcs(axis: TimeAxis, steps: readonly PlannedStep[], pegs: readonly Peg[]): ArcInput[] {
  const result: ArcInput[] = [];
  const byLine = new Map<string, LineSteps>();
  steps.forEach(({ line, operation }, index) => {
    let own = byLine.get(line.id);
    if (own === undefined) byLine.set(line.id, (own = { all: [], byOperation: new Map() }));
    own.all.push(index);
    const lots = own.byOperation.get(operation.id);
    if (lots === undefined) own.byOperation.set(operation.id, [index]);
    else lots.push(index);
  });
  const at = (line: string, operation: string): readonly number[] => byLine.get(line)?.byOperation.get(operation) ?? [];
  const predecessors = new Predecessors();
  steps.forEach((step, to) => {
    const own = byLine.get(step.line.id);
    // What has started no longer waits for anything.
    if (own === undefined || step.progress?.state === 'started') return;
    const lots = own.byOperation.get(step.operation.id) ?? [];
    for (const { operation, precedence } of predecessors.before(step, own)) {
      const before = own.byOperation.get(operation) ?? [];
      const paired = before.length === lots.length ? before.slice(lots.indexOf(to), lots.indexOf(to) + 1) : before;
      // Each lot sends an equal share to every lot that waits for it.
      const shares = paired === before ? lots.length : 1;
      for (const from of paired)
        result.push({ from, to, ...arcOf(precedence, step, steps[from], axis), pieces: (steps[from]?.quantity ?? 0) / shares });
    }
  });
  const known = new Set<string>();
  for (const { producer, consumer, operation, quantity } of pegs) {
    if (producer === undefined) continue;
    const takers = at(consumer, operation);
    const makers = lastSteps(steps, byLine.get(producer)?.all ?? []);
    for (const to of takers) {
      for (const from of makers) {
        if (known.has(`${from}|${to}`)) continue;
        known.add(`${from}|${to}`);
        result.push({ from, to, carries: true, pieces: quantity / (takers.length * makers.length) });
      }
    }
  }
  return result;
}

/** Indices of the steps of one line that are still to be done. */
interface LineSteps {
  readonly all: number[];
  readonly byOperation: Map<string, number[]>;
}

interface Before {
  readonly operation: string;
  readonly precedence: Precedence | undefined;
}

/** What precedes each operation; many orders share a routing, so each is read once. */
class Predecessors {
  readonly #direct = new Map<RoutingOperation, readonly Before[]>();

  /** Operations before a step that are still to be done; those already completed are looked through to what precedes them. */
  before({ line, operation }: PlannedStep, { byOperation }: LineSteps): readonly Before[] {
    const direct = this.#directly(line.routing, operation);
    if (direct.every((each) => byOperation.has(each.operation))) return direct;
    const result: Before[] = [];
    const visit = (each: Before, isDirect: boolean): void => {
      if (byOperation.has(each.operation)) {
        result.push(isDirect ? each : { operation: each.operation, precedence: undefined });
        return;
      }
      const done = line.routing.operations.find(({ id }) => id === each.operation);
      if (done !== undefined) for (const earlier of this.#directly(line.routing, done)) visit(earlier, false);
    };
    for (const each of direct) visit(each, true);
    return result;
  }

  #directly(routing: Routing, operation: RoutingOperation): readonly Before[] {
    let known = this.#direct.get(operation);
    if (known === undefined) {
      known = precedingOperations(routing, routing.operations.indexOf(operation)).map((before) => ({
        operation: before,
        precedence: operation.after?.find((each) => each.operation === before),
      }));
      this.#direct.set(operation, known);
    }
    return known;
  }
}

function arcOf(precedence: Precedence | undefined, step: PlannedStep, from: PlannedStep | undefined, axis: TimeAxis) {
  const share =
    precedence?.transferBatch === undefined || from === undefined || from.lots > 1 || step.lots > 1
      ? 1
      : precedence.transferBatch / from.quantity;
  return {
    carries: true,
    minLag: ticksOfMinutes(axis, precedence?.minWaitMinutes ?? 0),
    maxLag: precedence?.maxWaitMinutes === undefined ? NONE : ticksOfMinutes(axis, precedence.maxWaitMinutes),
    share: share > 0 && share < 1 ? share : 1,
  };
}

/** Steps of a line that no other of its steps follows. */
function lastSteps(steps: readonly PlannedStep[], own: readonly number[]): number[] {
  const followed = new Set<string>();
  for (const index of own) {
    const step = steps[index];
    if (step === undefined) continue;
    for (const before of precedingOperations(step.line.routing, step.line.routing.operations.indexOf(step.operation))) followed.add(before);
  }
  return own.filter((index) => !followed.has(steps[index]?.operation.id ?? ''));
}
