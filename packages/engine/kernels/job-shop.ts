// The tabu search of the pure job shop in AssemblyScript: TypeScript's syntax, compiled to WebAssembly by tools/kernels.
// src/search/shop/job-shop-tabu.ts is its twin in plain TypeScript: the same choices in the same order, so the same way through
// every problem. A change here is a change there; a test walks both side by side. What is in the folder blocks/ is shared with
// window.ts, the same search on part of a large shop, and compiled into either.
//
// The record behind the operations stands for "none". The host lays the records out before `setup`.
import { END, JP, JS, LAST, MACHINE, MP, MS, ORDER, P, PATH, PLACE, TAIL } from './blocks/layout';
import { listMoves, walkBack } from './blocks/path';
import {
  beginIteration,
  bestValue,
  border,
  count,
  endIteration,
  forgetTabu,
  idle,
  longest,
  prepare,
  settle,
  startCountAgain,
  take,
} from './blocks/progress';
import { chooseMove } from './blocks/score';
import { left, makeMove, right } from './blocks/shift';
import { random } from './random/xorshift';

export { bestArea, coldArea, lastArea, orderArea, tabuArea } from './blocks/layout';

let machinesEnd: usize = 0;

export function setup(operations: i32, machines: i32, tabuCells: i32, least: i32, spread: i32, start: i32): void {
  machinesEnd = LAST + 4 * machines;
  prepare(tabuCells, start);
  take(operations, least, spread);
}

export function best(): i32 {
  return bestValue;
}

export function sinceBest(): i32 {
  return idle;
}

/** Begins anew from the order area; the machines' lists, ends and tails are made from it. */
export function begin(): void {
  for (let slot = LAST; slot < machinesEnd; slot += 4) store<u32>(slot, border);
  const stop = ORDER + 4 * count;
  for (let at = ORDER; at < stop; at += 4) {
    const o = load<u32>(at);
    const slot = load<u32>(o, MACHINE);
    const before = load<u32>(slot);
    store<i32>(o, (at - ORDER) >> 2, PLACE);
    store<u32>(o, before, MP);
    store<u32>(o, border, MS);
    store<u32>(before, o, MS);
    store<u32>(slot, o);
    store<i32>(o, max(load<i32>(load<u32>(o, JP), END), load<i32>(before, END)) + load<i32>(o, P), END);
  }
  for (let at = stop - 4; at >= ORDER; at -= 4) {
    const o = load<u32>(at);
    store<i32>(o, max(load<i32>(load<u32>(o, JS), TAIL), load<i32>(load<u32>(o, MS), TAIL)) + load<i32>(o, P), TAIL);
  }
  forgetTabu();
  settle(latestEnd());
}

/** Does so many iterations, fewer once `patience` went by without a better value; false when no move is left at all. */
export function run(iterations: i32, patience: i32): bool {
  startCountAgain();
  for (let round = 0; round < iterations; round++) {
    if (idle >= patience) break;
    beginIteration();
    const pathEnd = walkBack(lastOfAll(), PATH);
    const chosen = chooseMove(listMoves(pathEnd, true));
    if (!chosen) return false;
    noteLast(chosen);
    makeMove(chosen);
    retime();
    endIteration(latestEnd());
  }
  return true;
}

function latestEnd(): i32 {
  let latest = 0;
  for (let slot = LAST; slot < machinesEnd; slot += 4) latest = max(latest, load<i32>(load<u32>(slot), END));
  return latest;
}

/** Any operation that ends when everything does. */
function lastOfAll(): usize {
  let at = border;
  let choices = 0;
  for (let slot = LAST; slot < machinesEnd; slot += 4) {
    const o = load<u32>(slot);
    if (load<i32>(o, END) === longest && o !== <u32>border && random() % ++choices === 0) at = o;
  }
  return at;
}

/** The last operation of a machine may be another after a move. */
function noteLast(move: usize): void {
  const head = load<u32>(move);
  const u = head & ~1;
  const slot = load<u32>(u, MACHINE);
  const last = load<u32>(slot);
  if (head & 1) {
    if (last === load<u32>(move, 4)) store<u32>(slot, u);
  } else if (last === u) store<u32>(slot, load<u32>(u, MP));
}

/**
 * Ends from the window on, tails from the window back. A move on a critical path changes most of what comes after it: following only
 * the changes was measured two to four times slower, from 15x15 to 100,000 operations.
 */
function retime(): void {
  const stop = ORDER + 4 * count;
  for (let at = ORDER + 4 * left; at < stop; at += 4) {
    const o = load<u32>(at);
    store<i32>(o, max(load<i32>(load<u32>(o, JP), END), load<i32>(load<u32>(o, MP), END)) + load<i32>(o, P), END);
  }
  for (let at = ORDER + 4 * right; at >= ORDER; at -= 4) {
    const o = load<u32>(at);
    store<i32>(o, max(load<i32>(load<u32>(o, JS), TAIL), load<i32>(load<u32>(o, MS), TAIL)) + load<i32>(o, P), TAIL);
  }
}
