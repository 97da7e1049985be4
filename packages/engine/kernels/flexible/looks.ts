// The few operations of the path that look best by the ends and tails there are; each is then looked at exactly.
import { random } from '../random/xorshift';
import { WORK_PRICE } from './choice';
import { jobReady, jobRest } from './graph';
import { GAINS, LOOKS, M_SLOT, M_TIME, MODE_RECORD, MODES, MODES_END, P, PATH, SLOT } from './layout';
import { pathEnd } from './path';
import { bestValue, makespan } from './progress';
import { isEven } from './shop';
import { isForbidden } from './tabu';
import { pathAbroad, pathAtHome } from './ways';

export const FEWEST_LOOKS: i32 = 2;
const MOST_LOOKS: i32 = 30;

export let looks: i32 = 0;
/** Of the way found last. */
let wayValue: i32 = 0;
let wayRank: i32 = 0;

/** The few operations that look best by the ends and tails there are. */
export function chooseLooks(): void {
  const mostLooks = isEven ? MOST_LOOKS : FEWEST_LOOKS;
  looks = 0;
  for (let at = PATH; at < pathEnd; at += 4) {
    const v = load<u32>(at);
    findWay(v, makespan - load<i32>(GAINS + (at - PATH)));
    if (wayValue === i32.MAX_VALUE) continue;
    let i = looks;
    if (i < mostLooks) looks++;
    else if (!isWayBetter(LOOKS + 12 * --i)) continue;
    for (; i > 0 && isWayBetter(LOOKS + 12 * (i - 1)); i--) memory.copy(LOOKS + 12 * i, LOOKS + 12 * (i - 1), 12);
    store<u32>(LOOKS + 12 * i, v);
    store<i32>(LOOKS + 12 * i, wayValue, 4);
    store<i32>(LOOKS + 12 * i, wayRank, 8);
  }
}

function isWayBetter(than: usize): bool {
  const value = load<i32>(than, 4);
  if (wayValue !== value) return wayValue < value;
  const rank = load<i32>(than, 8);
  return wayRank < rank || (wayRank === rank && (random() & 1) === 0);
}

/** The best way to put an operation elsewhere, about: its value and rank. */
function findWay(v: usize, without: i32): void {
  const ready = jobReady(v);
  const rest = jobRest(v);
  const end: usize = load<u32>(v, MODES_END);
  wayValue = i32.MAX_VALUE;
  wayRank = i32.MAX_VALUE;
  for (let mode: usize = load<u32>(v, MODES); mode < end; mode += MODE_RECORD) {
    const isTabu = isForbidden(v, mode);
    if (isTabu && without >= bestValue) continue;
    const path = load<u32>(mode, M_SLOT) === load<u32>(v, SLOT) ? pathAtHome(v, mode, ready, rest, without) : pathAbroad(mode, ready, rest);
    if (path === i32.MAX_VALUE || (isTabu && path >= bestValue)) continue;
    const value = max(path, without);
    const rank = path + WORK_PRICE * (load<i32>(mode, M_TIME) - load<i32>(v, P));
    if (value > wayValue || (value === wayValue && rank >= wayRank)) continue;
    wayValue = value;
    wayRank = rank;
  }
}
