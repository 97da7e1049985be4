import { describe, expect, it } from 'vitest';
import { Random } from '../../random/xorshift.ts';
import { randomProblem } from '../../testing/random-problem.ts';
import { derive } from './derived.ts';
import { Sequence } from './sequence.ts';

describe('Sequence', () => {
  it('keeps every operation once and after its predecessors, whatever is moved, and rolls back exactly', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const problem = randomProblem(seed, { features: ['dag'], operations: 14 });
      const list = derive(problem).topological;
      const sequence = new Sequence(problem, list.slice(), new Int32Array(problem.operations.count));
      const random = new Random(seed);
      const key = new Float64Array(problem.operations.count);
      for (let i = 0; i < 60; i++) {
        const o = sequence.list[random.below(list.length)] ?? 0;
        const kind = random.below(3);
        if (kind === 0) sequence.pullForward(o, random.below(list.length));
        else if (kind === 1) sequence.pushBack(o, random.below(list.length));
        else {
          for (let p = 0; p < key.length; p++) key[p] = random.unit();
          const from = random.below(list.length);
          sequence.reorder(from, from + random.below(list.length - from + 1), key);
        }
        expect([...sequence.list].toSorted((a, b) => a - b)).toEqual([...list].toSorted((a, b) => a - b));
        sequence.list.forEach((p, at) => expect(sequence.position[p]).toBe(at));
        for (let arc = 0; arc < problem.arcs.count; arc++) {
          const from = sequence.position[problem.arcs.from[arc] ?? 0] ?? 0;
          expect(from).toBeLessThan(sequence.position[problem.arcs.to[arc] ?? 0] ?? 0);
        }
      }
      sequence.rollBack(list);
      expect(sequence.list).toEqual(list);
    }
  });
});
