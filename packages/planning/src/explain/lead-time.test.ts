import type { PlannedOperation } from '@midstream/factory';
import { expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { MONDAY, tinyFactory } from '../testing/tiny-factory.ts';
import { leadTimeCauses } from './lead-time.ts';

const at = (clock: string): string => `${MONDAY}T${clock}:00+08:00`;

test('a lot that waited for another lot of its order is late by what held that one up', () => {
  const { plan } = planFactory(tinyFactory(), { steps: 20, seed: 1 });
  const [model] = plan.operations;
  const [order] = plan.orders;
  if (model === undefined || order === undefined) throw new Error('the plan is empty');
  const operation = (id: string, machine: string, from: string, to: string, more: Partial<PlannedOperation>): PlannedOperation => ({
    ...model,
    id,
    machine,
    setupStart: at(from),
    start: at(from),
    end: at(to),
    runMinutes: (Date.parse(at(to)) - Date.parse(at(from))) / 60_000,
    predecessors: [],
    ...more,
  });
  const operations = [
    operation('long', 'M2', '08:00', '11:00', { binding: { kind: 'start-of-plan' } }),
    operation('lot#1', 'M1', '11:00', '12:00', {
      predecessors: ['long'],
      binding: { kind: 'previous-operation', operation: 'long', until: at('11:00') },
    }),
    operation('short', 'M2', '11:00', '11:30', {}),
    operation('lot#2', 'M1', '12:00', '13:00', {
      predecessors: ['short'],
      binding: { kind: 'machine', machine: 'M1', operation: 'lot#1', order: order.order, until: at('12:00') },
    }),
  ];
  const causes = leadTimeCauses(
    { ...plan, operations },
    { ...order, operations: operations.map(({ id }) => id) },
    new Map(operations.map((each) => [each.id, each])),
    Date.parse(at('08:00')) / 1000,
    Date.parse(at('13:00')) / 1000,
  );
  // Three hours of the long step and an hour of each lot: nobody was in the way and nothing left for later.
  expect(Object.fromEntries(causes.map(({ code, resource, hours }) => [`${code} ${resource}`, hours]))).toEqual({
    'run M2': 3,
    'run M1': 2,
  });
});
