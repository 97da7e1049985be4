// Non-null assertions index arrays sized by the problem's operations.
import type { Problem } from '../../problem/problem.ts';
import type { WorkClock } from '../calendar/work-clock.ts';
import type { Placement } from '../placement.ts';
import type { PoolFit } from '../pool/pool-fit.ts';

/** Batches looked back at, newest first, when an operation may join one: enough for any sensible list, a bound on the work. */
const LOOK_BACK = 12;

/**
 * Who runs with whom on batch machines (SPEC R6). The first member placed leads: it fixes the batch's times, and an operation
 * may join only where it changes none of them.
 */
export class BatchBook {
  /** [operation] leader of its batch; itself if it opened one. */
  readonly leader: Int32Array;
  /** [leader] total size so far */
  readonly size: Int32Array;
  readonly #nextMember: Int32Array;
  readonly #earlier: Int32Array;
  /** [machine] leader of the newest batch, -1 = none */
  readonly #newest: Int32Array;
  readonly #problem: Problem;
  readonly #clock: WorkClock;
  readonly #at: Placement;
  readonly #pools: PoolFit;

  constructor(problem: Problem, clock: WorkClock, placement: Placement, pools: PoolFit) {
    const n = problem.operations.count;
    this.leader = new Int32Array(n).fill(-1);
    this.size = new Int32Array(n);
    this.#nextMember = new Int32Array(n).fill(-1);
    this.#earlier = new Int32Array(n).fill(-1);
    this.#newest = new Int32Array(problem.machines.count).fill(-1);
    this.#problem = problem;
    this.#clock = clock;
    this.#at = placement;
    this.#pools = pools;
  }

  /** Leader of the earliest recent batch the operation may join if it could start at `ready(work)`; -1 = none. */
  findPlace(o: number, m: number, ready: (work: number) => number): number {
    const { operations, modes } = this.#problem;
    if (operations.batchFamily[o]! < 0 || operations.alreadySetUp[o] === 1) return -1;
    let found = -1;
    let leader = this.#newest[modes.machine[m]!]!;
    for (let i = 0; i < LOOK_BACK && leader >= 0; i++) {
      if (this.#mayJoin(o, m, leader) && ready(this.#at.work[leader]!) <= this.#at.start[leader]! && this.#poolsAllow(m, leader))
        found = leader;
      leader = this.#earlier[leader]!;
    }
    return found;
  }

  #mayJoin(o: number, m: number, leader: number): boolean {
    const { operations, modes, machines } = this.#problem;
    const at = this.#at;
    const lead = at.mode[leader]!;
    return (
      operations.batchFamily[leader] === operations.batchFamily[o] &&
      operations.alreadySetUp[leader] === 0 &&
      modes.state[lead] === modes.state[m] &&
      this.size[leader]! + operations.batchSize[o]! <= machines.capacity[modes.machine[m]!]! &&
      modes.duration[m]! <= at.work[leader]! &&
      modes.setup[m]! <= modes.setup[lead]! &&
      modes.runCalendar[lead] === modes.runCalendar[m] &&
      modes.setupCalendar[lead] === modes.setupCalendar[m] &&
      (operations.unbroken[o] === 0 || this.#isUnbroken(m, leader))
    );
  }

  #isUnbroken(m: number, leader: number): boolean {
    const { modes } = this.#problem;
    const at = this.#at;
    const setupEnd = this.setupEnd(leader);
    return (
      this.#clock.isUnbroken(modes.runCalendar[m]!, at.start[leader]!, at.end[leader]!) &&
      (at.setupLength[leader] === 0 || this.#clock.isUnbroken(modes.setupCalendar[m]!, at.setupStart[leader]!, setupEnd))
    );
  }

  setupEnd(leader: number): number {
    const at = this.#at;
    const length = at.setupLength[leader]!;
    if (length === 0) return at.setupStart[leader]!;
    return this.#clock.workEnd(this.#problem.modes.setupCalendar[at.mode[leader]!]!, at.setupStart[leader]!, length);
  }

  /** What a need of the joining mode asks beyond the largest that members already hold for this pool and phase. */
  #extra(i: number, leader: number): number {
    const { needs } = this.#pools;
    let held = 0;
    for (let o = leader; o >= 0; o = this.#nextMember[o]!) {
      const m = this.#at.mode[o]!;
      for (let j = needs.start[m]!; j < needs.start[m + 1]!; j++) {
        if (needs.pool[j] === needs.pool[i] && needs.phase[j] === needs.phase[i] && needs.amount[j]! > held) held = needs.amount[j]!;
      }
    }
    return needs.amount[i]! - held;
  }

  #poolsAllow(m: number, leader: number): boolean {
    const { needs } = this.#pools;
    const at = this.#at;
    for (let i = needs.start[m]!; i < needs.start[m + 1]!; i++) {
      const extra = this.#extra(i, leader);
      if (extra <= 0) continue;
      // Several phases on one pool would have to be judged together: rare, so such a mode opens its own batch.
      if (needs.wanted[i] !== needs.amount[i]) return false;
      if (!this.#pools.needFits(i, extra, m, at.setupStart[leader]!, this.setupEnd(leader), at.start[leader]!, at.end[leader]!))
        return false;
    }
    return true;
  }

  open(o: number, machine: number): void {
    this.leader[o] = o;
    this.size[o] = this.#problem.operations.batchSize[o]!;
    this.#nextMember[o] = -1;
    this.#earlier[o] = this.#newest[machine]!;
    this.#newest[machine] = o;
  }

  join(o: number, m: number, leader: number): void {
    const { needs } = this.#pools;
    const at = this.#at;
    for (let i = needs.start[m]!; i < needs.start[m + 1]!; i++) {
      const extra = this.#extra(i, leader);
      if (extra > 0) this.#pools.takeNeed(i, extra, m, at.setupStart[leader]!, this.setupEnd(leader), at.start[leader]!, at.end[leader]!);
    }
    this.leader[o] = leader;
    this.size[leader] = this.size[leader]! + this.#problem.operations.batchSize[o]!;
    this.#nextMember[o] = this.#nextMember[leader]!;
    this.#nextMember[leader] = o;
  }

  /** Undoes the latest `open` or `join`, which was of this operation. */
  undo(o: number, machine: number): void {
    const leader = this.leader[o]!;
    if (leader === o) this.#newest[machine] = this.#earlier[o]!;
    else {
      this.size[leader] = this.size[leader]! - this.#problem.operations.batchSize[o]!;
      this.#nextMember[leader] = this.#nextMember[o]!;
    }
    this.leader[o] = -1;
  }
}
