// Non-null assertions index the problem's own arrays, which assertProblem has checked.
import type { Problem } from '../../problem/problem.ts';
import { NONE } from '../../problem/problem.ts';
import type { WorkClock } from '../calendar/work-clock.ts';
import { NEVER } from '../calendar/work-clock.ts';
import type { Placement } from '../placement.ts';
import { arrival } from '../transport/arrival.ts';

/** When the placed predecessors let an operation start (SPEC R8, R9, R11). */
export class Readiness {
  readonly #problem: Problem;
  readonly #clock: WorkClock;
  readonly #at: Placement;
  readonly #plain: boolean;
  readonly #from: Int32Array;
  readonly #inStart: Int32Array;
  readonly #inArc: Int32Array;
  readonly #end: Int32Array;
  /** The arc that last decided `ready`, -1 = none. */
  binding = -1;

  constructor(problem: Problem, clock: WorkClock, placement: Placement) {
    this.#problem = problem;
    this.#clock = clock;
    this.#at = placement;
    const { lags, sendAhead, transport } = problem.features;
    this.#plain = !lags && !sendAhead && !transport;
    this.#from = problem.arcs.from;
    this.#inStart = problem.arcs.inStart;
    this.#inArc = problem.arcs.inArc;
    this.#end = placement.end;
  }

  /** Earliest start of operation `o` in mode `m` with `work` ticks of run as its placed predecessors allow; NEVER without a way. */
  ready(o: number, m: number, work: number): number {
    const stop = this.#inStart[o + 1]!;
    let ready = 0;
    let binding = -1;
    for (let i = this.#inStart[o]!; i < stop; i++) {
      const arc = this.#inArc[i]!;
      const from = this.#from[arc]!;
      const t = this.#plain ? this.#end[from]! : this.startAfter(arc, from, m, work);
      if (t > ready) {
        ready = t;
        binding = arc;
      }
    }
    this.binding = binding;
    return ready;
  }

  /** Goods of `arc` are there: end of `from`, or the lane's arrival. */
  goodsAt(arc: number, from: number, m: number): number {
    const { transport, arcs, modes } = this.#problem;
    const end = this.#at.end[from]!;
    if (transport === undefined || arcs.carries[arc] === 0) return end;
    const a = modes.site[this.#at.mode[from]!]!;
    const b = modes.site[m]!;
    if (a < 0 || b < 0 || a === b) return end;
    const lane = transport.lanes[a * transport.sites + b];
    return lane === undefined ? NEVER : arrival(lane, end);
  }

  /** Earliest start of a successor in mode `m` with `work` ticks of run that this one arc allows (SPEC R8). */
  startAfter(arc: number, from: number, m: number, work: number): number {
    const { arcs, modes } = this.#problem;
    const minLag = arcs.minLag[arc]!;
    const share = arcs.share[arc]!;
    const goods = this.goodsAt(arc, from, m);
    if (share >= 1 || goods !== this.#at.end[from]! || this.travels(arc, this.#at.mode[from]!, m)) return goods + minLag;
    const at = this.#at;
    const clock = this.#clock;
    const sent = Math.ceil(share * at.work[from]!);
    const first = (sent === 0 ? at.start[from]! : clock.workEnd(modes.runCalendar[at.mode[from]!]!, at.start[from]!, sent)) + minLag;
    // The last share of the work may not begin before everything is there: count that work back from then.
    const rest = at.end[from]! + minLag;
    const calendar = modes.runCalendar[m]!;
    const closing = Math.ceil(arcs.closing[arc]! * work);
    // Without closing work it is the end of the last tick that may not come earlier.
    const tick = closing === 0 ? clock.ticksBefore(calendar, rest - 1) - (work - 1) : clock.ticksBefore(calendar, rest) - (work - closing);
    const second = work === closing ? rest : tick <= 0 ? 0 : clock.tickBegin(calendar, tick);
    return first > second ? first : second;
  }

  /** Whether goods of the arc change site between these modes. */
  travels(arc: number, fromMode: number, toMode: number): boolean {
    const { transport, arcs, modes } = this.#problem;
    if (transport === undefined || arcs.carries[arc] === 0) return false;
    const a = modes.site[fromMode]!;
    const b = modes.site[toMode]!;
    return a >= 0 && b >= 0 && a !== b;
  }

  /** Ticks by which a placed operation starts too late for the maximum lags that enter it, all together. */
  excess(o: number): number {
    const { arcs } = this.#problem;
    let sum = 0;
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) sum += this.excessOn(arcs.inArc[i]!, o);
    return sum;
  }

  /** Ticks by which placed operation `o` starts too late for the maximum lag of one arc that enters it. */
  excessOn(arc: number, o: number): number {
    const { arcs } = this.#problem;
    if (arcs.maxLag[arc] === NONE) return 0;
    const at = this.#at;
    const over = at.start[o]! - this.goodsAt(arc, arcs.from[arc]!, at.mode[o]!) - arcs.maxLag[arc]!;
    return over > 0 ? over : 0;
  }
}
