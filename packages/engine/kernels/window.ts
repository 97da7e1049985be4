// The tabu search in a window of a large job shop in AssemblyScript: TypeScript's syntax, compiled to WebAssembly by tools/kernels.
// src/search/scale/window-tabu.ts is its twin in plain TypeScript: the same choices in the same order, so the same way through every
// window. A change here is a change there; a test walks both side by side. job-shop.ts is the same search on a whole shop.
//
// An operation is the address of its record, the first one at 0; behind those of the window lie the records of its border, of which
// only END or TAIL means anything. Every address below is a constant, so that the compiler folds it into the load. The host lays
// records, rows and columns out before `begin`.

/** Bytes of a record; most operations of a window; most records: an operation has four neighbours, each perhaps a record of the border. */
const RECORD: usize = 32;
const MOST: usize = 1 << 15;
const MOST_RECORDS: usize = 5 * MOST;

// A hot record: time, job and machine neighbours, earliest end, longest path from its start to the end of everything, place in order.
const P: usize = 0;
const JP: usize = 4;
const JS: usize = 8;
const MP: usize = 12;
const MS: usize = 16;
const END: usize = 20;
const TAIL: usize = 24;
const PLACE: usize = 28;

// A cold one lies COLD bytes behind: address of its row in the tabu matrix, offset of its column, machine, mark.
const COLD: usize = MOST_RECORDS * RECORD;
const ROW: usize = COLD;
const COLUMN: usize = COLD + 4;
const MACHINE: usize = COLD + 8;
const MARK: usize = COLD + 12;

const ORDER: usize = 2 * COLD;
const BEST: usize = ORDER + 4 * MOST;
const HELD: usize = BEST + 4 * MOST;
const PATH: usize = HELD + 4 * MOST;
const AHEAD: usize = PATH + 4 * MOST;
const PASSED: usize = AHEAD + 4 * MOST;
/** Two words a move: u, with 1 added where it goes right behind v, and v. */
const MOVES: usize = PASSED + 4 * MOST;
const TABU: usize = MOVES + 32 * MOST;

/** In blocks longer than this only operations so near to an end move. */
const REACH: i32 = 40;
const LAST_ITERATION: i32 = 1 << 30;

/** Operations of the window, and where the border begins. */
let count: i32 = 0;
let border: usize = 0;
let cells: i32 = 0;
let tenure: i32 = 0;
let tenureSpread: i32 = 0;

let seed: i32 = 1;
let iteration: i32 = 1;
let longest: i32 = 0;
let bestValue: i32 = 0;
let idle: i32 = 0;
let made: i32 = 0;
/** Whether the ends of the path under way lie within a block that goes on beyond the border, or begins or ends everything. */
let endsInBlock: bool = true;
let beginsInBlock: bool = true;

/** Where the host writes and reads: the areas' addresses, so that none is written down twice. */
export function bestArea(): usize {
  return BEST;
}
export function coldArea(): usize {
  return COLD;
}
export function tabuArea(): usize {
  return TABU;
}

/** Once. So many cells are all the tabu matrices may ever use. */
export function setup(tabuCells: i32, start: i32): void {
  cells = tabuCells;
  seed = start;
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
  // Iterations go on counting, so what was tabu before only has to be older than now.
  iteration += tenure + tenureSpread + 1;
  if (iteration > LAST_ITERATION) {
    iteration = 1;
    memory.fill(TABU, 0, 4 * cells);
  }
  count = operations;
  border = RECORD * operations;
  tenure = least;
  tenureSpread = spread;
  longest = 0;
  for (let i = 0; i < count; i++) {
    const o = RECORD * i;
    store<u32>(4 * i, o, ORDER);
    store<i32>(o, i, PLACE);
    longest = max(longest, load<i32>(o, END) - load<i32>(o, P) + load<i32>(o, TAIL));
  }
  memory.copy(BEST, ORDER, 4 * count);
  bestValue = longest;
  idle = 0;
  made = 0;
}

