import { describe, expect, it } from 'vitest';
import { Random } from '../../random/xorshift.ts';
import { LeastTree, NEVER } from './least-tree.ts';

describe('the tree of least times', () => {
  it('knows the least and the first that has it, whatever changes', () => {
    const random = new Random(3);
    for (const count of [1, 2, 5, 16, 33]) {
      const tree = new LeastTree(count);
      const plain = Array.from({ length: count }, () => NEVER);
      expect(tree.value).toBe(NEVER);
      for (let i = 0; i < 400; i++) {
        const at = random.below(count);
        plain[at] = random.below(4) === 0 ? NEVER : random.below(30);
        tree.set(at, plain[at]);
        expect(tree.value).toBe(Math.min(...plain));
        expect(tree.owner).toBe(plain.indexOf(tree.value));
      }
    }
  });
});
