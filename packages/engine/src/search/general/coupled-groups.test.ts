import { describe, expect, it } from 'vitest';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import type { Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import { randomProblem } from '../../testing/random-problem.ts';
import { AUTO, Decoder } from './decoder.ts';
import { Dispatch } from './dispatch.ts';
import { ListDecoder } from './list-decoder.ts';
import { Retime } from './retime.ts';
import { RULES, ruleView } from './rules.ts';
import { Sequence } from './sequence.ts';

/** Mix and pour may lie five ticks apart; the pourer first runs a job that comes before. */
function mixAndPour(busy: number): Problem {
  const builder = new ProblemBuilder();
  const mixer = builder.addMachine();
  const pourer = builder.addMachine();
  const first = builder.addJob({ due: 1 });
  const second = builder.addJob({ due: 1000 });
  builder.addOperation({ job: first }, [{ machine: pourer, duration: busy }]);
  const mix = builder.addOperation({ job: second, release: 1 }, [{ machine: mixer, duration: 10 }]);
  const pour = builder.addOperation({ job: second }, [{ machine: pourer, duration: 10 }]);
  builder.addArc({ from: mix, to: pour, maxLag: 5 });
  builder.setObjective({ levels: [[{ part: 'weightedTardiness', weight: 1 }]] });
  return builder.build();
}

/** The same with several mixers, all of whose mixes go into the one pour. */
function mixesAndPour(busy: number, mixes: number): Problem {
  const builder = new ProblemBuilder();
  const pourer = builder.addMachine();
  const first = builder.addJob({ due: 1 });
  const second = builder.addJob({ due: 1000 });
  builder.addOperation({ job: first }, [{ machine: pourer, duration: busy }]);
  const mixed = Array.from({ length: mixes }, () =>
    builder.addOperation({ job: second, release: 1 }, [{ machine: builder.addMachine(), duration: 10 }]),
  );
  const pour = builder.addOperation({ job: second }, [{ machine: pourer, duration: 10 }]);
  for (const mix of mixed) builder.addArc({ from: mix, to: pour, maxLag: 5 });
  builder.setObjective({ levels: [[{ part: 'weightedTardiness', weight: 1 }]] });
  return builder.build();
}

describe('operations tied together by maximum lags', () => {
  it('start only when the last can follow in time (R9)', () => {
    const problem = mixAndPour(500);
    const decoder = new Decoder(problem);
    const dispatch = new Dispatch(decoder, ruleView(problem, decoder.derived), RULES.earliestDue, new Random(1), 0);
    expect(dispatch.run(Infinity)).toBe(true);
    expect(decoder.score.levels()?.[0]).toBe(0);
    expect(decoder.at.start[1]).toBe(485);
  });

  it('are each held back by their own excess, however many wait for the same one (R9)', () => {
    const problem = mixesAndPour(500, 12);
    const inTime = (decoder: Decoder): void => {
      expect(decoder.score.levels()?.[0]).toBe(0);
      // All mixes fit into the five ticks before the pourer is free; nothing makes it wait for them.
      expect(decoder.at.start[problem.operations.count - 1]).toBe(500);
    };
    const dispatched = new Decoder(problem);
    expect(new Dispatch(dispatched, ruleView(problem, dispatched.derived), RULES.earliestDue, new Random(1), 0).run(Infinity)).toBe(true);
    inTime(dispatched);
    const listed = new Decoder(problem);
    const list = Int32Array.from({ length: problem.operations.count }, (_, o) => o);
    const sequence = new Sequence(problem, list, new Int32Array(list.length).fill(AUTO));
    expect(new ListDecoder(listed, sequence).run(list.length, Infinity, Infinity)).toBe('done');
    inTime(listed);
    const timed = new Decoder(problem);
    const start = Int32Array.from(list, (o) => (o === 0 ? 0 : o));
    expect(new Retime(timed, list, listed.at.mode.slice(), start).run(Infinity)).toBe(true);
    inTime(timed);
  });

  it('come to stand together, behind what they wait for, and nothing is lost', () => {
    let gathered = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const problem = randomProblem(seed);
      const { topological, coupled } = new Decoder(problem).derived;
      if (coupled === undefined) continue;
      const free = topological.filter((o) => problem.operations.fixedStart[o] === -1);
      const sequence = new Sequence(problem, free, new Int32Array(problem.operations.count));
      const random = new Random(seed);
      sequence.reorder(
        0,
        sequence.length,
        Float64Array.from({ length: problem.operations.count }, () => random.unit()),
      );
      for (let g = 0; g + 1 < coupled.start.length; g++) {
        const [first = 0, stop = 0] = [coupled.start[g], coupled.start[g + 1]];
        const places = (): number[] =>
          [...coupled.member.subarray(first, stop)].map((o) => sequence.position[o] ?? -1).sort((a, b) => a - b);
        const at = places();
        const front = sequence.gather(at[0] ?? 0, at.at(-1) ?? 0, coupled.member, first, stop);
        const now = places();
        expect((now.at(-1) ?? 0) - (now[0] ?? 0)).toBe(stop - first - 1);
        expect(now.at(-1)).toBe((at[0] ?? 0) + front - 1);
        gathered++;
      }
      expect([...sequence.list].sort((a, b) => a - b)).toEqual([...free].sort((a, b) => a - b));
      for (let arc = 0; arc < problem.arcs.count; arc++) {
        const [from = -1, to = -1] = [sequence.position[problem.arcs.from[arc] ?? 0], sequence.position[problem.arcs.to[arc] ?? 0]];
        if (from >= 0 && to >= 0) expect(from).toBeLessThan(to);
      }
    }
    expect(gathered).toBeGreaterThan(50);
  });
});
