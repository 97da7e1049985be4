import type { Problem } from '../../problem/problem.ts';
import type { Random } from '../../random/xorshift.ts';
import type { Derived } from '../general/derived.ts';
import type { Incumbent } from '../general/incumbent.ts';
import type { Sequence } from '../general/sequence.ts';

/** What a move may read, and the sequence it changes. */
export interface MoveContext {
  readonly problem: Problem;
  readonly derived: Derived;
  readonly sequence: Sequence;
  readonly incumbent: Incumbent;
  readonly random: Random;
  /** How much job j matters now, ≥ 0: the share of the objective an earlier completion could save. */
  readonly jobPressure: (j: number) => number;
}

/** A way to change a sequence a little, in place. False when it found nothing to change. */
export interface Move {
  readonly name: string;
  readonly apply: (context: MoveContext) => boolean;
}
