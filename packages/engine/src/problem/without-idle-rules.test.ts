import { describe, expect, it } from 'vitest';
import { featurePairs, randomProblem } from '../testing/random-problem.ts';
import { randomFlexibleShop, randomShop } from '../testing/random-shop.ts';
import { solveExhaustively } from '../testing/exhaustive.ts';
import { withIdleRules } from '../testing/with-idle-rules.ts';
import { deriveFeatures } from './features.ts';
import type { Problem } from './problem.ts';
import { withoutIdleRules } from './without-idle-rules.ts';

const PURE = randomShop(3, { jobs: 4, machines: 3 });

/** The dressed shop with one change, its features read anew. */
function dressedWith(change: (dressed: Problem) => Partial<Problem>): Problem {
  const dressed = withIdleRules(PURE);
  const core = { ...dressed, ...change(dressed) };
  return { ...core, features: deriveFeatures(core) };
}

describe('a problem without its idle rules', () => {
  it('is the pure shop when nothing that was said can hold anybody up', () => {
    for (const shop of [PURE, randomFlexibleShop(1, { jobs: 4, machines: 3, operations: 3 })]) {
      const dressed = withIdleRules(shop);
      expect(dressed.features).toMatchObject({ calendars: true, pools: true, setups: true, transport: true, maxLags: true, places: true });
      expect(withoutIdleRules(dressed).features).toEqual(shop.features);
    }
  });
  it('is the problem itself when every rule can bind', () => {
    expect(withoutIdleRules(PURE)).toBe(PURE);
    const calendar = dressedWith(() => ({})).calendars[0]!;
    const closed = {
      ...PURE,
      calendars: [{ ...calendar, tailFrom: 901 }],
      modes: { ...PURE.modes, runCalendar: PURE.modes.runCalendar.map(() => 0) },
    };
    expect(withoutIdleRules(closed)).toBe(closed);
  });
  it.each<[string, (dressed: Problem) => Partial<Problem>, (features: Problem['features']) => boolean]>([
    ['a calendar closed for a tick', (d) => ({ calendars: [{ ...d.calendars[0]!, end: Int32Array.of(499, 900) }] }), (f) => f.calendars],
    [
      'overtime where money counts',
      () => ({
        objective: {
          levels: [
            [
              { part: 'makespan', weight: 1 },
              { part: 'cost', weight: 1 },
            ],
          ],
        },
      }),
      (f) => f.calendars,
    ],
    [
      'a pool one worker short',
      (d) => ({ pools: [{ ...d.pools[0]!, capacity: { at: Int32Array.of(0), value: Float64Array.of(d.machines.count - 1) } }] }),
      (f) => f.pools,
    ],
    [
      'a changeover that costs money',
      (d) => ({ changeovers: [{ ...d.changeovers[0]!, cost: Float64Array.of(0, 1, 0, 0) }] }),
      (f) => f.setups,
    ],
    [
      'stock that lasts for all but one',
      (d) => ({ reservoirs: [{ ...d.reservoirs[0]!, initial: d.operations.count - 1 }] }),
      (f) => f.reservoirs,
    ],
    [
      'another site',
      (d) => ({
        jobs: { ...d.jobs, deliverySite: d.jobs.deliverySite.map((_, j) => (j === 0 ? -1 : 0)) },
        modes: { ...d.modes, site: d.modes.site.map((_, m) => m % 2) },
      }),
      (f) => f.transport,
    ],
    ['a lag shorter than everything', (d) => ({ arcs: { ...d.arcs, maxLag: d.arcs.maxLag.map(() => 40) } }), (f) => f.maxLags],
    [
      'a release',
      (d) => ({ operations: { ...d.operations, release: d.operations.release.map((_, o) => (o === 0 ? 1 : 0)) } }),
      (f) => f.releases,
    ],
    ['room for one', (d) => ({ machines: { ...d.machines, places: d.machines.places.map(() => 1) } }), (f) => f.places],
    [
      'a published plan that is priced',
      () => ({
        objective: {
          levels: [
            [
              { part: 'makespan', weight: 1 },
              { part: 'startShift', weight: 1 },
            ],
          ],
        },
      }),
      (f) => f.baseline && !f.makespanOnly,
    ],
  ])('keeps %s', (_, change, isKept) => {
    expect(isKept(withoutIdleRules(dressedWith(change)).features)).toBe(true);
  });
  it('loses releases that earlier operations outlast, and only those', () => {
    const at = (ticks: number): Problem['features'] => {
      const [from, to] = [PURE.arcs.from[0]!, PURE.arcs.to[0]!];
      const release = PURE.operations.release.map((_, o) => (o === to ? PURE.modes.duration[from]! + ticks : 0));
      return withoutIdleRules({ ...PURE, operations: { ...PURE.operations, release }, features: { ...PURE.features, releases: true } })
        .features;
    };
    expect([at(0).releases, at(1).releases]).toEqual([false, true]);
  });
  it('has the same best schedule as the problem, whatever its rules', () => {
    let changed = 0;
    featurePairs().forEach((features, i) => {
      const problem = randomProblem(i + 1, { features, operations: 4 });
      const bare = withoutIdleRules(problem);
      if (bare === problem) return;
      changed++;
      const [whole, less] = [problem, bare].map((each) => solveExhaustively(each));
      const levels = bare.objective.levels.length;
      if (levels === problem.objective.levels.length) expect(less?.value, `${features.join()}`).toEqual(whole?.value);
    });
    expect(changed).toBeGreaterThan(10);
  });
});
