import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, localTimeOf, offsetAt, zonedTimeOf } from './zone-time.ts';

const ZONES = ['Asia/Hong_Kong', 'Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'];

describe('times of a zone', () => {
  it('read back to the same instant, summer time or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }), fc.constantFrom(...ZONES), (instant, zone) => {
        expect(instantOf(zonedTimeOf(instant, zone), 'UTC')).toBe(instant);
      }),
    );
  });
  it('agree with the offset written beside them', () => {
    expect(zonedTimeOf(1_763_856_000, 'Asia/Hong_Kong')).toBe('2025-11-23T08:00:00+08:00');
    expect(localTimeOf(1_763_856_000, 'Asia/Kolkata')).toBe('2025-11-23T05:30:00');
    expect(offsetAt(1_763_856_000, 'America/New_York')).toBe(-18_000);
  });
  it('show what the runtime shows at any instant, also where the clock changes twice within five weeks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }),
        fc.constantFrom(...ZONES, 'Africa/Casablanca', 'Australia/Lord_Howe'),
        (instant, timeZone) => {
          const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant * 1000);
          expect(localTimeOf(instant, timeZone)).toBe(shown.replace(' ', 'T'));
        },
      ),
      { numRuns: 500 },
    );
  });
  it('move a time skipped in spring forward and take the first of one shown twice', () => {
    expect(zonedTimeOf(instantOf('2026-03-29T02:30', 'Europe/Berlin') ?? 0, 'Europe/Berlin')).toBe('2026-03-29T03:30:00+02:00');
    expect(zonedTimeOf(instantOf('2026-10-25T02:30', 'Europe/Berlin') ?? 0, 'Europe/Berlin')).toBe('2026-10-25T02:30:00+02:00');
  });
  it('take a bare date as its start or its end', () => {
    const start = instantOf('2026-11-23', 'Asia/Hong_Kong', 'start') ?? 0;
    expect(zonedTimeOf(start, 'Asia/Hong_Kong')).toBe('2026-11-23T00:00:00+08:00');
    expect((instantOf('2026-11-23', 'Asia/Hong_Kong', 'end') ?? 0) - start).toBe(86_400);
  });
  it('refuse what is no time', () => {
    for (const text of ['', '2026-02-30', '2026-11-23T25:00', '23/11/2026', '2026-11-23T08', 'tomorrow'])
      expect(instantOf(text, 'UTC')).toBeUndefined();
  });
});
