// Exchanges where machines are even.
import { WORK_PRICE } from './choice';
import { jobReady, jobRest } from './graph';
import { END, M_SLOT, M_TIME, MODE_RECORD, MODES, MODES_END, MP, MS, P, SLOT, TAIL } from './layout';
import { makespan } from './progress';
import { isForbidden } from './tabu';

/** The best exchange: an operation takes another's place on its machine, and that one goes to the machine it left. */
export let traded: usize = 0;
export let tradedMode: usize = 0;
export let tradedFor: usize = 0;
export let tradedValue: i32 = 0;
let tradedRank: i32 = 0;

export function forgetTrades(): void {
  traded = 0;
  tradedValue = i32.MAX_VALUE;
  tradedRank = i32.MAX_VALUE;
}

/** An operation that is out takes another's place, and that one fills the gap: neither machine has more to do than before. */
export function scoreTrades(v: usize, mode: usize, ready: i32, rest: i32, without: i32): void {
  if (isForbidden(v, mode)) return;
  const slot = load<u32>(v, SLOT);
  const pv = load<u32>(v, MP);
  const sv = load<u32>(v, MS);
  const headHole = load<i32>(pv, END);
  const tailHole = load<i32>(sv, TAIL);
  const time = load<i32>(mode, M_TIME);
  const limit = min(makespan, tradedValue) + 1;
  let before: usize = 0;
  let w: usize = load<u32>(load<u32>(mode, M_SLOT));
  let next: usize = load<u32>(w, MS);
  while (next && load<i32>(w, END) <= ready && load<i32>(w, TAIL) > rest && load<i32>(next, END) <= ready && load<i32>(next, TAIL) > rest) {
    before = w;
    w = next;
    next = load<u32>(next, MS);
  }
  while (w) {
    next = load<u32>(w, MS);
    const path = max(load<i32>(before, END), ready) + time + max(load<i32>(next, TAIL), rest);
    if (path < limit) {
      const other = modeOn(w, slot);
      if (other && !isForbidden(w, other)) {
        const back = max(headHole, jobReady(w)) + load<i32>(other, M_TIME) + max(tailHole, jobRest(w));
        const value = max(max(path, back), without);
        const rank = path + back + WORK_PRICE * (time - load<i32>(v, P) + load<i32>(other, M_TIME) - load<i32>(w, P));
        if (value <= makespan && (value < tradedValue || (value === tradedValue && rank < tradedRank))) {
          tradedValue = value;
          tradedRank = rank;
          traded = v;
          tradedMode = mode;
          tradedFor = w;
        }
      }
    }
    if (load<i32>(w, END) > ready && load<i32>(w, TAIL) <= rest) break;
    before = w;
    w = next;
  }
}

export function modeOn(o: usize, slot: u32): usize {
  const stop: usize = load<u32>(o, MODES_END);
  for (let mode: usize = load<u32>(o, MODES); mode < stop; mode += MODE_RECORD) if (load<u32>(mode, M_SLOT) === slot) return mode;
  return 0;
}
