import type { House } from './house.ts';
import type { Person } from './person.ts';

/** A small factory with dates the wrong way round, no lane between its sites, and much left unsaid. */
export const HALF_TOLD = {
  format: 'midstream-factory',
  version: 1,
  name: 'Half told',
  currency: 'HKD',
  timeZone: 'Asia/Hong_Kong',
  planningStart: '2026-11-23',
  sites: [
    { id: 'HK', timeZone: 'Asia/Hong_Kong', currency: 'HKD' },
    { id: 'DG', timeZone: 'Asia/Shanghai', currency: 'HKD' },
  ],
  areas: [
    { id: 'floor', site: 'HK' },
    { id: 'hall', site: 'DG' },
  ],
  workCentres: [
    { id: 'turning', area: 'floor' },
    { id: 'packing', area: 'hall' },
  ],
  calendars: [{ id: 'day', name: 'Day', week: [{ weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }] }],
  changeovers: [{ id: 'colours', rules: [{ attribute: 'colour', from: 'black', to: 'white', minutes: 45 }] }],
  machines: [
    { id: 'M1', workCentre: 'turning', calendar: 'day', changeovers: 'colours' },
    { id: 'M2', workCentre: 'packing', calendar: 'day' },
  ],
  products: [{ id: 'pin', attributes: { colour: 'black' } }],
  routings: [
    {
      id: 'pin-1',
      product: 'pin',
      operations: [
        { id: 'turn', alternatives: [{ machine: 'M1', minutesPerUnit: 2 }] },
        { id: 'pack', alternatives: [{ machine: 'M2', minutesPerUnit: 1 }] },
      ],
    },
  ],
  orders: [{ id: 'SO-1', product: 'pin', quantity: 10, due: '2026-12-20', release: '2026-12-24' }],
};

/** Makes the small factory for somebody who is signed in, and opens its data page. Answers with its address. */
export async function takeHalfTold({ page, say }: Person, house: House): Promise<string> {
  await page.getByText(say('web.own-factory')).waitFor();
  const me = (await (await page.request.get(`${house.url}/api/v1/session`)).json()) as { csrfToken: string };
  const made = await page.request.post(`${house.url}/api/v1/workspaces`, {
    data: { name: 'Half told', from: { kind: 'document', factory: HALF_TOLD } },
    headers: { 'x-csrf-token': me.csrfToken },
  });
  if (!made.ok()) throw new Error(await made.text());
  const { id } = (await made.json()) as { id: string };
  await page.goto(`${house.url}/f/${id}/data`);
  return id;
}
