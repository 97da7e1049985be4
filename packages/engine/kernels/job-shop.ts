// The tabu search of the pure job shop in AssemblyScript: TypeScript's syntax, compiled to WebAssembly by tools/kernels.
// src/search/shop/job-shop-tabu.ts is its twin in plain TypeScript: the same choices in the same order, so the same way through
// every problem. A change here is a change there; a test walks both side by side.
//
// An operation is the address of its record; the record at 0 stands for "none" and holds only zeros. Every address below is a
// constant, so that the compiler folds it into the load. The host lays the records out before `setup`.

/** Bytes of a record; most operations that fit. */
const RECORD: usize = 32;
const MOST: usize = 1 << 17;

// A hot record: time, job and machine neighbours, earliest end, longest path from its start to the end of everything, place in order.
const P: usize = 0;
const JP: usize = 4;
const JS: usize = 8;
const MP: usize = 12;
const MS: usize = 16;
const END: usize = 20;
const TAIL: usize = 24;
const PLACE: usize = 28;

// A cold one lies COLD bytes behind: address of the slot of its machine's last operation, address of its row in the tabu matrix,
// offset of its column, mark.
const COLD: usize = MOST * RECORD;
const SLOT: usize = COLD;
const ROW: usize = COLD + 4;
const COLUMN: usize = COLD + 8;
const MARK: usize = COLD + 12;

const ORDER: usize = 2 * COLD;
const BEST: usize = ORDER + 4 * MOST;
const WINDOW: usize = BEST + 4 * MOST;
const PATH: usize = WINDOW + 4 * MOST;
const PASSED: usize = PATH + 4 * MOST;
/** Two words a move: u, with 1 added where it goes right behind v, and v. */
const MOVES: usize = PASSED + 4 * MOST;
/** [machine] last operation. */
const LAST: usize = MOVES + 32 * MOST;
const TABU: usize = LAST + 4 * MOST;

/** In blocks longer than this only operations so near to an end move. */
const REACH: i32 = 40;
const LAST_ITERATION: i32 = 1 << 30;

let count: i32 = 0;
let machinesEnd: usize = 0;
let cells: usize = 0;
let tenure: i32 = 0;
let tenureSpread: i32 = 0;

let seed: i32 = 1;
let iteration: i32 = 1;
let makespan: i32 = 0;
let bestValue: i32 = i32.MAX_VALUE;
let idle: i32 = 0;

/** Where the host writes and reads: the areas' addresses, so that none is written down twice. */
export function orderArea(): usize {
  return ORDER;
}
export function bestArea(): usize {
  return BEST;
}
export function coldArea(): usize {
  return COLD;
}
export function lastArea(): usize {
  return LAST;
}
export function tabuArea(): usize {
  return TABU;
}

export function setup(operations: i32, machines: i32, tabuCells: i32, least: i32, spread: i32, start: i32): void {
  count = operations;
  machinesEnd = LAST + 4 * machines;
  cells = tabuCells;
  tenure = least;
  tenureSpread = spread;
  seed = start;
}

export function best(): i32 {
  return bestValue;
}

export function sinceBest(): i32 {
  return idle;
}

/** Begins anew from the order area; the machines' lists, ends and tails are made from it. */
export function begin(): void {
  memory.fill(LAST, 0, machinesEnd - LAST);
  makespan = 0;
  const stop = ORDER + 4 * count;
  for (let at = ORDER; at < stop; at += 4) {
    const o = load<u32>(at);
    const slot = load<u32>(o, SLOT);
    const before = load<u32>(slot);
    store<i32>(o, (at - ORDER) >> 2, PLACE);
    store<u32>(o, before, MP);
    store<u32>(o, 0, MS);
    if (before) store<u32>(before, o, MS);
    store<u32>(slot, o);
    const end = max(load<i32>(load<u32>(o, JP), END), load<i32>(before, END)) + load<i32>(o, P);
    store<i32>(o, end, END);
    makespan = max(makespan, end);
  }
  for (let at = stop - 4; at >= ORDER; at -= 4) {
    const o = load<u32>(at);
    store<i32>(o, max(load<i32>(load<u32>(o, JS), TAIL), load<i32>(load<u32>(o, MS), TAIL)) + load<i32>(o, P), TAIL);
  }
  memory.copy(BEST, ORDER, 4 * count);
  iteration += tenure + tenureSpread + 1;
  bestValue = makespan;
  idle = 0;
}

