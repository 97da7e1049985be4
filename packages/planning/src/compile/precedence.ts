import type { ArcInput } from '@midstream/engine';
import { NONE } from '@midstream/engine';
import type { Precedence } from '@midstream/factory';
import { precedingOperations } from '@midstream/factory';
import type { PlannedStep } from './operations.ts';
import type { Peg } from './order-lines.ts';
import type { TimeAxis } from './time-axis.ts';
import { ticksOfMinutes } from './time-axis.ts';

/** The arcs of routings (lot by lot where lots match) and those from the making of a part to its use, by index of the steps. */
export function precedenceArcs(axis: TimeAxis, steps: readonly PlannedStep[], pegs: readonly Peg[]): ArcInput[] {
  const result: ArcInput[] = [];
  const byLine = new Map<string, { all: number[]; byOperation: Map<string, number[]> }>();
  steps.forEach(({ line, operation }, index) => {
    let own = byLine.get(line.id);
    if (own === undefined) byLine.set(line.id, (own = { all: [], byOperation: new Map() }));
    own.all.push(index);
    const lots = own.byOperation.get(operation.id);
    if (lots === undefined) own.byOperation.set(operation.id, [index]);
    else lots.push(index);
  });
  const at = (line: string, operation: string): readonly number[] => byLine.get(line)?.byOperation.get(operation) ?? [];
  steps.forEach((step, to) => {
    // What has started no longer waits for anything.
    if (step.progress?.state === 'started') return;
    for (const { operation, precedence } of liveBefore(step, (id) => at(step.line.id, id).length > 0)) {
      const before = at(step.line.id, operation);
      const lots = at(step.line.id, step.operation.id);
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

/** Operations before a step that are still to be done; those already completed are looked through to what precedes them. */
function liveBefore(
  step: PlannedStep,
  isLive: (operation: string) => boolean,
): { operation: string; precedence: Precedence | undefined }[] {
  const { operations } = step.line.routing;
  const result: { operation: string; precedence: Precedence | undefined }[] = [];
  const visit = (index: number, direct: boolean): void => {
    for (const operation of precedingOperations(step.line.routing, index)) {
      const earlier = operations.findIndex((each) => each.id === operation);
      if (earlier < 0) continue;
      if (isLive(operation))
        result.push({ operation, precedence: direct ? operations[index]?.after?.find((each) => each.operation === operation) : undefined });
      else visit(earlier, false);
    }
  };
  visit(operations.indexOf(step.operation), true);
  return result;
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
