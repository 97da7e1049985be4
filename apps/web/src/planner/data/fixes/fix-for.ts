import type { Finding } from '@midstream/units';
import type { FactoryDraft } from '@midstream/factory';
import { fixDefault } from './default-fixes.ts';
import type { Fix, FixMaker } from './fix.ts';
import { fixCalendar, fixLane, fixRate, fixReference, fixSkill, fixTools, fixZone } from './reference-fixes.ts';
import { fixCycle, fixDates, fixDuplicate, fixNoTime, fixTime, fixUnit, fixWaits } from './routing-fixes.ts';

const MAKERS: Readonly<Record<string, FixMaker>> = {
  'factory.default-applied': fixDefault,
  'factory.unknown-reference': fixReference,
  'factory.no-lane': fixLane,
  'factory.no-lane-to-delivery': fixLane,
  'factory.no-currency-rate': fixRate,
  'factory.calendar-never-open': fixCalendar,
  'factory.unknown-time-zone': fixZone,
  'factory.skill-nobody-has': fixSkill,
  'factory.too-few-tools': fixTools,
  'factory.due-before-release': fixDates,
  'factory.bad-time': fixTime,
  'factory.max-below-min-wait': fixWaits,
  'factory.cycle': fixCycle,
  'factory.unit-trap': fixUnit,
  'factory.duplicate-id': fixDuplicate,
  'factory.no-time': fixNoTime,
};

/** The suggested fix of a finding, or undefined where somebody has to think. */
export function fixFor(finding: Finding, draft: FactoryDraft): Fix | undefined {
  return MAKERS[finding.code]?.(finding, draft);
}
