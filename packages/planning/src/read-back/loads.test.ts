import { expect, test } from 'vitest';
import { planFactory } from '../plan-factory.ts';
import { machine, MONDAY, routing, tinyFactory } from '../testing/tiny-factory.ts';

test('maintenance is told from nights and breaks, also where it begins or ends in them', () => {
  const factory = tinyFactory({
    machines: [machine('M1', { downtimes: [{ from: `${MONDAY}T12:30`, to: `${MONDAY}T14:00` }] })],
    routings: [routing('P', [{ id: 'op', alternatives: [{ machine: 'M1', minutesPerUnit: 42 }] }])],
  });
  const { plan } = planFactory(factory, { steps: 50, seed: 1 });
  const closed = plan.resources.find(({ resource }) => resource === 'M1')?.closed ?? [];
  expect(closed.map(({ from, to, reason }) => `${from.slice(11, 16)}–${to.slice(11, 16)} ${reason}`)).toEqual([
    '12:00–12:30 shift',
    '12:30–14:00 downtime',
  ]);
});
