import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { LEARN_CODES } from './codes.ts';
import type { LogEvent } from './event-log.ts';
import { depthProfile, lengthOf, sharedLengths, unionOf } from './intervals.ts';
import { groupedBy } from './log-summary.ts';

const report = reporterOf(LEARN_CODES);
/** Reports overlapping by less than this factor are taken for sloppy stamps on a machine that does one thing at a time. */
const SLOPPY = 1.5;

export interface LearntCapacity {
  /** Resource → how many orders it works on at a time. */
  readonly units: ReadonlyMap<string, number>;
  /** Event → effective work, minutes: overlapping reports of a one-at-a-time machine share their time. */
  readonly minutes: ReadonlyMap<LogEvent, number>;
  readonly findings: readonly Finding[];
}

/**
 * Tells benches where several orders are open at once from machines whose reports merely overlap.
 * Units are the depth not exceeded in 90 % of the busy time.
 */
export function learnCapacity(events: readonly LogEvent[]): LearntCapacity {
  const units = new Map<string, number>();
  const minutes = new Map<LogEvent, number>();
  const findings: Finding[] = [];
  for (const [machine, group] of groupedBy(events, (event) => event.resource)) {
    const summed = lengthOf(group);
    const busy = lengthOf(unionOf(group));
    const hours = { machine, summedHours: round1(summed / 3600), busyHours: round1(busy / 3600) };
    if (busy === 0 || summed / busy < SLOPPY) {
      units.set(machine, 1);
      const shares = sharedLengths(group);
      group.forEach((event, i) => minutes.set(event, (shares[i] ?? 0) / 60));
      if (summed > busy * 1.01) findings.push(report('learn.shared-reports', hours));
      continue;
    }
    const depth = depthProfile(group);
    let within = 0;
    const atMost = depth.findIndex((seconds) => (within += seconds) >= 0.9 * busy);
    const count = Math.max(2, atMost);
    units.set(machine, count);
    for (const event of group) minutes.set(event, (event.end - event.start) / 60);
    findings.push(report('learn.inferred-capacity', { ...hours, units: count }));
  }
  return { units, minutes, findings };
}

export function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
