import type { Order } from '@midstream/factory';
import { expect, it } from 'vitest';
import { mergeOrders } from './merge-orders.ts';

const known: Order[] = [
  { id: 'A', product: 'CAP', quantity: 5, reference: 'PO-1', progress: [{ operation: '10', state: 'started' }] },
  { id: 'B', product: 'BOX', quantity: 7 },
];

it('importing the same orders again changes nothing', () => {
  const once = mergeOrders(known, [
    { quantity: 5, id: 'PO-1', product: 'CAP', reference: 'PO-1' },
    { id: 'B', product: 'BOX', quantity: 7 },
  ]);
  expect(once).toEqual({ orders: known, added: [], changed: [], unchanged: ['PO-1', 'B'] });
});

it('an order is known by its external number; it keeps its id and progress, and new ones are added at the end', () => {
  const merged = mergeOrders(known, [
    { id: 'X', product: 'CAP', quantity: 9, reference: 'PO-1' },
    { id: 'C', product: 'CAP', quantity: 1 },
  ]);
  expect(merged.orders).toEqual([{ ...known[0], quantity: 9 }, known[1], { id: 'C', product: 'CAP', quantity: 1 }]);
  expect([merged.added, merged.changed]).toEqual([['C'], ['PO-1']]);
});