/** Does so many iterations, fewer once `patience` went by without a better value; false when no move is left at all. */
export function run(iterations: i32, patience: i32): bool {
  if (iteration > LAST_ITERATION) {
    iteration = 1;
    memory.fill(TABU, 0, 4 * cells);
  }
  for (let round = 0; round < iterations && idle < patience; round++) {
    iteration++;
    const pathEnd = walkCriticalPath();
    const movesEnd = listMoves(pathEnd);
    const chosen = chooseMove(movesEnd);
    if (!chosen) return false;
    seed = next(seed);
    const until = iteration + tenure + ((seed & 0x3fff_ffff) % tenureSpread);
    const head = load<u32>(chosen);
    const v = load<u32>(chosen, 4);
    if (head & 1) moveBehind(head - 1, v, until);
    else moveBefore(head, v, until);
    makespan = 0;
    for (let slot = LAST; slot < machinesEnd; slot += 4) makespan = max(makespan, load<i32>(load<u32>(slot), END));
    if (makespan < bestValue) {
      bestValue = makespan;
      idle = 0;
      memory.copy(BEST, ORDER, 4 * count);
    } else idle++;
  }
  return true;
}

function next(x: i32): i32 {
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x;
}

/** A random critical path, from its last operation to its first; returns where it ends in the path area. */
function walkCriticalPath(): usize {
  let random = seed;
  let at: usize = 0;
  let choices = 0;
  for (let slot = LAST; slot < machinesEnd; slot += 4) {
    const o = load<u32>(slot);
    if (!o || load<i32>(o, END) !== makespan) continue;
    random = next(random);
    if ((random & 0x3fff_ffff) % ++choices === 0) at = o;
  }
  let to = PATH;
  while (at) {
    store<u32>(to, at);
    to += 4;
    const start = load<i32>(at, END) - load<i32>(at, P);
    if (start === 0) break;
    const a = load<u32>(at, JP);
    const b = load<u32>(at, MP);
    if (load<i32>(a, END) !== start) at = b;
    else if (load<i32>(b, END) !== start) at = a;
    else {
      random = next(random);
      at = (random & 0x10000) === 0 ? a : b;
    }
  }
  seed = random;
  return to;
}

function put(to: usize, u: u32, v: u32): usize {
  store<u32>(to, u);
  store<u32>(to, v, 4);
  return to + 8;
}

/** The moves of each block. The path lies in reverse: a block begins at `high` and ends at `low`. */
function listMoves(pathEnd: usize): usize {
  let to = MOVES;
  const firstOfAll = pathEnd - 4;
  let low = PATH;
  while (low < pathEnd) {
    const slot = load<u32>(load<u32>(low), SLOT);
    let high = low;
    while (high < firstOfAll && load<u32>(load<u32>(high + 4), SLOT) === slot) high += 4;
    const first = load<u32>(high);
    const last = load<u32>(low);
    const length = <i32>((high - low) >> 2);
    // The end of the last block and the start of the first one lie at the path's own ends: nothing is won by changing them.
    if (low > PATH) {
      const far = length > REACH ? low + 4 * REACH : high;
      for (let i = low + 4; i <= far; i += 4) to = put(to, load<u32>(i) + 1, last);
      for (let i = low + 8; i < far; i += 4) to = put(to, last, load<u32>(i));
    }
    if (high < firstOfAll) {
      const near = length > REACH ? high - 4 * REACH : low;
      // A block of two has one swap, already listed if its end counts.
      for (let i = length === 1 && low > PATH ? high : near; i < high; i += 4) to = put(to, load<u32>(i), first);
      for (let i = near + 4; i + 4 < high; i += 4) to = put(to, first + 1, load<u32>(i));
    }
    low = high + 4;
  }
  return to;
}

