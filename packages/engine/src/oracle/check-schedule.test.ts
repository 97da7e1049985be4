import { describe, expect, it } from 'vitest';
import { ProblemBuilder } from '../problem/problem-builder.ts';
import type { Problem } from '../problem/problem.ts';
import { MachineKind, Phase } from '../problem/problem.ts';
import { compareValues } from '../schedule/compare-values.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { checkSchedule } from './check-schedule.ts';

/** Rows of [mode, setupStart, start, end]. */
function scheduleOf(...rows: readonly (readonly [number, number, number, number])[]): Schedule {
  const column = (i: 0 | 1 | 2 | 3): Int32Array => Int32Array.from(rows, (row) => row[i]);
  return { mode: column(0), setupStart: column(1), start: column(2), end: column(3) };
}
function rulesOf(problem: Problem, schedule: Schedule): string[] {
  return [...new Set(checkSchedule(problem, schedule).violations.map((violation) => violation.rule))].sort();
}
/** Open 0–10 and 20–30, overtime at 2 a tick in 20–30, then from 40 on. */
const SHIFTS = { start: Int32Array.of(0, 20), end: Int32Array.of(10, 30), rate: Float64Array.of(0, 2), tailFrom: 40 };
const constant = (value: number) => ({ at: Int32Array.of(0), value: Float64Array.of(value) });

function twoOnOneMachine(kind: { kind?: 0 | 1 | 2; capacity?: number } = {}) {
  const builder = new ProblemBuilder();
  builder.addMachine(kind);
  const job = builder.addJob({ due: 4, weight: 2 });
  builder.addOperation({ job, batchFamily: 0, batchSize: 2 }, [{ machine: 0, duration: 3 }]);
  builder.addOperation({ job, batchFamily: 0, batchSize: 2 }, [{ machine: 0, duration: 3 }]);
  return builder;
}

