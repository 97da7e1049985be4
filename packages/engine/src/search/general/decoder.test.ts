import { describe, expect, it } from 'vitest';
import { compareValues } from '../../schedule/compare-values.ts';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { Phase } from '../../problem/problem.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import { Random } from '../../random/xorshift.ts';
import { randomProblem } from '../../testing/random-problem.ts';
import { AUTO, Decoder } from './decoder.ts';

/** Free operations in an order drawn at random among those precedence allows. */
function randomList(decoder: Decoder, random: Random): number[] {
  const { problem, derived } = decoder;
  const left = [...derived.topological].filter((o) => problem.operations.fixedStart[o] === -1);
  const list: number[] = [];
  while (left.length > 0) {
    const able = left.filter((o) => problem.arcs.from.every((from, arc) => problem.arcs.to[arc] !== o || !left.includes(from)));
    const o = able[random.below(able.length)] ?? 0;
    left.splice(left.indexOf(o), 1);
    list.push(o);
  }
  return list;
}

describe('Decoder', () => {
  it('takes placements back so that placing them again gives the same schedule and score', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const decoder = new Decoder(randomProblem(seed));
      const random = new Random(seed);
      const list = randomList(decoder, random);
      for (const o of list) decoder.place(o, AUTO);
      const schedule = decoder.schedule();
      const { value } = decoder.score;
      for (let i = 0; i < 5; i++) {
        const keep = random.below(list.length + 1);
        decoder.undoTo(keep);
        // Something else in between must leave no trace.
        const others = list
          .slice(keep)
          .filter((o) => random.unit() < 0.5 && decoder.problem.arcs.inStart[o] === decoder.problem.arcs.inStart[o + 1]);
        for (const o of others) decoder.place(o, AUTO);
        decoder.undoTo(keep);
        for (const o of list.slice(keep)) decoder.place(o, AUTO);
        expect(decoder.schedule(), `problem ${seed}`).toEqual(schedule);
        expect(decoder.score.value, `problem ${seed}`).toBe(value);
      }
    }
  });

  it('keeps running sums equal to a recount, and never above the final value on the way', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const features = (['calendars', 'changeovers', 'setups', 'flexible', 'transport', 'dag', 'min-lags', 'levels'] as const).filter(
        (_, i) => (seed >> i) & 1,
      );
      const problem = randomProblem(seed, { features });
      const decoder = new Decoder(problem);
      const partial: number[] = [];
      for (const o of randomList(decoder, new Random(seed))) {
        partial.push(decoder.score.value);
        decoder.place(o, AUTO);
      }
      const levels = decoder.score.levels();
      expect(levels).toBeDefined();
      expect(compareValues(levels ?? [], checkSchedule(problem, decoder.schedule()).value), `problem ${seed}`).toBe(0);
      for (const value of partial) expect(value).toBeLessThanOrEqual(decoder.score.value * (1 + 1e-12) + 1e-9);
    }
  });

  it('refuses a need no pool ever meets, saying which operation', () => {
    const builder = new ProblemBuilder();
    const job = builder.addJob();
    const machine = builder.addMachine();
    const pool = builder.addPool({ holds: 'span', capacity: { at: Int32Array.of(0), value: Float64Array.of(1) } });
    builder.addOperation({ job }, [{ machine, duration: 5, needs: [{ pool, amount: 2 }] }]);
    const problem = builder.build();
    expect(() => new Decoder(problem)).toThrow('operation 0 needs more of a pool');
  });

  it('puts a later operation of the list into an idle gap that fits it', () => {
    const builder = new ProblemBuilder();
    const machine = builder.addMachine();
    const late = builder.addOperation({ job: builder.addJob(), release: 10 }, [{ machine, duration: 5 }]);
    const small = builder.addOperation({ job: builder.addJob() }, [{ machine, duration: 4 }]);
    const large = builder.addOperation({ job: builder.addJob() }, [{ machine, duration: 7 }]);
    const decoder = new Decoder(builder.build());
    for (const o of [late, small, large]) decoder.place(o, AUTO);
    expect([...decoder.at.start]).toEqual([10, 0, 15]);
  });

  it('puts nothing before a fixed run that would lengthen its setup into what another fixed run holds of a pool', () => {
    const builder = new ProblemBuilder();
    const pool = builder.addPool({ holds: 'span', capacity: { at: Int32Array.of(0), value: Float64Array.of(1) } });
    const changeover = builder.addChangeover({ states: 2, time: Int32Array.of(0, 6, 6, 0), cost: new Float64Array(4) });
    const machine = builder.addMachine({ changeover, initialState: 0 });
    const other = builder.addMachine();
    const setter = [{ pool, amount: 1, phase: Phase.SETUP }];
    builder.addOperation({ job: builder.addJob(), fixedStart: 20 }, [{ machine, duration: 5, state: 0, needs: setter }]);
    builder.addOperation({ job: builder.addJob(), fixedStart: 18 }, [{ machine: other, duration: 5, setup: 3, needs: setter }]);
    const alike = builder.addOperation({ job: builder.addJob() }, [{ machine, duration: 4, state: 0 }]);
    const unlike = builder.addOperation({ job: builder.addJob() }, [{ machine, duration: 4, state: 1 }]);
    const problem = builder.build();
    const decoder = new Decoder(problem);
    for (const o of [alike, unlike]) decoder.place(o, AUTO);
    const schedule = decoder.schedule();
    expect([schedule.start[alike], schedule.start[unlike]]).toEqual([0, 31]);
    expect(checkSchedule(problem, schedule).violations).toEqual([]);
  });
});