/** Set by the two functions that score. */
let isTabu: bool = false;

/** The best move that is not tabu or is better than all before; of equals any; of tabu ones any if there is no other; 0 for none. */
function chooseMove(movesEnd: usize): usize {
  let chosen: usize = 0;
  let chosenValue = i32.MAX_VALUE;
  let ties = 0;
  let spare: usize = 0;
  let spares = 0;
  let random = seed;
  for (let move = MOVES; move < movesEnd; move += 8) {
    const head = load<u32>(move);
    const v = load<u32>(move, 4);
    const value = head & 1 ? scoreBehind(head - 1, v) : scoreBefore(head, v);
    if (value < 0) continue;
    if (isTabu && value >= bestValue) {
      random = next(random);
      if ((random & 0x3fff_ffff) % ++spares === 0) spare = move;
      continue;
    }
    if (value > chosenValue) continue;
    if (value < chosenValue) {
      chosenValue = value;
      chosen = move;
      ties = 1;
      continue;
    }
    random = next(random);
    if ((random & 0x3fff_ffff) % ++ties === 0) chosen = move;
  }
  seed = random;
  return chosen ? chosen : spare;
}

/** Longest path through what changes when u goes right behind v; -1 when that would close a cycle. */
function scoreBehind(u: usize, v: usize): i32 {
  const d = load<u32>(u, JS);
  const tailD = load<i32>(d, TAIL);
  if (d && (d === <u32>v || tailD >= load<i32>(v, TAIL) + load<i32>(d, P))) return -1;
  const columnU = load<u32>(u, COLUMN);
  let before = load<i32>(load<u32>(u, MP), END);
  let passed = PASSED;
  let tabu = false;
  let w = u;
  do {
    w = load<u32>(w, MS);
    before = max(before, load<i32>(load<u32>(w, JP), END));
    store<i32>(passed, before);
    passed += 4;
    before += load<i32>(w, P);
    if (load<i32>(load<u32>(w, ROW) + columnU) > iteration) tabu = true;
  } while (w !== v);
  isTabu = tabu;
  before = max(before, load<i32>(load<u32>(u, JP), END));
  let after = max(load<i32>(load<u32>(v, MS), TAIL), tailD) + load<i32>(u, P);
  let value = before + after;
  do {
    after = max(after, load<i32>(load<u32>(w, JS), TAIL)) + load<i32>(w, P);
    passed -= 4;
    value = max(value, load<i32>(passed) + after);
    w = load<u32>(w, MP);
  } while (w !== u);
  return value;
}

/** The same when u goes right before v. */
function scoreBefore(u: usize, v: usize): i32 {
  const d = load<u32>(u, JP);
  const endD = load<i32>(d, END);
  if (d && (d === <u32>v || endD >= load<i32>(v, END) + load<i32>(d, P))) return -1;
  const rowU = load<u32>(u, ROW);
  let after = load<i32>(load<u32>(u, MS), TAIL);
  let passed = PASSED;
  let tabu = false;
  let w = u;
  do {
    w = load<u32>(w, MP);
    after = max(after, load<i32>(load<u32>(w, JS), TAIL)) + load<i32>(w, P);
    store<i32>(passed, after);
    passed += 4;
    if (load<i32>(rowU + load<u32>(w, COLUMN)) > iteration) tabu = true;
  } while (w !== v);
  isTabu = tabu;
  after = max(after, load<i32>(load<u32>(u, JS), TAIL));
  let before = max(load<i32>(load<u32>(v, MP), END), endD) + load<i32>(u, P);
  let value = before + after;
  do {
    before = max(before, load<i32>(load<u32>(w, JP), END));
    passed -= 4;
    value = max(value, before + load<i32>(passed));
    before += load<i32>(w, P);
    w = load<u32>(w, MS);
  } while (w !== u);
  return value;
}

