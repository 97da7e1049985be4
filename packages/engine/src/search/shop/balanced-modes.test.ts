import { describe, expect, it } from 'vitest';
import { Random } from '../../random/xorshift.ts';
import { randomFlexibleShop } from '../../testing/random-shop.ts';
import { balancedModes } from './balanced-modes.ts';
import { shopModel } from './shop-model.ts';

describe('modes chosen before the order', () => {
  it('are modes of their operations, and no single change makes the sum of squared loads smaller', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const model = shopModel(randomFlexibleShop(seed, { jobs: 6, machines: 4, operations: 5, ways: 3, hasSetups: seed % 2 === 0 }));
      const { operations, modes } = model.problem;
      const chosen = balancedModes(model, new Random(seed));
      const squares = (choice: Int32Array): number => {
        const load = new Float64Array(model.m);
        choice.forEach((mode) => (load[modes.machine[mode]!]! += modes.duration[mode]! + modes.setup[mode]!));
        return load.reduce((sum, each) => sum + each * each, 0);
      };
      const least = squares(chosen);
      for (let o = 0; o < model.n; o++) {
        expect(chosen[o]).toBeGreaterThanOrEqual(operations.modeStart[o]!);
        expect(chosen[o]).toBeLessThan(operations.modeStart[o + 1]!);
        for (let mode = operations.modeStart[o]!; mode < operations.modeStart[o + 1]!; mode++)
          expect(squares(chosen.with(o, mode)), `shop ${seed}`).toBeGreaterThanOrEqual(least);
      }
    }
  });
});
