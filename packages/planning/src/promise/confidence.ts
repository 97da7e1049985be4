import type { Plan, PlannedOperation } from '@midstream/factory';
import { instantOf, zonedTimeOf } from '@midstream/factory';

/** How sure a date is and what that rests on. */
export interface Confidence {
  /** Share of the simulated courses in which the order is there by its projected date (or by the wanted date if that is later), 0 … 1. */
  readonly probability: number;
  /** Date kept in nine of ten courses. */
  readonly safeDate: string;
  /** Hours by which the date kept in nine of ten courses lies behind the projected date. */
  readonly bufferHours: number;
  readonly restsOn: {
    readonly method: 'simulated-run-times';
    readonly draws: number;
    /** Standard deviation of a run time as a share of it. */
    readonly variation: number;
    /** Whether the variation was given by the caller (e.g. learned from the floor) or assumed. */
    readonly variationIs: 'given' | 'assumed';
    /** Operations whose delay can reach this order. */
    readonly operations: number;
  };
}

export interface ConfidenceOptions {
  readonly draws?: number;
  /** Default 0.1. */
  readonly variation?: number;
  readonly seed?: number;
}

const USUAL_DRAWS = 200;
const USUAL_VARIATION = 0.1;
const SAFE = 0.9;

/**
 * Lets run times vary and pushes delays along machines and routings, sequences kept: nothing starts before its planned time, gaps and
 * closed hours between operations take up delays. Breakdowns, absences and late material are not in it.
 */
export function confidenceOf(plan: Plan, orderId: string, by: string | undefined, options: ConfidenceOptions = {}): Confidence | undefined {
  const { draws = USUAL_DRAWS, variation = USUAL_VARIATION, seed = 1 } = options;
  const order = plan.orders.find((each) => each.order === orderId);
  if (order === undefined) return undefined;
  const course = feedingOperations(plan, orderId);
  const projected = at(order.projected, plan);
  const ownEnd = Math.max(...course.filter((each) => each.operation.order === orderId).map((each) => each.end), Number.NEGATIVE_INFINITY);
  const travel = Number.isFinite(ownEnd) ? Math.max(0, projected - ownEnd) : 0;
  const limit = Math.max(projected, by === undefined ? 0 : (instantOf(by, plan.timeZone, 'end') ?? 0));
  const random = normalDeviates(seed);
  const done = simulatedEnds(course, orderId, draws, variation, random)
    .map((each) => each + travel)
    .sort();
  const safe = Math.max(projected, done[Math.min(draws - 1, Math.ceil(SAFE * draws) - 1)] ?? projected);
  return {
    probability: done.filter((each) => each <= limit + 1).length / draws,
    safeDate: zonedTimeOf(Math.ceil(safe / 60) * 60, plan.timeZone),
    bufferHours: (safe - projected) / 3600,
    restsOn: {
      method: 'simulated-run-times',
      draws,
      variation,
      variationIs: options.variation === undefined ? 'assumed' : 'given',
      operations: course.length,
    },
  };
}

interface CourseStep {
  readonly operation: PlannedOperation;
  /** Index of earlier steps it waits for. */
  readonly waitsFor: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** Everything whose delay may reach the order, by planned start: its operations, what they follow, and what runs before on their machines. */
function feedingOperations(plan: Plan, orderId: string): CourseStep[] {
  const byId = new Map(plan.operations.map((each) => [each.id, each]));
  const before = machinePredecessors(plan);
  const found = new Set<string>();
  const open = plan.operations.filter((each) => each.order === orderId).map((each) => each.id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(byId.get(id)?.predecessors ?? []));
    const previous = before.get(id);
    if (previous !== undefined) open.push(previous);
  }
  const sorted = [...found]
    .flatMap((id) => byId.get(id) ?? [])
    .map((operation) => ({ operation, start: at(operation.start, plan), end: at(operation.end, plan) }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const index = new Map(sorted.map(({ operation }, i) => [operation.id, i]));
  return sorted.map(({ operation, start, end }, i) => ({
    operation,
    start,
    end,
    waitsFor: [...operation.predecessors, before.get(operation.id)]
      .map((id) => index.get(id ?? '') ?? -1)
      // What overlaps (send-ahead) or runs beside does not push.
      .filter((each) => each >= 0 && each < i && (sorted[each]?.end ?? 0) <= start),
  }));
}

function machinePredecessors(plan: Plan): Map<string, string> {
  const last = new Map<string, string>();
  const before = new Map<string, string>();
  for (const { operation } of plan.operations
    .map((each) => ({ operation: each, start: at(each.start, plan) }))
    .sort((a, b) => a.start - b.start)) {
    const previous = last.get(operation.machine);
    if (previous !== undefined && !operation.machine.startsWith('supplier:')) before.set(operation.id, previous);
    last.set(operation.machine, operation.id);
  }
  return before;
}

/** When the order is done in each of so many courses. */
function simulatedEnds(
  course: readonly CourseStep[],
  orderId: string,
  draws: number,
  variation: number,
  random: () => number,
): Float64Array {
  // Columns: all steps are gone through hundreds of times.
  const start = Float64Array.from(course, (step) => step.start);
  const length = Float64Array.from(course, (step) => step.end - step.start);
  const isOwn = Uint8Array.from(course, (step) => Number(step.operation.order === orderId));
  const waits = Int32Array.from(course.flatMap((step) => step.waitsFor));
  const waitStart = new Int32Array(course.length + 1);
  course.forEach((step, i) => {
    waitStart[i + 1] = (waitStart[i] ?? 0) + step.waitsFor.length;
  });
  const ends = new Float64Array(course.length);
  return Float64Array.from({ length: draws }, () => {
    let done = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < ends.length; i++) {
      let begin = start[i] ?? 0;
      for (let w = waitStart[i] ?? 0; w < (waitStart[i + 1] ?? 0); w++) {
        const earlier = ends[waits[w] ?? 0] ?? 0;
        if (earlier > begin) begin = earlier;
      }
      const end = begin + (length[i] ?? 0) * Math.max(0.5, 1 + variation * random());
      ends[i] = end;
      if (isOwn[i] === 1 && end > done) done = end;
    }
    return done;
  });
}

/** Normal deviates from a linear congruential stream (Box and Muller 1958): the same seed gives the same courses. */
function normalDeviates(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 4_294_967_296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function at(time: string, plan: Plan): number {
  return instantOf(time, plan.timeZone, 'start') ?? 0;
}