describe('the oracle refuses what breaks a rule', () => {
  it('R1: a mode of another operation, or a time that is not set', () => {
    const problem = twoOnOneMachine().build();
    expect(rulesOf(problem, scheduleOf([0, 0, 0, 3], [1, 3, 3, 6]))).toEqual([]);
    expect(rulesOf(problem, scheduleOf([1, 0, 0, 3], [1, 3, 3, 6]))).toEqual(['R1']);
    expect(rulesOf(problem, scheduleOf([0, 0, -1, 3], [1, 3, 3, 6]))).toEqual(['R1']);
  });
  it('R2: a run before its release, in closed hours, of the wrong length, or broken', () => {
    const builder = new ProblemBuilder();
    builder.addMachine();
    const calendar = builder.addCalendar(SHIFTS);
    const job = builder.addJob();
    builder.addOperation({ job, release: 2 }, [{ machine: 0, duration: 5, runCalendar: calendar }]);
    const problem = builder.build();
    expect(rulesOf(problem, scheduleOf([0, 2, 2, 7]))).toEqual([]);
    expect(rulesOf(problem, scheduleOf([0, 8, 8, 23]))).toEqual([]);
    expect(rulesOf(problem, scheduleOf([0, 1, 1, 6]))).toEqual(['R2']);
    expect(rulesOf(problem, scheduleOf([0, 12, 12, 25]))).toEqual(['R2']);
    expect(rulesOf(problem, scheduleOf([0, 8, 8, 13]))).toEqual(['R2']);
    const unbroken = new ProblemBuilder();
    unbroken.addMachine();
    const hours = unbroken.addCalendar(SHIFTS);
    unbroken.addOperation({ job: unbroken.addJob(), unbroken: true }, [{ machine: 0, duration: 5, runCalendar: hours }]);
    expect(rulesOf(unbroken.build(), scheduleOf([0, 8, 8, 23]))).toEqual(['R2']);
    expect(rulesOf(unbroken.build(), scheduleOf([0, 20, 20, 25]))).toEqual([]);
  });
  it('R3: a setup that is missing, too short or in closed hours', () => {
    const builder = new ProblemBuilder();
    builder.addMachine({
      changeover: builder.addChangeover({ states: 2, time: Int32Array.of(0, 4, 4, 0), cost: new Float64Array(4) }),
      initialState: 0,
    });
    const calendar = builder.addCalendar(SHIFTS);
    builder.addOperation({ job: builder.addJob() }, [
      { machine: 0, duration: 2, state: 1, setup: 1, setupCalendar: calendar, runCalendar: -1 },
    ]);
    const problem = builder.build();
    expect(rulesOf(problem, scheduleOf([0, 0, 5, 7]))).toEqual([]);
    expect(rulesOf(problem, scheduleOf([0, 0, 9, 11]))).toEqual([]);
    expect(rulesOf(problem, scheduleOf([0, 5, 5, 7]))).toEqual(['R3']);
    expect(rulesOf(problem, scheduleOf([0, 1, 5, 7]))).toEqual(['R3']);
    expect(rulesOf(problem, scheduleOf([0, 12, 40, 42]))).toEqual(['R3']);
  });
  it('R4: two at once on a single machine', () => {
    expect(rulesOf(twoOnOneMachine().build(), scheduleOf([0, 0, 0, 3], [1, 2, 2, 5]))).toEqual(['R4']);
  });
  it('R5: more at once than a parallel machine takes', () => {
    const three = twoOnOneMachine({ kind: MachineKind.PARALLEL, capacity: 2 });
    three.addOperation({ job: 0 }, [{ machine: 0, duration: 3 }]);
    expect(rulesOf(three.build(), scheduleOf([0, 0, 0, 3], [1, 1, 1, 4], [2, 3, 3, 6]))).toEqual([]);
    expect(rulesOf(three.build(), scheduleOf([0, 0, 0, 3], [1, 1, 1, 4], [2, 2, 2, 5]))).toEqual(['R5']);
  });
  it('R6: a batch too large, of two families, or overlapping another', () => {
    const fits = twoOnOneMachine({ kind: MachineKind.BATCH, capacity: 4 }).build();
    expect(rulesOf(fits, scheduleOf([0, 0, 0, 3], [1, 0, 0, 3]))).toEqual([]);
    expect(rulesOf(fits, scheduleOf([0, 0, 0, 3], [1, 1, 1, 4]))).toEqual(['R6']);
    const small = twoOnOneMachine({ kind: MachineKind.BATCH, capacity: 3 }).build();
    expect(rulesOf(small, scheduleOf([0, 0, 0, 3], [1, 0, 0, 3]))).toEqual(['R6']);
    const families = new ProblemBuilder();
    families.addMachine({ kind: MachineKind.BATCH, capacity: 9 });
    for (const batchFamily of [0, 1])
      families.addOperation({ job: families.addJob(), batchFamily, batchSize: 1 }, [{ machine: 0, duration: 3 }]);
    expect(rulesOf(families.build(), scheduleOf([0, 0, 0, 3], [1, 0, 0, 3]))).toEqual(['R6']);
  });
  it('R7: more than a pool has, breaks counted for moulds and not for people', () => {
    const make = (holds: 'span' | 'worked') => {
      const builder = new ProblemBuilder();
      builder.addMachine();
      builder.addMachine();
      const calendar = builder.addCalendar(SHIFTS);
      const pool = builder.addPool({ holds, capacity: constant(1) });
      const job = builder.addJob();
      builder.addOperation({ job }, [{ machine: 0, duration: 6, runCalendar: calendar, needs: [{ pool, amount: 1, phase: Phase.RUN }] }]);
      builder.addOperation({ job }, [{ machine: 1, duration: 3, needs: [{ pool, amount: 1, phase: Phase.ALL }] }]);
      return builder.build();
    };
    // The first runs 6–10 and 20–22; the second falls into its break.
    expect(rulesOf(make('worked'), scheduleOf([0, 6, 6, 22], [1, 12, 12, 15]))).toEqual([]);
    expect(rulesOf(make('span'), scheduleOf([0, 6, 6, 22], [1, 12, 12, 15]))).toEqual(['R7']);
    expect(rulesOf(make('worked'), scheduleOf([0, 6, 6, 22], [1, 8, 8, 11]))).toEqual(['R7']);
  });
  it('R8: a successor before its predecessor, its wait, or its transfer batches', () => {
    const make = (arc: { minLag?: number; share?: number }) => {
      const builder = new ProblemBuilder();
      builder.addMachine();
      builder.addMachine();
      const job = builder.addJob();
      builder.addOperation({ job }, [{ machine: 0, duration: 8 }]);
      builder.addOperation({ job }, [{ machine: 1, duration: 4 }]);
      builder.addArc({ from: 0, to: 1, ...arc });
      return builder.build();
    };
    expect(rulesOf(make({}), scheduleOf([0, 0, 0, 8], [1, 8, 8, 12]))).toEqual([]);
    expect(rulesOf(make({}), scheduleOf([0, 0, 0, 8], [1, 7, 7, 11]))).toEqual(['R8']);
    expect(rulesOf(make({ minLag: 2 }), scheduleOf([0, 0, 0, 8], [1, 9, 9, 13]))).toEqual(['R8']);
    // A quarter ahead: the last of its four ticks may begin at 8, so the start may be 5.
    expect(rulesOf(make({ share: 0.25 }), scheduleOf([0, 0, 0, 8], [1, 5, 5, 9]))).toEqual([]);
    expect(rulesOf(make({ share: 0.25 }), scheduleOf([0, 0, 0, 8], [1, 4, 4, 8]))).toEqual(['R8']);
    expect(rulesOf(make({ share: 0.9 }), scheduleOf([0, 0, 0, 8], [1, 7, 7, 11]))).toEqual(['R8']);
  });
  it('R9, F12 lagExcess: waiting too long is counted, not forbidden', () => {
    const builder = new ProblemBuilder();
    builder.addMachine();
    builder.addMachine();
    const job = builder.addJob();
    builder.addOperation({ job }, [{ machine: 0, duration: 2 }]);
    builder.addOperation({ job }, [{ machine: 1, duration: 2 }]);
    builder.addArc({ from: 0, to: 1, maxLag: 3 });
    const check = checkSchedule(builder.build(), scheduleOf([0, 0, 0, 2], [1, 9, 9, 11]));
    expect(check.violations).toEqual([]);
    expect(check.figures.lagExcess).toBe(4);
    expect(check.value[0]).toBe(4);
  });
  it('R10: stock below zero before it is unlimited', () => {
    const builder = new ProblemBuilder();
    builder.addMachine();
    const reservoir = builder.addReservoir({
      initial: 1,
      receiptAt: Int32Array.of(10),
      receiptQuantity: Int32Array.of(2),
      unlimitedFrom: 50,
    });
    const job = builder.addJob();
    for (let i = 0; i < 2; i++) builder.addOperation({ job, flows: [{ reservoir, quantity: -2 }] }, [{ machine: 0, duration: 3 }]);
    const problem = builder.build();
    expect(rulesOf(problem, scheduleOf([0, 10, 10, 13], [1, 50, 50, 53]))).toEqual([]);
    expect(rulesOf(problem, scheduleOf([0, 9, 9, 12], [1, 50, 50, 53]))).toEqual(['R10']);
    expect(rulesOf(problem, scheduleOf([0, 10, 10, 13], [1, 49, 49, 52]))).toEqual(['R10']);
  });
  it('R11: sites without a lane, and goods still on their way', () => {
    const make = (lane: boolean) => {
      const builder = new ProblemBuilder();
      builder.addMachine();
      builder.addMachine();
      const job = builder.addJob();
      builder.addOperation({ job }, [{ machine: 0, duration: 2, site: 0 }]);
      builder.addOperation({ job }, [{ machine: 1, duration: 2, site: 1 }]);
      builder.addArc({ from: 0, to: 1, carries: true });
      const way = { ready: Int32Array.of(5), arrival: Int32Array.of(9), afterLast: 3, cost: 7, carbon: 1 };
      builder.setTransport(2, [undefined, lane ? way : undefined, undefined, undefined]);
      return builder.build();
    };
    expect(rulesOf(make(true), scheduleOf([0, 0, 0, 2], [1, 9, 9, 11]))).toEqual([]);
    expect(rulesOf(make(true), scheduleOf([0, 0, 0, 2], [1, 8, 8, 10]))).toEqual(['R8']);
    expect(rulesOf(make(false), scheduleOf([0, 0, 0, 2], [1, 9, 9, 11]))).toEqual(['R11']);
    expect(checkSchedule(make(true), scheduleOf([0, 0, 0, 2], [1, 9, 9, 11])).figures.cost).toBe(7);
  });
  it('R12: a fixed operation that starts at another time', () => {
    const builder = new ProblemBuilder();
    builder.addMachine();
    builder.addOperation({ job: builder.addJob(), fixedStart: 4 }, [{ machine: 0, duration: 2 }]);
    expect(rulesOf(builder.build(), scheduleOf([0, 4, 4, 6]))).toEqual([]);
    expect(rulesOf(builder.build(), scheduleOf([0, 5, 5, 7]))).toEqual(['R12']);
  });
  it('R3: a joined setup that does not end where the run begins, or is broken', () => {
    const builder = new ProblemBuilder();
    builder.addMachine();
    const hours = builder.addCalendar(SHIFTS);
    builder.addOperation({ job: builder.addJob(), joinedSetup: true }, [{ machine: 0, duration: 5, setup: 3, runCalendar: hours }]);
    const problem = builder.build();
    expect(rulesOf(problem, scheduleOf([0, 4, 7, 22]))).toEqual([]);
    expect(rulesOf(problem, scheduleOf([0, 3, 7, 22]))).toEqual(['R3']);
    expect(rulesOf(problem, scheduleOf([0, 8, 21, 26]))).toEqual(['R3']);
  });
  it('R7: a need of a part of the run, held in that part only', () => {
    const builder = new ProblemBuilder();
    builder.addMachine({ kind: MachineKind.PARALLEL, capacity: 2 });
    const pool = builder.addPool({ holds: 'span', capacity: constant(1) });
    const need = (from: number, to: number) => [{ pool, amount: 1, phase: Phase.RUN, window: [from, to] as const }];
    builder.addOperation({ job: builder.addJob() }, [{ machine: 0, duration: 6, needs: need(0, 2) }]);
    builder.addOperation({ job: builder.addJob() }, [{ machine: 0, duration: 6, needs: need(2, 5) }]);
    const problem = builder.build();
    expect(rulesOf(problem, scheduleOf([0, 0, 0, 6], [1, 0, 0, 6]))).toEqual([]);
    expect(rulesOf(problem, scheduleOf([0, 1, 1, 7], [1, 0, 0, 6]))).toEqual(['R7']);
    expect(rulesOf(problem, scheduleOf([0, 5, 5, 11], [1, 0, 0, 6]))).toEqual([]);
  });
  it('R8: a successor that ends before its predecessor, where that is all it waits for', () => {
    const builder = new ProblemBuilder();
    builder.addMachine();
    builder.addMachine();
    const job = builder.addJob();
    builder.addOperation({ job }, [{ machine: 0, duration: 8 }]);
    builder.addOperation({ job }, [{ machine: 1, duration: 4 }]);
    builder.addArc({ from: 0, to: 1, share: 0.25, closing: 0 });
    const problem = builder.build();
    expect(rulesOf(problem, scheduleOf([0, 0, 0, 8], [1, 4, 4, 8]))).toEqual([]);
    expect(rulesOf(problem, scheduleOf([0, 0, 0, 8], [1, 3, 3, 7]))).toEqual(['R8']);
  });
  it('R13: a job that overtakes another on a line', () => {
    const builder = new ProblemBuilder();
    builder.addMachine({ line: 0 });
    builder.addMachine({ line: 0 });
    for (let i = 0; i < 2; i++) {
      const job = builder.addJob();
      for (const machine of [0, 1]) builder.addOperation({ job }, [{ machine, duration: 2 }]);
      builder.addArc({ from: 2 * i, to: 2 * i + 1 });
    }
    const problem = builder.build();
    expect(rulesOf(problem, scheduleOf([0, 0, 0, 2], [1, 2, 2, 4], [2, 2, 2, 4], [3, 4, 4, 6]))).toEqual([]);
    expect(rulesOf(problem, scheduleOf([0, 0, 0, 2], [1, 6, 6, 8], [2, 2, 2, 4], [3, 4, 4, 6]))).toEqual(['R13']);
  });
  it('R14: a job that comes while another still stands in the only place', () => {
    const make = (places: number) => {
      const builder = new ProblemBuilder();
      builder.addMachine({ places });
      builder.addMachine();
      const job = builder.addJob();
      builder.addOperation({ job }, [{ machine: 0, duration: 2 }]);
      builder.addOperation({ job }, [{ machine: 1, duration: 2 }]);
      builder.addArc({ from: 0, to: 1 });
      builder.addOperation({ job: builder.addJob() }, [{ machine: 0, duration: 2 }]);
      return builder.build();
    };
    expect(rulesOf(make(1), scheduleOf([0, 0, 0, 2], [1, 5, 5, 7], [2, 5, 5, 7]))).toEqual([]);
    expect(rulesOf(make(1), scheduleOf([0, 0, 0, 2], [1, 5, 5, 7], [2, 4, 4, 6]))).toEqual(['R14']);
    expect(rulesOf(make(2), scheduleOf([0, 0, 0, 2], [1, 5, 5, 7], [2, 4, 4, 6]))).toEqual([]);
  });
});

