import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import type { Routing, RoutingOperation } from '../routings/routing.ts';
import { FACTORY_CODES } from './codes.ts';
import type { Factory } from './factory.ts';
import { nearestOf } from './nearest-name.ts';

const report = reporterOf(FACTORY_CODES);

/** Each operation can run somewhere, in an order without circles, with people and tools that exist. */
export function checkRoutings(factory: Factory): Finding[] {
  const findings: Finding[] = [];
  const skilled = new Set((factory.operators ?? []).flatMap((operator) => operator.skills));
  const tools = new Map((factory.tools ?? []).map((tool) => [tool.id, tool.count ?? 1]));
  factory.routings.forEach((routing, r) => {
    if (routing.operations.length === 0)
      findings.push(report('factory.empty-routing', { routing: routing.id }, { path: `/routings/${r}/operations` }));
    const seen = new Set<string>();
    routing.operations.forEach((operation, o) => {
      const path = `/routings/${r}/operations/${o}`;
      if (seen.has(operation.id))
        findings.push(
          report(
            'factory.duplicate-id',
            { kind: `operations of ${routing.id}`, id: operation.id },
            { path: `${path}/id`, value: operation.id },
          ),
        );
      seen.add(operation.id);
      checkPlace(routing, operation, path, findings);
      checkPrecedence(routing, operation, path, findings);
      for (const need of operation.operators ?? []) {
        if (!skilled.has(need.skill))
          findings.push(
            report(
              'factory.skill-nobody-has',
              { skill: need.skill, operation: operation.id, routing: routing.id },
              { path: `${path}/operators`, value: need.skill },
            ),
          );
      }
      for (const need of operation.tools ?? []) {
        const count = tools.get(need.tool);
        const needed = need.count ?? 1;
        if (count !== undefined && count < needed)
          findings.push(report('factory.too-few-tools', { tool: need.tool, needed, count }, { path: `${path}/tools`, value: need.tool }));
      }
    });
    const circle = circleIn(routing);
    if (circle.length > 0)
      findings.push(report('factory.cycle', { routing: routing.id, operations: circle.join(', ') }, { path: `/routings/${r}/operations` }));
  });
  return findings;
}

function checkPlace(routing: Routing, operation: RoutingOperation, path: string, findings: Finding[]): void {
  const names = { operation: operation.id, routing: routing.id };
  const inside = (operation.alternatives ?? []).length > 0;
  if (inside === (operation.outsourced !== undefined)) findings.push(report('factory.where-to-run', names, { path }));
  (operation.alternatives ?? []).forEach((alternative, a) => {
    const at = { path: `${path}/alternatives/${a}` };
    if ((alternative.machine === undefined) === (alternative.workCentre === undefined))
      findings.push(report('factory.alternative-place', names, at));
    const time = (alternative.setupMinutes ?? 0) + (alternative.fixedMinutes ?? 0) + (alternative.minutesPerUnit ?? 0);
    if (time === 0) findings.push(report('factory.no-time', names, at));
  });
}

function checkPrecedence(routing: Routing, operation: RoutingOperation, path: string, findings: Finding[]): void {
  (operation.after ?? []).forEach((after, k) => {
    const at = { path: `${path}/after/${k}`, value: after.operation };
    if (!routing.operations.some((each) => each.id === after.operation)) {
      const nearest = nearestOf(
        after.operation,
        routing.operations.map((each) => each.id),
      );
      findings.push(
        report('factory.unknown-reference', { kind: `operations of ${routing.id}`, id: after.operation, from: operation.id, nearest }, at),
      );
    }
    if (after.maxWaitMinutes !== undefined && after.maxWaitMinutes < (after.minWaitMinutes ?? 0)) {
      findings.push(report('factory.max-below-min-wait', { operation: operation.id, routing: routing.id }, at));
    }
  });
}

/** Operations an operation follows: those named, or the one before it in the list. */
export function precedingOperations(routing: Routing, index: number): readonly string[] {
  const operation = routing.operations[index];
  if (operation?.after !== undefined) return operation.after.map((after) => after.operation);
  const before = routing.operations[index - 1];
  return before === undefined ? [] : [before.id];
}

/** Operations that can never start because they wait for each other; empty when all is well. */
function circleIn(routing: Routing): string[] {
  const open = new Map(routing.operations.map((operation, i) => [operation.id, new Set(precedingOperations(routing, i))]));
  for (let changed = true; changed;) {
    changed = false;
    for (const [id, before] of open) {
      for (const each of before) if (!open.has(each)) before.delete(each);
      if (before.size > 0) continue;
      open.delete(id);
      changed = true;
    }
  }
  return [...open.keys()];
}
