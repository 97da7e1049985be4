import type { Problem } from '../../problem/problem.ts';
import type { Random } from '../../random/xorshift.ts';
import type { Schedule } from '../../schedule/schedule.ts';
import type { Decoder } from './decoder.ts';
import type { Incumbent } from './incumbent.ts';
import type { ListDecoder } from './list-decoder.ts';
import type { Retime } from './retime.ts';
import type { Sequence } from './sequence.ts';

/** A complete sequence worth returning to. */
export interface Elite {
  readonly list: Int32Array;
  readonly gene: Int32Array;
  /** [operation] who opens a batch waits for the others in it; undefined = no batches to hold together */
  readonly floor: Int32Array | undefined;
  readonly levels: readonly number[];
}

/** What the local and the window search see of the solver that drives them: its state, and decoding that pauses when work runs out. */
export interface Searcher {
  readonly problem: Problem;
  readonly decoder: Decoder;
  readonly lists: ListDecoder;
  readonly sequence: Sequence;
  readonly incumbent: Incumbent;
  readonly random: Random;
  readonly worker: number;
  readonly progress: number | undefined;
  readonly allowance: number;
  readonly elite: Elite | undefined;
  /** The schedule of the best so far. */
  readonly found: Schedule | undefined;
  /** The allowance is used up: yield. */
  readonly spent: boolean;
  readonly proven: boolean;
  readonly hasOffers: boolean;
  /** A schedule offered from outside and not looked at yet. */
  nextOffer(): Schedule | undefined;
  /** Looks at what was just decoded; true when it is the best so far. */
  record(): boolean;
  /** Decodes the sequence from a position; true if it stayed within the limit. */
  decode(from: number, limit: number, adaptFrom?: number): Generator<void, boolean>;
  decodeTo(from: number, to: number): Generator<void, void>;
  freezeModes(): void;
  settle(): void;
  settleInTime(): void;
  adopt(list: Int32Array, gene: Int32Array): Generator<void, void>;
  /** Adopts the best known, with its batches, or else the incumbent. */
  adoptElite(): Generator<void, void>;
  retime(plan: Retime): Generator<void, void>;
  takeOffers(): Generator<void, boolean>;
}