/** u goes right behind v: the passed pairs become tabu, u and what follows from it within the window go behind the rest. */
function moveBehind(u: usize, v: usize, until: i32): void {
  const a = load<u32>(u, MP);
  const b = load<u32>(u, MS);
  const rowU = load<u32>(u, ROW);
  for (let w: usize = b; ; w = load<u32>(w, MS)) {
    store<i32>(rowU + load<u32>(w, COLUMN), until);
    if (w === v) break;
  }
  if (a) store<u32>(a, b, MS);
  store<u32>(b, a, MP);
  const c = load<u32>(v, MS);
  store<u32>(v, u, MS);
  store<u32>(u, v, MP);
  store<u32>(u, c, MS);
  if (c) store<u32>(c, u, MP);
  else store<u32>(load<u32>(u, SLOT), u);
  const left = load<i32>(u, PLACE);
  const right = load<i32>(v, PLACE);
  let kept = left;
  let held = WINDOW + 4;
  store<u32>(WINDOW, u);
  store<u32>(u, 1, MARK);
  for (let i = left + 1; i <= right; i++) {
    const o = load<u32>(4 * i, ORDER);
    if (load<u32>(load<u32>(o, JP), MARK) | load<u32>(load<u32>(o, MP), MARK)) {
      store<u32>(o, 1, MARK);
      store<u32>(held, o);
      held += 4;
    } else {
      store<u32>(4 * kept, o, ORDER);
      store<i32>(o, kept++, PLACE);
    }
  }
  for (let at = WINDOW; at < held; at += 4) {
    const o = load<u32>(at);
    store<u32>(o, 0, MARK);
    store<u32>(4 * kept, o, ORDER);
    store<i32>(o, kept++, PLACE);
  }
  retime(left, right);
}

/** u goes right before v: u and what leads to it within the window go before the rest. */
function moveBefore(u: usize, v: usize, until: i32): void {
  const a = load<u32>(u, MP);
  const b = load<u32>(u, MS);
  const columnU = load<u32>(u, COLUMN);
  for (let w: usize = a; ; w = load<u32>(w, MP)) {
    store<i32>(load<u32>(w, ROW) + columnU, until);
    if (w === v) break;
  }
  store<u32>(a, b, MS);
  if (b) store<u32>(b, a, MP);
  else store<u32>(load<u32>(u, SLOT), a);
  const c = load<u32>(v, MP);
  store<u32>(v, u, MP);
  store<u32>(u, v, MS);
  store<u32>(u, c, MP);
  if (c) store<u32>(c, u, MS);
  const left = load<i32>(v, PLACE);
  const right = load<i32>(u, PLACE);
  let kept = right;
  let held = WINDOW + 4;
  store<u32>(WINDOW, u);
  store<u32>(u, 1, MARK);
  for (let i = right - 1; i >= left; i--) {
    const o = load<u32>(4 * i, ORDER);
    if (load<u32>(load<u32>(o, JS), MARK) | load<u32>(load<u32>(o, MS), MARK)) {
      store<u32>(o, 1, MARK);
      store<u32>(held, o);
      held += 4;
    } else {
      store<u32>(4 * kept, o, ORDER);
      store<i32>(o, kept--, PLACE);
    }
  }
  for (let at = WINDOW; at < held; at += 4) {
    const o = load<u32>(at);
    store<u32>(o, 0, MARK);
    store<u32>(4 * kept, o, ORDER);
    store<i32>(o, kept--, PLACE);
  }
  retime(left, right);
}

/**
 * Ends from the window on, tails from the window back. A move on a critical path changes most of what comes after it: following only
 * the changes was measured two to four times slower, from 15x15 to 100,000 operations.
 */
function retime(left: i32, right: i32): void {
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
