import { checkSchedule } from '../oracle/check-schedule.ts';
import type { Problem } from '../problem/problem.ts';
import { MachineKind } from '../problem/problem.ts';
import { compareValues } from '../schedule/compare-values.ts';
import type { Schedule } from '../schedule/schedule.ts';

export interface ExhaustiveOptions {
  /**
   * Without it, operations are placed in every order and mode, each at the earliest start the oracle accepts (or into a batch already
   * there): enough for the best schedule where earlier is never worse. With it, every start up to this tick is tried: the best
   * schedule of all that end placing by then, whatever the objective; for two or three operations.
   */
  readonly lastStart?: number;
}

export interface ExhaustiveResult {
  readonly schedule: Schedule;
  readonly value: readonly number[];
}

/** Later than anything a small problem does: where operations wait that are not placed yet. */
const FAR = 100_000;
const APART = 10_000;
/** By then whatever can be placed at all is placed. */
const LONG = 1000;
const MOST_OPERATIONS = 6;

/**
 * The best schedule by trying them all, judged by nothing but the oracle: slow on purpose, for at most six operations.
 * Undefined when not one complete schedule was valid. @throws Error for more operations.
 */
export function solveExhaustively(problem: Problem, options: ExhaustiveOptions = {}): ExhaustiveResult | undefined {
  if (problem.operations.count > MOST_OPERATIONS)
    throw new Error(`${problem.operations.count} operations are too many to try them all: at most ${MOST_OPERATIONS}`);
  const trial = new Trial(problem, options.lastStart);
  trial.placeNext([]);
  return trial.best;
}

class Trial {
  best: ExhaustiveResult | undefined;
  readonly #problem: Problem;
  readonly #lastStart: number | undefined;
  readonly #schedule: Schedule;
  readonly #seen = new Set<string>();

  constructor(problem: Problem, lastStart: number | undefined) {
    const n = problem.operations.count;
    this.#problem = problem;
    this.#lastStart = lastStart;
    this.#schedule = { mode: new Int32Array(n), setupStart: new Int32Array(n), start: new Int32Array(n), end: new Int32Array(n) };
    for (let o = 0; o < n; o++) this.#setAside(o);
  }

  placeNext(placed: readonly number[]): void {
    const { operations } = this.#problem;
    const key = placed.length < operations.count ? this.#keyOf(placed) : '';
    if (this.#seen.has(key)) return;
    if (key !== '') this.#seen.add(key);
    if (placed.length === operations.count) {
      this.#consider();
      return;
    }
    for (let o = 0; o < operations.count; o++) {
      if (placed.includes(o) || !this.#isReady(o, placed)) continue;
      for (let mode = operations.modeStart[o]!; mode < operations.modeStart[o + 1]!; mode++) this.#placeEverywhere(o, mode, [...placed, o]);
      this.#setAside(o);
    }
  }

  /** Two orders that lead to the same times need following once only. */
  #keyOf(placed: readonly number[]): string {
    const { mode, setupStart, start } = this.#schedule;
    return [...placed]
      .sort((a, b) => a - b)
      .map((o) => `${o}:${mode[o]}:${setupStart[o]}:${start[o]}`)
      .join(' ');
  }

  #isReady(o: number, placed: readonly number[]): boolean {
    const { arcs } = this.#problem;
    return arcs.to.every((to, arc) => to !== o || placed.includes(arcs.from[arc]!));
  }

  #placeEverywhere(o: number, mode: number, placed: readonly number[]): void {
    const isOven = this.#problem.machines.kind[this.#problem.modes.machine[mode]!] === MachineKind.BATCH;
    const batches = isOven ? new Set(placed.filter((p) => p !== o).map((p) => this.#schedule.start[p]!)) : new Set<number>();
    const last = this.#lastStart ?? LONG;
    let isEarliest = true;
    for (let start = this.#problem.operations.release[o]!; start <= last; start++) {
      if (!isEarliest && this.#lastStart === undefined && !batches.has(start)) continue;
      for (const setupStart of this.#fits(o, mode, start, placed)) {
        this.#put(o, mode, setupStart, start);
        this.placeNext(placed);
        isEarliest = false;
        if (this.#lastStart === undefined) break;
      }
      if (!isEarliest && this.#lastStart === undefined && Math.max(...batches) <= start) break;
    }
  }

  /** Setup starts, the latest first, with which this run is accepted among those placed. */
  *#fits(o: number, mode: number, start: number, placed: readonly number[]): Generator<number> {
    for (let setupStart = start; setupStart >= 0; setupStart--) {
      this.#put(o, mode, setupStart, start);
      const broken = this.#violations(placed);
      const breaks = (rules: readonly string[]): boolean =>
        broken.some(({ rule, operations }) => rules.includes(rule) && operations.includes(o));
      // With no time at all set up in time: it has no setup that could begin earlier.
      const hasNoSetup = setupStart === start && !breaks(['R3']);
      if (broken.length === 0) yield setupStart;
      if (hasNoSetup || breaks(['R2', 'R8', 'R11', 'R12'])) return;
    }
  }

  #put(o: number, mode: number, setupStart: number, start: number): void {
    this.#schedule.mode[o] = mode;
    this.#schedule.setupStart[o] = setupStart;
    this.#schedule.start[o] = start;
    this.#renewEnds();
  }

  /** Each run works as long as the longest of its batch. */
  #renewEnds(): void {
    const { modes, machines } = this.#problem;
    const { mode, start, end } = this.#schedule;
    for (let o = 0; o < end.length; o++) {
      const machine = modes.machine[mode[o]!]!;
      let work = modes.duration[mode[o]!]!;
      for (let f = 0; machines.kind[machine] === MachineKind.BATCH && f < end.length; f++)
        if (modes.machine[mode[f]!] === machine && start[f] === start[o]) work = Math.max(work, modes.duration[mode[f]!]!);
      end[o] = this.#workEnd(modes.runCalendar[mode[o]!]!, start[o]!, work);
    }
  }

  #workEnd(calendar: number, start: number, work: number): number {
    const hours = this.#problem.calendars[calendar];
    let left = work;
    let at = start;
    for (; left > 0; at++) {
      const t = at;
      if (hours === undefined || t >= hours.tailFrom || hours.start.some((from, i) => from <= t && t < hours.end[i]!)) left--;
    }
    return at;
  }

  /** Far away and far apart, where it is in nobody's way. */
  #setAside(o: number): void {
    const mode = this.#problem.operations.modeStart[o]!;
    this.#put(o, mode, FAR + o * APART, FAR + o * APART + APART / 2);
  }

  /** What the oracle says about those placed: about pools and stock before the far end, about everything else among themselves. */
  #violations(placed: readonly number[]) {
    return checkSchedule(this.#problem, this.#schedule).violations.filter(({ rule, at, operations }) =>
      rule === 'R7' || rule === 'R10' ? (at ?? 0) < FAR : operations.every((o) => placed.includes(o)),
    );
  }

  #consider(): void {
    const { violations, value } = checkSchedule(this.#problem, this.#schedule);
    if (violations.length > 0 || (this.best !== undefined && compareValues(value, this.best.value) >= 0)) return;
    const { mode, setupStart, start, end } = this.#schedule;
    this.best = { value, schedule: { mode: mode.slice(), setupStart: setupStart.slice(), start: start.slice(), end: end.slice() } };
  }
}
