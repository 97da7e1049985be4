import { describe, expect, it } from 'vitest';
import { CAPABILITIES, capabilitiesOf, ROLE_CAPABILITIES, ROLES } from './capabilities.ts';

describe('the table of rights', () => {
  it('lets the admin do everything and nobody else manage people', () => {
    expect(capabilitiesOf(['admin'])).toEqual(CAPABILITIES);
    for (const role of ROLES.filter((role) => role !== 'admin')) expect(ROLE_CAPABILITIES[role]).not.toContain('people.write');
  });

  it('lets only planner and admin publish', () => {
    expect(ROLES.filter((role) => ROLE_CAPABILITIES[role].includes('plans.publish'))).toEqual(['admin', 'planner']);
  });

  it('lets the head office read everything and change nothing', () => {
    expect(ROLE_CAPABILITIES['head-office'].filter((capability) => !capability.endsWith('.read'))).toEqual([]);
  });

  it('adds up the rights of several roles', () => {
    expect(capabilitiesOf(['operator', 'sales'])).toEqual([
      'orders.read',
      'orders.write',
      'plans.read',
      'dispatch.read',
      'promise.ask',
      'quotes.write',
    ]);
    expect(capabilitiesOf([])).toEqual([]);
  });
});
