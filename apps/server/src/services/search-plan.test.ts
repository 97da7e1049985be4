import { readFactory } from '@midstream/factory';
import { expect, test } from 'vitest';
import { searchPlan } from './search-plan.ts';

test('a plan that does not fit into the calendars laid out is searched again with longer ones, unless days are given', async () => {
  const { factory } = readFactory({
    format: 'midstream-factory',
    version: 1,
    name: 'Slow',
    currency: 'HKD',
    timeZone: 'Asia/Hong_Kong',
    planningStart: '2026-11-23T08:00',
    sites: [{ id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD' }],
    areas: [{ id: 'A', site: 'HK' }],
    workCentres: [{ id: 'WC', area: 'A' }],
    calendars: [{ id: 'day', week: [{ weekdays: ['mon'], from: '08:00', to: '12:00' }] }],
    machines: [{ id: 'M1', workCentre: 'WC', calendar: 'day' }],
    products: [{ id: 'P' }],
    routings: [
      {
        id: 'R',
        product: 'P',
        operations: [
          { id: 'cast', alternatives: [{ machine: 'M1', minutesPerUnit: 1 }] },
          {
            id: 'age',
            alternatives: [{ machine: 'M1', minutesPerUnit: 1 }],
            after: [{ operation: 'cast', minWaitMinutes: 60 * 1440 }],
          },
        ],
      },
    ],
    orders: [{ id: 'O1', product: 'P', quantity: 10 }],
  });
  if (factory === undefined) throw new Error('the factory cannot be read');
  const codes = async (horizonDays?: number): Promise<string[]> => {
    const { plan } = await searchPlan(factory, { seconds: 0.1, workers: 0, ...(horizonDays === undefined ? {} : { horizonDays }) });
    return plan?.findings.map((each) => each.code) ?? ['no plan'];
  };
  expect(await codes()).not.toContain('plan.beyond-horizon');
  expect(await codes()).not.toContain('no plan');
  expect(await codes(30)).toContain('plan.beyond-horizon');
});
