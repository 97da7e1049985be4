// The tabu search in a window of a large job shop in AssemblyScript: TypeScript's syntax, compiled to WebAssembly by tools/kernels.
// src/search/scale/window-tabu.ts is its twin in plain TypeScript: the same choices in the same order, so the same way through every
// window. A change here is a change there; a test walks both side by side. What is in the folder blocks/ is shared with job-shop.ts,
// the same search on a whole shop, and compiled into either.
//
// Behind the records of the window lie those of its border. The host lays records, rows and columns out before `begin`.
import { AHEAD, END, JP, JS, MP, MS, ORDER, P, PATH, PLACE, RECORD, TAIL } from './blocks/layout';
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
  pass,
  prepare,
  settle,
  take,
} from './blocks/progress';
import { chooseMove } from './blocks/score';
import { left, makeMove, right } from './blocks/shift';
import { next, random, seed, setSeed } from './random/xorshift';

export { bestArea, coldArea, tabuArea } from './blocks/layout';

/** An iteration without a move counts as so many: another path may have one, but enough of those and the window is over. */
const WITHOUT_MOVE: i32 = 50;

let made: i32 = 0;
/** Whether the path under way ends within a block that goes on beyond the border, or ends everything. */
let endsInBlock: bool = true;

/** Once. So many cells are all the tabu matrices may ever use. */
export function setup(tabuCells: i32, start: i32): void {
  prepare(tabuCells, start);
}

export function best(): i32 {
  return bestValue;
}
export function sinceBest(): i32 {
  return idle;
}
/** Moves made since `begin`. */
export function moves(): i32 {
  return made;
}

/** Begins a window whose operations stand in the order of their records. */
export function begin(operations: i32, least: i32, spread: i32): void {
  forgetTabu();
  take(operations, least, spread);
  let value = 0;
  for (let i = 0; i < count; i++) {
    const o = RECORD * i;
    store<u32>(4 * i, o, ORDER);
    store<i32>(o, i, PLACE);
    value = max(value, load<i32>(o, END) - load<i32>(o, P) + load<i32>(o, TAIL));
  }
  settle(value);
  made = 0;
}

/** Does so many iterations, fewer once `patience` went by without a better value or nothing is longer than `goal`; false when it is over. */
export function run(iterations: i32, patience: i32, goal: i32): bool {
  for (let round = 0; round < iterations; round++) {
    if (idle >= patience || bestValue <= goal) return false;
    beginIteration();
    const pathEnd = walkCriticalPath();
    const chosen = chooseMove(listMoves(pathEnd, endsInBlock));
    if (!chosen) {
      pass(WITHOUT_MOVE);
      continue;
    }
    made++;
    makeMove(chosen);
    endIteration(retime());
  }
  return true;
}

/** A random longest path through the window, from its last operation to its first; returns where it ends in the path area. */
function walkCriticalPath(): usize {
  let at: usize = RECORD * (random() % count);
  while (load<i32>(at, END) - load<i32>(at, P) + load<i32>(at, TAIL) !== longest) {
    at += RECORD;
    if (at === border) at = 0;
  }
  return walkBack(at, turnRound(walkOn(at)));
}

/** The rest of the path behind an operation, in its own direction, into the area for it; returns where it ends there. */
function walkOn(from: usize): usize {
  let drawn = seed;
  let at = from;
  let to = AHEAD;
  endsInBlock = true;
  for (;;) {
    const rest = load<i32>(at, TAIL) - load<i32>(at, P);
    if (rest === 0) break;
    const a = load<u32>(at, JS);
    const b = load<u32>(at, MS);
    if (load<i32>(a, TAIL) !== rest) at = b;
    else if (load<i32>(b, TAIL) !== rest) at = a;
    else {
      drawn = next(drawn);
      at = (drawn & 0x10000) === 0 ? a : b;
    }
    if (at >= border) {
      endsInBlock = at === b;
      break;
    }
    store<u32>(to, at);
    to += 4;
  }
  setSeed(drawn);
  return to;
}

/** The path ahead in reverse, into the path area; returns where it ends there. */
function turnRound(aheadEnd: usize): usize {
  let to = PATH;
  for (let at = aheadEnd; at > AHEAD; to += 4) {
    at -= 4;
    store<u32>(to, load<u32>(at));
  }
  return to;
}

/** Ends from the move on, tails from there back; returns the longest path through any of them. */
function retime(): i32 {
  const stop = ORDER + 4 * count;
  const middle = ORDER + 4 * (right + 1);
  let most = 0;
  for (let at = ORDER + 4 * left; at < middle; at += 4) {
    const o = load<u32>(at);
    store<i32>(o, max(load<i32>(load<u32>(o, JP), END), load<i32>(load<u32>(o, MP), END)) + load<i32>(o, P), END);
  }
  for (let at = middle; at < stop; at += 4) {
    const o = load<u32>(at);
    const start = max(load<i32>(load<u32>(o, JP), END), load<i32>(load<u32>(o, MP), END));
    store<i32>(o, start + load<i32>(o, P), END);
    most = max(most, start + load<i32>(o, TAIL));
  }
  for (let at = middle - 4; at >= ORDER; at -= 4) {
    const o = load<u32>(at);
    const rest = max(load<i32>(load<u32>(o, JS), TAIL), load<i32>(load<u32>(o, MS), TAIL));
    store<i32>(o, rest + load<i32>(o, P), TAIL);
    most = max(most, load<i32>(o, END) + rest);
  }
  return most;
}
