import type { Plan } from '@midstream/factory';
import { describe, expect, it } from 'vitest';
import { bottlenecksOf, outlookOf, weekOf } from './outlook.ts';

const day = (date: string, availableHours: number, runHours: number) => ({
  date,
  availableHours,
  runHours,
  setupHours: 0,
  overtimeHours: 0,
});

describe('the outlook', () => {
  it('counts weeks from Monday', () => {
    expect(['2026-11-22', '2026-11-23', '2026-11-29'].map(weekOf)).toEqual(['2026-11-16', '2026-11-23', '2026-11-23']);
  });
  it('tells orders on time, within a day of late, and late apart, and leaves out those without a date', () => {
    const order = (needBy: string | undefined, latenessMinutes?: number) => ({ needBy, latenessMinutes });
    const plan = {
      orders: [order('2026-11-24T00:00', -5000), order('2026-11-25T00:00', -60), order('2026-12-01T00:00', 10), order(undefined)],
    };
    expect(outlookOf(plan as unknown as Plan)).toEqual([
      { week: '2026-11-23', onTime: 1, tight: 1, late: 0 },
      { week: '2026-11-30', onTime: 0, tight: 0, late: 1 },
    ]);
  });
  it('lists the machines with the fullest week first', () => {
    const plan = {
      resources: [
        { kind: 'machine', resource: 'calm', days: [day('2026-11-23', 10, 2)] },
        { kind: 'machine', resource: 'busy', days: [day('2026-11-23', 10, 9), day('2026-11-30', 10, 1)] },
        { kind: 'operators', resource: 'crew', days: [day('2026-11-23', 10, 10)] },
      ],
    };
    expect(bottlenecksOf(plan as unknown as Plan, 5, 5)).toEqual({
      weeks: ['2026-11-23', '2026-11-30'],
      machines: [
        { id: 'busy', percent: [90, 10] },
        { id: 'calm', percent: [20, 0] },
      ],
    });
  });
});
