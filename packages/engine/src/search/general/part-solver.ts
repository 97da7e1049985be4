import type { Placement } from '../../constraints/placement.ts';
import type { Part } from './cut-part.ts';

/** What searching a part gave. */
export interface PartResult {
  /** Fall of the score, in units of the whole's; 0 = nothing better was found. */
  readonly gain: number;
  readonly placements: number;
  /** A usual worsening by a small change there. */
  readonly worsening: number | undefined;
  /** The better plan of the part; read it before the next part is solved. */
  readonly schedule: Placement | undefined;
  /** Calls `visit` for all that the operations of that plan take of the pools of the part. */
  readonly eachTaken: (visit: (o: number, pool: number, from: number, to: number, amount: number) => void) => void;
}

/** Searches a part for about so many placements; yields, now and then, how many it has made so far. `worsening` need not be measured if known. */
export type PartSolver = (part: Part, placements: number, seed: number, worsening: number | undefined) => Generator<number, PartResult>;
