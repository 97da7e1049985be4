import type { ProblemBuilder } from '@midstream/engine';
import { NONE } from '@midstream/engine';
import type { CompleteFactory, Precedence } from '@midstream/factory';
import { precedingOperations } from '@midstream/factory';
import type { PlannedStep } from './operations.ts';
import type { Peg } from './order-lines.ts';
import type { TimeAxis } from './time-axis.ts';
import { ticksOfMinutes } from './time-axis.ts';

/** Adds the arcs of routings (lot by lot where lots match) and those from the making of a part to its use. */
export function addPrecedence(
  _factory: CompleteFactory,
  axis: TimeAxis,
  steps: readonly PlannedStep[],
  pegs: readonly Peg[],
  builder: ProblemBuilder,
): void {
  const byOperation = new Map<string, number[]>();
  steps.forEach((step, index) => {
    const key = `${step.line.id}|${step.operation.id}`;
    byOperation.set(key, [...(byOperation.get(key) ?? []), index]);
  });
  const at = (line: string, operation: string): readonly number[] => byOperation.get(`${line}|${operation}`) ?? [];
  steps.forEach((step, to) => {
    // What has started no longer waits for anything.
    if (step.progress?.state === 'started') return;
    for (const { operation, precedence } of liveBefore(step, (id) => at(step.line.id, id).length > 0)) {
      const before = at(step.line.id, operation);
      const lots = at(step.line.id, step.operation.id);
      const paired = before.length === lots.length ? before.slice(lots.indexOf(to), lots.indexOf(to) + 1) : before;
      for (const from of paired) builder.addArc({ from, to, ...arcOf(precedence, step, steps[from], axis) });
    }
  });
  const arcs = new Set<string>();
  for (const peg of pegs) {
    if (peg.producer === undefined) continue;
    const producer = peg.producer;
    const ends = lastSteps(steps, producer);
    for (const to of at(peg.consumer, peg.operation)) {
      for (const from of ends) {
        if (arcs.has(`${from}|${to}`)) continue;
        arcs.add(`${from}|${to}`);
        builder.addArc({ from, to, carries: true });
      }
    }
  }
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
function lastSteps(steps: readonly PlannedStep[], line: string): number[] {
  const own = steps.map((step, index) => ({ step, index })).filter(({ step }) => step.line.id === line);
  const followed = new Set(
    own.flatMap(({ step }) => precedingOperations(step.line.routing, step.line.routing.operations.indexOf(step.operation))),
  );
  return own.filter(({ step }) => !followed.has(step.operation.id)).map(({ index }) => index);
}
