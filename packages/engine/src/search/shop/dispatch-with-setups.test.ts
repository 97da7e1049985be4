import { describe, expect, it } from 'vitest';
import { checkSchedule } from '../../oracle/check-schedule.ts';
import { ProblemBuilder } from '../../problem/problem-builder.ts';
import { Random } from '../../random/xorshift.ts';
import { randomFlexibleShop } from '../../testing/random-shop.ts';
import { dispatch, dispatchBackwards, RULES } from './dispatch.ts';
import { shopModel } from './shop-model.ts';
import { solutionOf } from './times.ts';

describe('dispatching rules that see setups', () => {
  it('give valid schedules, forwards and backwards, and forwards know their makespan', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const problem = randomFlexibleShop(seed, { jobs: 5, machines: 3, operations: 4, hasSetups: true, isAssembly: seed % 2 === 0 });
      const model = shopModel(problem);
      for (const rule of RULES) {
        const forwards = dispatch(model, rule, new Random(seed));
        expect(solutionOf(model, forwards).figures.makespan, `shop ${seed}, ${rule}`).toBe(forwards.value);
        for (const order of [forwards, dispatchBackwards(model, rule, new Random(seed))])
          expect(checkSchedule(problem, solutionOf(model, order).schedule).violations, `shop ${seed}, ${rule}`).toEqual([]);
      }
    }
  });
  it('do not change over for each operation where families can follow one another', () => {
    const builder = new ProblemBuilder();
    const changeover = builder.addChangeover({ states: 2, time: Int32Array.of(0, 100, 100, 0), cost: new Float64Array(4) });
    const machine = builder.addMachine({ changeover });
    for (let i = 0; i < 8; i++) builder.addOperation({ job: builder.addJob() }, [{ machine, duration: 5 + i, state: i % 2 }]);
    const model = shopModel(builder.build());
    for (const rule of RULES)
      for (const order of [dispatch(model, rule, new Random(1)), dispatchBackwards(model, rule, new Random(1))])
        expect(solutionOf(model, order).figures.setupTime, rule).toBe(100);
  });
});