describe('the oracle counts', () => {
  it('F1 weightedTardiness, F2 lateJobs, F3 makespan, F4 flowTime', () => {
    const { figures } = checkSchedule(twoOnOneMachine().build(), scheduleOf([0, 0, 0, 3], [1, 5, 5, 8]));
    expect(figures).toMatchObject({ weightedTardiness: 8, lateJobs: 1, makespan: 8, flowTime: 8 });
  });
  it('F5 setupTime, F6 changeoverCost, F7 cost with overtime and energy, F8 carbon', () => {
    const builder = new ProblemBuilder();
    builder.addMachine({
      changeover: builder.addChangeover({ states: 2, time: Int32Array.of(0, 2, 2, 0), cost: Float64Array.of(0, 9, 9, 0) }),
      initialState: 0,
    });
    const calendar = builder.addCalendar(SHIFTS);
    const priceProfile = builder.addPriceProfile({ at: Int32Array.of(0, 22), value: Float64Array.of(1, 10) });
    const mode = {
      machine: 0,
      duration: 4,
      state: 1,
      runCalendar: calendar,
      cost: 100,
      carbon: 50,
      setupCostRate: 3,
      setupCarbonRate: 1,
      priceProfile,
      runPower: 2,
      setupPower: 1,
    };
    builder.addOperation({ job: builder.addJob() }, [mode]);
    // Setup 6–8, run 8–10 and 20–22 (overtime): energy 2 for the setup, 8 for the run; overtime 2 ticks at 2.
    const { figures, violations } = checkSchedule(builder.build(), scheduleOf([0, 6, 8, 22]));
    expect(violations).toEqual([]);
    expect(figures).toMatchObject({ setupTime: 2, changeoverCost: 9, cost: 100 + 9 + 6 + 2 + 8 + 4, carbon: 52 });
  });
  it('F9 movedOperations, F10 startShift', () => {
    const builder = twoOnOneMachine();
    builder.setBaseline({ start: Int32Array.of(0, 9), machine: Int32Array.of(0, 0) });
    expect(checkSchedule(builder.build(), scheduleOf([0, 0, 0, 3], [1, 4, 4, 7])).figures).toMatchObject({
      movedOperations: 1,
      startShift: 5,
    });
  });
  it('F11 underfill', () => {
    const builder = new ProblemBuilder();
    builder.addMachine({ kind: MachineKind.BATCH, capacity: 9, minSize: 5 });
    builder.addOperation({ job: builder.addJob(), batchFamily: 0, batchSize: 2 }, [{ machine: 0, duration: 3 }]);
    expect(checkSchedule(builder.build(), scheduleOf([0, 0, 0, 3])).figures.underfill).toBe(3);
  });
  it('B1: levels are compared one after the other, within a hair', () => {
    expect(compareValues([0, 5, 9], [0, 6, 1])).toBeLessThan(0);
    expect(compareValues([1, 0], [0, 99])).toBeGreaterThan(0);
    expect(compareValues([0, 1e6], [0, 1e6 + 1e-5])).toBe(0);
  });
});
