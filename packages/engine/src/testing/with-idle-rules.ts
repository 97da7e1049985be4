import { assertProblem } from '../problem/assert-problem.ts';
import { deriveFeatures } from '../problem/features.ts';
import type { Problem, WorkCalendar } from '../problem/problem.ts';
import { NONE, Phase } from '../problem/problem.ts';

const ALWAYS: WorkCalendar = {
  start: Int32Array.of(0, 500),
  end: Int32Array.of(500, 900),
  rate: Float64Array.of(0, 2),
  tailFrom: 900,
};

/**
 * The same shop said with everything a factory may say, none of which can hold anybody up: calendars that are always open, a pool with
 * a worker for every machine, two lots of stock that last, sites all in one place, changeovers that take no time, maximum lags longer
 * than everything, releases that are over, a published plan nobody prices, and objective parts without weight. For single machines and
 * problems without any of these.
 */
export function withIdleRules(problem: Problem): Problem {
  const { operations, modes, machines, arcs, jobs, objective } = problem;
  const n = operations.count;
  const everyMode = (value: number): Int32Array => new Int32Array(modes.count).fill(value);
  const total = modes.duration.reduce((a, b) => a + b, 0) + modes.setup.reduce((a, b) => a + b, 0) + 1;
  const longLag = arcs.minLag.reduce((a, b) => a + b, total) + operations.release.reduce((a, b) => Math.max(a, b), 0);
  const core = {
    ...problem,
    calendars: [ALWAYS],
    pools: [{ holds: 'span', capacity: { at: Int32Array.of(0, 70), value: Float64Array.of(machines.count, machines.count + 3) } }] as const,
    reservoirs: [{ initial: n, receiptAt: new Int32Array(0), receiptQuantity: new Int32Array(0), unlimitedFrom: NONE }],
    changeovers: [{ states: 2, time: new Int32Array(4), cost: new Float64Array(4) }],
    transport: { sites: 1, lanes: [undefined], arcPieces: new Float64Array(arcs.count), deliveryPieces: new Float64Array(n) },
    baseline: { start: new Int32Array(n).fill(7), machine: new Int32Array(n) },
    jobs: { ...jobs, deliverySite: new Int32Array(jobs.count) },
    machines: { ...machines, changeover: new Int32Array(machines.count), places: new Int32Array(machines.count).fill(n) },
    arcs: { ...arcs, maxLag: new Int32Array(arcs.count).fill(longLag), carries: new Uint8Array(arcs.count).fill(1) },
    operations: {
      ...operations,
      flowStart: Int32Array.from({ length: n + 1 }, (_, o) => o),
      flowReservoir: new Int32Array(n),
      flowQuantity: new Int32Array(n).fill(-1),
      unbroken: new Uint8Array(n).fill(1),
    },
    modes: {
      ...modes,
      runCalendar: everyMode(0),
      setupCalendar: everyMode(0),
      state: modes.machine.map((machine) => machine % 2),
      site: everyMode(0),
      priceProfiles: [{ at: Int32Array.of(0, 100), value: Float64Array.of(1, 3) }],
      priceProfile: everyMode(0),
      runPower: new Float64Array(modes.count).fill(2),
      needStart: Int32Array.from({ length: modes.count + 1 }, (_, mode) => mode),
      needPool: everyMode(0),
      needAmount: everyMode(1),
      needPhase: new Uint8Array(modes.count).fill(Phase.ALL),
      needFrom: everyMode(0),
      needTo: everyMode(NONE),
    },
    objective: {
      levels: [
        ...objective.levels.map((level) => [...level, { part: 'cost', weight: 0 } as const, { part: 'setupTime', weight: 1 } as const]),
        [{ part: 'underfill', weight: 1 } as const],
      ],
    },
  };
  const dressed = Object.freeze({ ...core, features: deriveFeatures(core) });
  assertProblem(dressed);
  return dressed;
}
