import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetAt, scaleFor, stepsFor, ticksBetween, zoomAt } from './time-scale.ts';

const at = (text: string): number => Date.parse(text) / 1000;

describe('ticks', () => {
  it('begin days at local midnight, also where the clock changes', () => {
    const ticks = ticksBetween(at('2026-10-24T10:00:00Z'), at('2026-10-27T10:00:00Z'), { unit: 'second', size: 86_400 }, 'Europe/Berlin');
    expect(ticks.slice(1, 4).map((tick) => new Date(tick.at * 1000).toISOString())).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
      '2026-10-26T23:00:00.000Z',
    ]);
  });

  it('begin weeks on Monday and months on the first', () => {
    const weeks = ticksBetween(
      at('2026-11-25T00:00:00Z'),
      at('2026-12-20T00:00:00Z'),
      { unit: 'second', size: 7 * 86_400 },
      'Asia/Hong_Kong',
    );
    for (const { local } of weeks) expect(new Date(local * 1000).getUTCDay()).toBe(1);
    const months = ticksBetween(at('2026-11-25T00:00:00Z'), at('2027-02-20T00:00:00Z'), { unit: 'month', size: 1 }, 'Asia/Hong_Kong');
    expect(months.map(({ local }) => new Date(local * 1000).toISOString().slice(0, 10))).toEqual([
      '2026-11-01',
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
      '2027-03-01',
    ]);
  });

  it('are as fine as their labels allow, from years to minutes', () => {
    expect(stepsFor(1e-6).step).toEqual({ unit: 'month', size: 12 });
    expect(stepsFor(0.5).step).toEqual({ unit: 'second', size: 300 });
    expect(stepsFor(100 / 86_400).step).toEqual({ unit: 'second', size: 86_400 });
  });
});

describe('zooming', () => {
  it('keeps the instant under the pointer where it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 5, noNaN: true }), fc.integer({ min: 0, max: 2000 }), (factor, x) => {
        const before = { left: 1_700_000_000, pixelsPerSecond: 0.01 };
        const after = zoomAt(before, factor, x);
        const under = (scale: typeof before): number => scale.left + x / scale.pixelsPerSecond;
        expect(Math.abs(under(after) - under(before))).toBeLessThan(1e-3);
      }),
    );
  });

  it('never goes beyond minutes or decades', () => {
    expect(zoomAt({ left: 0, pixelsPerSecond: 0.4 }, 1000, 0).pixelsPerSecond).toBe(1);
    expect(zoomAt({ left: 0, pixelsPerSecond: 1e-5 }, 1e-9, 0).pixelsPerSecond).toBe(1e-6);
  });

  it('shows a span whole', () => {
    const scale = scaleFor(1000, 101_000, 800);
    expect(scale.left).toBeLessThanOrEqual(1000);
    expect(scale.left + 800 / scale.pixelsPerSecond).toBeGreaterThanOrEqual(101_000);
  });
});

it('knows the offset of a zone at an instant', () => {
  expect(offsetAt(at('2026-11-23T00:00:00Z'), 'Asia/Hong_Kong')).toBe(8 * 3600);
  expect(offsetAt(at('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(2 * 3600);
});
