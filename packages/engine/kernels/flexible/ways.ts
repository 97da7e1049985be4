// Paths through an operation at its safe places (Mastrolilli and Gambardella 2000).
import { jobReady, jobRest, setupOf } from './graph';
import { END, M_COLUMN, M_OWN, M_ROW, M_SLOT, M_TIME, MODE, MP, MS, P, TAIL } from './layout';
import { bestValue } from './progress';
import { hasSetups } from './shop';
import { isPairForbidden } from './tabu';

/** Shortest path through an operation at a safe place of another machine, by the ends and tails there are. */
export function pathAbroad(mode: usize, ready: i32, rest: i32): i32 {
  let least = i32.MAX_VALUE;
  let before: usize = 0;
  let next: usize = load<u32>(load<u32>(mode, M_SLOT));
  while (next && load<i32>(next, END) <= ready && load<i32>(next, TAIL) > rest) {
    before = next;
    next = load<u32>(next, MS);
  }
  for (;;) {
    least = min(least, pathBetween(before, load<i32>(before, END), mode, next, load<i32>(next, TAIL), ready, rest));
    if (!next || (load<i32>(next, END) > ready && load<i32>(next, TAIL) <= rest)) break;
    before = next;
    next = load<u32>(next, MS);
  }
  return least;
}

/** The same on the machine where it is: what it passes moves up, and what it may not pass yet counts only if that were the best of all. */
export function pathAtHome(v: usize, mode: usize, ready: i32, rest: i32, without: i32): i32 {
  const before: usize = load<u32>(v, MP);
  const after: usize = load<u32>(v, MS);
  let least = i32.MAX_VALUE;
  if (mode !== load<u32>(v, MODE)) least = pathBetween(before, load<i32>(before, END), mode, after, load<i32>(after, TAIL), ready, rest);
  let reach = load<i32>(before, END);
  let last = before;
  let isTabu = false;
  for (let w = after; w && load<i32>(w, TAIL) > rest; w = load<u32>(w, MS)) {
    reach = max(jobReady(w), reach + setupOf(last, load<u32>(w, MODE))) + load<i32>(w, P);
    const next = load<u32>(w, MS);
    isTabu = isTabu || isPairForbidden(w, v);
    if (isTabu && without >= bestValue) break;
    const path = pathBetween(w, reach, mode, next, load<i32>(next, TAIL), ready, rest);
    if (!isTabu || path < bestValue) least = min(least, path);
    last = w;
  }
  reach = load<i32>(after, TAIL);
  last = after;
  isTabu = false;
  for (let w = before; w && load<i32>(w, END) > ready; w = load<u32>(w, MP)) {
    if (last) reach += setupOf(w, load<u32>(last, MODE));
    reach = max(jobRest(w), reach) + load<i32>(w, P);
    const previous = load<u32>(w, MP);
    isTabu = isTabu || isPairForbidden(v, w);
    if (isTabu && without >= bestValue) break;
    const path = pathBetween(previous, load<i32>(previous, END), mode, w, reach, ready, rest);
    if (!isTabu || path < bestValue) least = min(least, path);
    last = w;
  }
  return least;
}

/** Longest path through a mode between two neighbours, which end at `head` and have `tail` behind them. */
export function pathBetween(before: usize, head: i32, mode: usize, next: usize, tail: i32, ready: i32, rest: i32): i32 {
  if (hasSetups) {
    head += setupOf(before, mode);
    if (next) {
      const nextMode = load<u32>(next, MODE);
      tail += load<i32>(load<u32>(mode, M_ROW) + load<u32>(nextMode, M_COLUMN)) + load<i32>(nextMode, M_OWN);
    }
  }
  return max(head, ready) + load<i32>(mode, M_TIME) + max(tail, rest);
}
