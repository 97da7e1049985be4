// The tabu search of flexible and assembly shops in AssemblyScript: TypeScript's syntax, compiled to WebAssembly by tools/kernels.
// src/search/shop/flexible-tabu.ts is its twin in plain TypeScript: the same choices in the same order, so the same way through
// every problem, and the place where each step is explained. A change here is a change there; a test walks both side by side.
// What is in the folder flexible/ is compiled into the same module, so a call there costs what a call here does.
import { apply } from './flexible/apply';
import { putBack, takeOut } from './flexible/change';
import { choose, chooseSpare, chosen, chosenValue, consider, countAnew, forgetChoice, spare, WORK_PRICE } from './flexible/choice';
import { jobReady, jobRest, latestEnd, readyOf, restOf, setupOf } from './flexible/graph';
import {
  END,
  LOOKS,
  M_SLOT,
  M_TIME,
  MODE,
  MODE_RECORD,
  MODES,
  MODES_END,
  MP,
  MS,
  ORDER,
  P,
  PATH,
  PLACE,
  S,
  SLOT,
  SLOTS,
  TAIL,
} from './flexible/layout';
import { chooseLooks, FEWEST_LOOKS, looks } from './flexible/looks';
import { measureGains, pathEnd, walkPath } from './flexible/path';
import { beginAnew, beginIteration, bestValue, endIteration, idle, makespan } from './flexible/progress';
import { count, isEven, machines } from './flexible/shop';
import { beginPlaces, isPlaceForbidden, passPlace } from './flexible/tabu';
import { forgetTrades, modeOn, scoreTrades, traded, tradedFor, tradedMode, tradedValue } from './flexible/trades';
import { pathBetween } from './flexible/ways';
import { random } from './random/xorshift';

export { bestModeArea, bestOrderArea, orderArea, sinksArea, slotsArea, tablesArea } from './flexible/layout';
export { setup } from './flexible/shop';

const MANY_WAYS: u32 = 3;

export function best(): i32 {
  return bestValue;
}

export function sinceBest(): i32 {
  return idle;
}

/** Begins anew from the order area and the records' modes. */
export function begin(): void {
  memory.fill(SLOTS, 0, 4 * machines);
  const stop = ORDER + 4 * count;
  for (let at = ORDER; at < stop; at += 4) {
    const o = load<u32>(at);
    const mode = load<u32>(o, MODE);
    const slot = load<u32>(mode, M_SLOT);
    const before = load<u32>(slot);
    store<i32>(o, (at - ORDER) >> 2, PLACE);
    store<u32>(o, slot, SLOT);
    store<i32>(o, load<i32>(mode, M_TIME), P);
    store<u32>(o, before, MP);
    store<u32>(o, 0, MS);
    if (before) store<u32>(before, o, MS);
    store<i32>(o, setupOf(before, mode), S);
    store<u32>(slot, o);
    store<i32>(o, readyOf(o) + load<i32>(o, P), END);
  }
  for (let at = stop - 4; at >= ORDER; at -= 4) {
    const o = load<u32>(at);
    store<i32>(o, restOf(o) + load<i32>(o, P), TAIL);
    if (!load<u32>(o, MP)) store<u32>(load<u32>(o, SLOT), o);
  }
  beginAnew();
}

export function run(iterations: i32, patience: i32): bool {
  for (let i = 0; i < iterations; i++) {
    if (idle >= patience) break;
    beginIteration();
    walkPath();
    lookForMove();
    if (traded && tradedValue < chosenValue) exchange();
    else {
      if (!chosen) {
        if (!spare) return false;
        chooseSpare();
      }
      apply();
    }
    endIteration();
  }
  return true;
}

function lookForMove(): void {
  forgetChoice();
  countAnew();
  forgetTrades();
  if (pathEnd - PATH > 4 * FEWEST_LOOKS) {
    measureGains();
    chooseLooks();
    for (let at = LOOKS; at < LOOKS + 12 * looks; at += 12) if (at < LOOKS + 12 * FEWEST_LOOKS || isWorthALook(at)) look(load<u32>(at));
    if (chosen) return;
    // What looked free was not: one operation at random gives a forbidden move, all of them any that is left.
    look(load<u32>(PATH + 4 * (random() % <i32>((pathEnd - PATH) >> 2))));
    if (chosen || spare) return;
  }
  for (let at = PATH; at < pathEnd; at += 4) look(load<u32>(at));
}

/** Rather than do what makes everything longer, operations are looked at that may do without, or that others may give their place. */
function isWorthALook(at: usize): bool {
  if (min(chosenValue, tradedValue) <= makespan) return false;
  const v = load<u32>(at);
  return load<i32>(at, 4) <= makespan || load<u32>(v, MODES_END) - load<u32>(v, MODES) > MANY_WAYS * <u32>MODE_RECORD;
}

/** Scores one operation at every safe place, exactly as the others would then stand. */
function look(v: usize): void {
  const from: usize = load<u32>(v, MODES);
  const to: usize = load<u32>(v, MODES_END);
  const before = load<u32>(v, MP);
  const after = load<u32>(v, MS);
  if (to - from === MODE_RECORD && !before && !after) return;
  const ready = jobReady(v);
  const rest = jobRest(v);
  takeOut(v, ready, rest);
  const without = latestEnd();
  for (let mode = from; mode < to; mode += MODE_RECORD) scorePlaces(v, mode, ready, rest, without);
  if (isEven)
    for (let mode = from; mode < to; mode += MODE_RECORD)
      if (load<u32>(mode, M_SLOT) !== load<u32>(v, SLOT)) scoreTrades(v, mode, ready, rest, without);
  putBack(v, before, after);
}

function scorePlaces(v: usize, mode: usize, ready: i32, rest: i32, without: i32): void {
  const moreWork = WORK_PRICE * (load<i32>(mode, M_TIME) - load<i32>(v, P));
  const isHome = mode === load<u32>(v, MODE);
  const home = load<u32>(v, MP);
  beginPlaces(v, mode);
  let before: usize = 0;
  let next: usize = load<u32>(load<u32>(mode, M_SLOT));
  while (next && load<i32>(next, END) <= ready && load<i32>(next, TAIL) > rest) {
    passPlace(next);
    before = next;
    next = load<u32>(next, MS);
  }
  for (;;) {
    if (!isHome || before !== home) {
      const path = pathBetween(before, load<i32>(before, END), mode, next, load<i32>(next, TAIL), ready, rest);
      consider(v, mode, before, path + moreWork, max(path, without), isPlaceForbidden);
    }
    if (!next || (load<i32>(next, END) > ready && load<i32>(next, TAIL) <= rest)) break;
    passPlace(next);
    before = next;
    next = load<u32>(next, MS);
  }
}

/** One operation goes to the other's side, then the other to the machine that was left, where it is best. */
function exchange(): void {
  const w = tradedFor;
  const back = modeOn(w, load<u32>(traded, SLOT));
  // Behind the other, unless that must come later.
  const isBefore = load<i32>(w, END) > jobReady(traded) && load<i32>(w, TAIL) <= jobRest(traded);
  choose(traded, tradedMode, isBefore ? <usize>load<u32>(w, MP) : w);
  apply();
  forgetChoice();
  const ready = jobReady(w);
  const rest = jobRest(w);
  const before = load<u32>(w, MP);
  const after = load<u32>(w, MS);
  takeOut(w, ready, rest);
  scorePlaces(w, back, ready, rest, latestEnd());
  putBack(w, before, after);
  if (chosen) apply();
}
