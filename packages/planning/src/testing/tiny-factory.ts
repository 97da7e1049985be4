import type { CompleteFactory, FactoryDraft, Machine, Routing } from '@midstream/factory';
import { readFactory } from '@midstream/factory';
import type { PlanFactoryOptions } from '../plan-factory.ts';
import { planFactory } from '../plan-factory.ts';

/** Monday 08:00 in Hong Kong; the factory works 08:00–12:00 and 13:00–17:00 on weekdays. */
export const MONDAY = '2026-11-23';

/** One site, one work centre, machines M1 and M2, one product P; whatever a test is about is laid over it. */
export function tinyFactory(overrides: FactoryDraft = {}): CompleteFactory {
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
  const draft: FactoryDraft = {
    format: 'midstream-factory',
    version: 1,
    name: 'Tiny',
    currency: 'HKD',
    timeZone: 'Asia/Hong_Kong',
    planningStart: `${MONDAY}T08:00`,
    frozenFenceHours: 0,
    allowOvertime: false,
    sites: [{ id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD' }],
    areas: [{ id: 'A', site: 'HK' }],
    workCentres: [{ id: 'WC', area: 'A' }],
    machines: [machine('M1'), machine('M2')],
    calendars: [
      {
        id: 'day',
        week: [
          { weekdays: [...weekdays], from: '08:00', to: '12:00' },
          { weekdays: [...weekdays], from: '13:00', to: '17:00' },
        ],
      },
      { id: 'always', week: [{ weekdays: [...weekdays, 'sat', 'sun'], from: '00:00', to: '24:00' }] },
    ],
    products: [{ id: 'P' }],
    routings: [routing('P', [{ id: 'op', alternatives: [{ machine: 'M1', minutesPerUnit: 6 }] }])],
    orders: [{ id: 'O1', product: 'P', quantity: 10 }],
    ...overrides,
  };
  const reading = readFactory(draft);
  if (reading.factory === undefined) {
    throw new Error(`the test's factory is no factory: ${JSON.stringify(reading.findings.filter((each) => each.severity === 'error'))}`);
  }
  return reading.factory;
}

export function machine(id: string, more: Partial<Machine> = {}): Machine {
  return { id, workCentre: 'WC', calendar: 'day', costPerHour: 60, ...more };
}

export function routing(product: string, operations: Routing['operations']): Routing {
  return { id: `R-${product}`, product, operations };
}

/** `operation id` → `start–end` on the clock of the site, day of month in front: `23 08:00–23 09:00`. */
export function timesOf(factory: CompleteFactory, options: Partial<PlanFactoryOptions> = {}): Record<string, string> {
  const { plan } = planFactory(factory, { steps: 200, seed: 1, ...options });
  const clock = (time: string): string => `${time.slice(8, 10)} ${time.slice(11, 16)}`;
  return Object.fromEntries(plan.operations.map((each) => [each.id, `${clock(each.start)}–${clock(each.end)}`]));
}