/** Does so many iterations, fewer once `patience` went by without a better value or nothing is longer than `goal`; false when it is over. */
export function run(iterations: i32, patience: i32, goal: i32): bool {
  for (let round = 0; round < iterations; round++) {
    if (idle >= patience || bestValue <= goal) return false;
    iteration++;
    const pathEnd = walkCriticalPath();
    const movesEnd = listMoves(pathEnd);
    const chosen = chooseMove(movesEnd);
    if (!chosen) {
      // Another path may have a move; enough of those without one and the window is over.
      idle += 50;
      continue;
    }
    made++;
    seed = next(seed);
    const until = iteration + tenure + ((seed & 0x3fff_ffff) % tenureSpread);
    const head = load<u32>(chosen);
    const v = load<u32>(chosen, 4);
    if (head & 1) moveBehind(head - 1, v, until);
    else moveBefore(head, v, until);
    if (longest < bestValue) {
      bestValue = longest;
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

/** A random longest path through the window, from its last operation to its first; returns where it ends in the path area. */
function walkCriticalPath(): usize {
  seed = next(seed);
  let at: usize = RECORD * ((seed & 0x3fff_ffff) % count);
  while (load<i32>(at, END) - load<i32>(at, P) + load<i32>(at, TAIL) !== longest) {
    at += RECORD;
    if (at === border) at = 0;
  }
  return walkBack(at, turnRound(walkOn(at)));
}

/** The rest of the path behind an operation, in its own direction, into the area for it; returns where it ends there. */
function walkOn(from: usize): usize {
  let random = seed;
  let at = from;
  let to = AHEAD;
  endsInBlock = true;
  for (;;) {
    const rest = load<i32>(at, TAIL) - load<i32>(at, P);
    if (rest === 0) break;
    const a = load<u32>(at, JS);
    const b = load<u32>(at, MS);
    let viaJob = load<i32>(a, TAIL) === rest;
    if (viaJob && load<i32>(b, TAIL) === rest) {
      random = next(random);
      viaJob = (random & 0x10000) === 0;
    }
    at = viaJob ? a : b;
    if (at >= border) {
      endsInBlock = !viaJob;
      break;
    }
    store<u32>(to, at);
    to += 4;
  }
  seed = random;
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

/** An operation and the path before it, back to its first; returns where it ends in the path area. */
function walkBack(from: usize, begin: usize): usize {
  let random = seed;
  let at = from;
  let to = begin;
  beginsInBlock = true;
  for (;;) {
    store<u32>(to, at);
    to += 4;
    const start = load<i32>(at, END) - load<i32>(at, P);
    if (start === 0) break;
    const a = load<u32>(at, JP);
    const b = load<u32>(at, MP);
    let viaJob = load<i32>(a, END) === start;
    if (viaJob && load<i32>(b, END) === start) {
      random = next(random);
      viaJob = (random & 0x10000) === 0;
    }
    at = viaJob ? a : b;
    if (at >= border) {
      beginsInBlock = !viaJob;
      break;
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
    const machine = load<u32>(load<u32>(low), MACHINE);
    let high = low;
    while (high < firstOfAll && load<u32>(load<u32>(high + 4), MACHINE) === machine) high += 4;
    const first = load<u32>(high);
    const last = load<u32>(low);
    const length = <i32>((high - low) >> 2);
    const hasEnd = low > PATH || !endsInBlock;
    if (hasEnd) {
      const far = length > REACH ? low + 4 * REACH : high;
      for (let i = low + 4; i <= far; i += 4) to = put(to, load<u32>(i) + 1, last);
      for (let i = low + 8; i < far; i += 4) to = put(to, last, load<u32>(i));
    }
    if (high < firstOfAll || !beginsInBlock) {
      const near = length > REACH ? high - 4 * REACH : low;
      // A block of two has one swap, already listed if its end counts.
      for (let i = length === 1 && hasEnd ? high : near; i < high; i += 4) to = put(to, load<u32>(i), first);
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
  if (d === <u32>v || (d < <u32>border && tailD >= load<i32>(v, TAIL) + load<i32>(d, P))) return -1;
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
  if (d === <u32>v || (d < <u32>border && endD >= load<i32>(v, END) + load<i32>(d, P))) return -1;
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
  store<u32>(a, b, MS);
  store<u32>(b, a, MP);
  const c = load<u32>(v, MS);
  store<u32>(v, u, MS);
  store<u32>(u, v, MP);
  store<u32>(u, c, MS);
  store<u32>(c, u, MP);
  const left = load<i32>(u, PLACE);
  const right = load<i32>(v, PLACE);
  let kept = left;
  let held = HELD + 4;
  store<u32>(HELD, u);
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
  for (let at = HELD; at < held; at += 4) {
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
  store<u32>(b, a, MP);
  const c = load<u32>(v, MP);
  store<u32>(v, u, MP);
  store<u32>(u, v, MS);
  store<u32>(u, c, MP);
  store<u32>(c, u, MS);
  const left = load<i32>(v, PLACE);
  const right = load<i32>(u, PLACE);
  let kept = right;
  let held = HELD + 4;
  store<u32>(HELD, u);
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
  for (let at = HELD; at < held; at += 4) {
    const o = load<u32>(at);
    store<u32>(o, 0, MARK);
    store<u32>(4 * kept, o, ORDER);
    store<i32>(o, kept--, PLACE);
  }
  retime(left, right);
}

/** Ends from the move on, tails from there back, and the longest path through any of them. */
function retime(left: i32, right: i32): void {
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
  longest = most;
}
