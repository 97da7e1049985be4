// The tabu search of job shops whose objective is a sum over the ends of jobs, in AssemblyScript: TypeScript's syntax, compiled to
// WebAssembly by tools/kernels. src/search/shop/tardiness-tabu.ts is its twin in plain TypeScript: the same choices in the same
// order, so the same way through every problem. A change here is a change there; a test walks both side by side.
//
// An operation is the address of its record; the record at 0 stands for "none" and holds only zeros, but for what moves write there.
// Every address below is a constant, so that the compiler folds it into the load. The host lays the records out before `setup`.

/** Bytes of a record; most operations that fit. */
const RECORD: usize = 64;
const MOST: usize = 1 << 12;

// A record: time, release, job and machine predecessor, end on trial, earliest end, job and machine successor, place in order, the
// stamp of the last window whose moving part it was in, the last iteration that saw it on the critical tree, address of its row in the
// tabu matrix, offset of its column, address of the slot of its machine's last operation.
const P: usize = 0;
const RELEASE: usize = 4;
const JP: usize = 8;
const MP: usize = 12;
const TRIAL: usize = 16;
const END: usize = 20;
const JS: usize = 24;
const MS: usize = 28;
const PLACE: usize = 32;
const MARK: usize = 36;
const SEEN: usize = 40;
const ROW: usize = 44;
const COLUMN: usize = 48;
const SLOT: usize = 52;

const ORDER: usize = (MOST + 1) * RECORD;
const BEST: usize = ORDER + 4 * MOST;
const WINDOW: usize = BEST + 4 * MOST;
const HELD: usize = WINDOW + 4 * MOST;
const PATH: usize = HELD + 4 * MOST;
/** Two words a move: u, with 1 added where it goes right behind v, and v. */
const MOVES: usize = PATH + 4 * MOST;
const MOST_MOVES: usize = 4096;
/** [machine] last operation. */
const LAST: usize = MOVES + 8 * MOST_MOVES;
/** [job] due date, price per tick late (64-bit), last operation. */
const JOBS: usize = LAST + 4 * MOST;
const JOB_RECORD: usize = 24;
const DUE: usize = 0;
const PRICE: usize = 8;
const LAST_OF_JOB: usize = 16;
const TABU: usize = JOBS + JOB_RECORD * MOST;

/** Of an iteration's moves so many are tried that about this many operations are timed anew, but never fewer than the least. */
const WORK: i32 = 24_000;
const LEAST_TRIALS: i32 = 12;
const LAST_ITERATION: i32 = 1 << 30;
/** A pair stays tabu for so long, and by chance longer, the more so the more moves there are. */
const TENURE: i32 = 8;
const MOST_SPREAD: i32 = 40;
/** Between two descents nothing that was tabu stays so. */
const LONGEST_TENURE: i32 = 2 * TENURE + MOST_SPREAD;

let count: i32 = 0;
let orderEnd: usize = 0;
let machinesEnd: usize = 0;
let jobsEnd: usize = 0;
let cells: usize = 0;
let onceLate: f64 = 0;
let perTick: f64 = 0;
let makespanPrice: f64 = 0;
let rebate: f64 = 0;
/** Whether operations move to the ends of their block, not only past a neighbour. */
let inserts: bool = false;

let seed: i32 = 1;
let iteration: i32 = 1;
let stamp: i32 = 0;
/** Before this place of the order every trial end is the earliest end. */
let clean: i32 = 0;
let cost: f64 = 0;
let bestCost: f64 = 0;
let idle: i32 = 0;

/** Where the host writes and reads: the areas' addresses, so that none is written down twice. */
export function orderArea(): usize {
  return ORDER;
}
export function bestArea(): usize {
  return BEST;
}
export function lastArea(): usize {
  return LAST;
}
export function jobsArea(): usize {
  return JOBS;
}
export function tabuArea(): usize {
  return TABU;
}

export function setup(operations: i32, machines: i32, jobs: i32, tabuCells: i32, isInserting: bool, start: i32): void {
  count = operations;
  orderEnd = ORDER + 4 * operations;
  machinesEnd = LAST + 4 * machines;
  jobsEnd = JOBS + JOB_RECORD * jobs;
  cells = tabuCells;
  inserts = isInserting;
  seed = start;
}

export function setGoal(late: f64, tick: f64, makespan: f64, off: f64): void {
  onceLate = late;
  perTick = tick;
  makespanPrice = makespan;
  rebate = off;
}

export function best(): f64 {
  return bestCost;
}

export function sinceBest(): i32 {
  return idle;
}

/** Begins anew from the order area; the machines' lists and the ends are made from it. */
export function begin(): void {
  memory.fill(LAST, 0, machinesEnd - LAST);
  for (let at = ORDER; at < orderEnd; at += 4) {
    const o = load<u32>(at);
    const slot = load<u32>(o, SLOT);
    const before = load<u32>(slot);
    store<i32>(o, (at - ORDER) >> 2, PLACE);
    store<u32>(o, before, MP);
    store<u32>(o, 0, MS);
    store<u32>(before, o, MS);
    store<u32>(slot, o);
    time(o);
  }
  keep(ORDER);
  cost = costOfTrial();
  memory.copy(BEST, ORDER, 4 * count);
  iteration += LONGEST_TENURE;
  bestCost = cost;
  idle = 0;
}

/** Does so many iterations, fewer once `patience` went by without a better value; false when no move is left at all. */
export function run(iterations: i32, patience: i32): bool {
  if (iteration > LAST_ITERATION || stamp > LAST_ITERATION) {
    iteration = 1;
    stamp = 0;
    memory.fill(TABU, 0, 4 * cells);
    for (let at = ORDER; at < orderEnd; at += 4) {
      store<i32>(load<u32>(at), 0, SEEN);
      store<i32>(load<u32>(at), 0, MARK);
    }
  }
  for (let round = 0; round < iterations && idle < patience; round++) {
    iteration++;
    const movesEnd = listMoves();
    if (movesEnd === MOVES) return false;
    apply(choose(movesEnd), <i32>((movesEnd - MOVES) >> 3));
    if (cost < bestCost) {
      bestCost = cost;
      idle = 0;
      memory.copy(BEST, ORDER, 4 * count);
    } else idle++;
  }
  return true;
}

function next(): i32 {
  let x = seed;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  seed = x;
  return x & 0x3fff_ffff;
}

function time(o: usize): void {
  const a = load<i32>(load<u32>(o, JP), TRIAL);
  const b = load<i32>(load<u32>(o, MP), TRIAL);
  store<i32>(o, max(max(a, b), load<i32>(o, RELEASE)) + load<i32>(o, P), TRIAL);
}

/** Trial ends become earliest ends, from a place of the order on. */
function keep(from: usize): void {
  for (let at = from; at < orderEnd; at += 4) {
    const o = load<u32>(at);
    store<i32>(o, load<i32>(o, TRIAL), END);
  }
  clean = count;
}

/** What the ends on trial cost. */
function costOfTrial(): f64 {
  let sum = -rebate;
  let makespan = 0;
  for (let job = JOBS; job < jobsEnd; job += JOB_RECORD) {
    const end = load<i32>(load<u32>(job, LAST_OF_JOB), TRIAL);
    const late = <f64>end - load<f64>(job, DUE);
    if (late > 0) sum += late * load<f64>(job, PRICE) + onceLate;
    sum += <f64>end * perTick;
    makespan = max(makespan, end);
  }
  return sum + <f64>makespan * makespanPrice;
}

/** Returns where the list ends. */
function listMoves(): usize {
  let to = MOVES;
  let latest = 0;
  if (makespanPrice > 0)
    for (let job = JOBS; job < jobsEnd; job += JOB_RECORD) latest = max(latest, load<i32>(load<u32>(job, LAST_OF_JOB), END));
  for (let job = JOBS; job < jobsEnd; job += JOB_RECORD) {
    const last = load<u32>(job, LAST_OF_JOB);
    if (!last) continue;
    const end = load<i32>(last, END);
    const isLate = <f64>end > load<f64>(job, DUE) && load<f64>(job, PRICE) + onceLate > 0;
    if (isLate || perTick > 0 || (makespanPrice > 0 && end === latest)) to = listPath(last, to);
  }
  return to;
}

/** Goes back along one longest path as far as no other path has gone before; each pair of neighbours on a machine is a move. */
function listPath(from: usize, to: usize): usize {
  let at = from;
  let length = PATH;
  while (at && load<i32>(at, SEEN) !== iteration) {
    store<i32>(at, iteration, SEEN);
    const start = load<i32>(at, END) - load<i32>(at, P);
    const a = load<u32>(at, JP);
    const b = load<u32>(at, MP);
    const viaJob = a !== 0 && load<i32>(a, END) === start;
    const viaMachine = b !== 0 && load<i32>(b, END) === start;
    let goMachine = viaMachine;
    if (viaMachine) {
      if (viaJob) goMachine = (next() & 0x10000) !== 0;
      if (a !== b) to = add(to, b, at, 1);
    }
    if (goMachine && inserts) {
      store<u32>(length, at);
      length += 4;
    } else if (length > PATH) {
      store<u32>(length, at);
      length += 4;
      to = listInsertions(length, to);
      length = PATH;
    }
    if (goMachine) at = b;
    else if (viaJob) at = a;
    else return to;
  }
  if (length > PATH) {
    if (at) {
      store<u32>(length, at);
      length += 4;
    }
    to = listInsertions(length, to);
  }
  return to;
}

/** Operations of a block to its ends; the path lies in reverse: its first is the block's last. Neighbours are listed already. */
function listInsertions(pathEnd: usize, movesEnd: usize): usize {
  let to = movesEnd;
  for (let i = PATH + 8; i < pathEnd; i += 4) to = add(to, load<u32>(i), load<u32>(PATH), 1);
  for (let i = PATH; i + 8 < pathEnd; i += 4) to = add(to, load<u32>(i), load<u32>(pathEnd - 4), 0);
  return to;
}

/** Unless it might close a circle: a path from u's job successor to v, or from v to its job predecessor, takes time. */
function add(to: usize, u: usize, v: usize, forward: i32): usize {
  if (to === MOVES + 8 * MOST_MOVES) return to;
  if (forward) {
    const d = load<u32>(u, JS);
    if (d && (d === <u32>v || load<i32>(d, END) <= load<i32>(v, END) - load<i32>(v, P))) return to;
  } else {
    const d = load<u32>(u, JP);
    if (d && (d === <u32>v || load<i32>(v, END) <= load<i32>(d, END) - load<i32>(d, P))) return to;
  }
  store<u32>(to, u + forward);
  store<u32>(to, v, 4);
  return to + 8;
}

/** Puts as many moves as there is time for in front, drawn by chance if there are more; returns how many. */
function draw(moves: i32): i32 {
  const trials = max(LEAST_TRIALS, WORK / count);
  if (moves <= trials) return moves;
  for (let i = 0; i < trials; i++) {
    const one = MOVES + 8 * i;
    const other = one + 8 * (next() % (moves - i));
    const held = load<u64>(one);
    store<u64>(one, load<u64>(other));
    store<u64>(other, held);
  }
  return trials;
}

/** The move with the least cost that is not tabu or is better than all before; any of those tried if there is no such. */
function choose(movesEnd: usize): usize {
  let chosen: usize = 0;
  let least = Infinity;
  let ties = 0;
  const moves = draw(<i32>((movesEnd - MOVES) >> 3));
  const stop = MOVES + 8 * moves;
  for (let move = MOVES; move < stop; move += 8) {
    const value = evaluate(move);
    if (value > least || (value >= bestCost && isTabu(move))) continue;
    if (value === least && next() % ++ties > 0) continue;
    if (value < least) ties = 1;
    least = value;
    chosen = move;
  }
  return chosen ? chosen : MOVES + 8 * (next() % moves);
}

function isTabu(move: usize): bool {
  const head = load<u32>(move);
  const v = load<u32>(move, 4);
  if (head & 1) {
    const columnU = load<u32>(head - 1, COLUMN);
    let w = head - 1;
    do {
      w = load<u32>(w, MS);
      if (load<i32>(load<u32>(w, ROW) + columnU) > iteration) return true;
    } while (w !== v);
    return false;
  }
  const rowU = load<u32>(head, ROW);
  let w = head;
  do {
    w = load<u32>(w, MP);
    if (load<i32>(rowU + load<u32>(w, COLUMN)) > iteration) return true;
  } while (w !== v);
  return false;
}

/** What a move leads to; everything is as before afterwards, but for trial ends and the window. */
function evaluate(move: usize): f64 {
  const u = load<u32>(move) & ~1;
  const before = load<u32>(u, MP);
  const behind = load<u32>(u, MS);
  attempt(move);
  relink(u, before, behind);
  return costOfTrial();
}

/** Changes the machine's order, lays down the order within the window and times it and all behind; returns where the window ends. */
function attempt(move: usize): usize {
  const head = load<u32>(move);
  const v = load<u32>(move, 4);
  const u = head & ~1;
  const isForward = (head & 1) !== 0;
  const left = load<i32>(isForward ? u : v, PLACE);
  const right = load<i32>(isForward ? v : u, PLACE);
  for (let i = clean; i < left; i++) {
    const o = load<u32>(4 * i, ORDER);
    store<i32>(o, load<i32>(o, END), TRIAL);
  }
  clean = left;
  let windowEnd: usize;
  if (isForward) {
    relink(u, v, load<u32>(v, MS));
    windowEnd = windowForward(u, left, right);
  } else {
    relink(u, load<u32>(v, MP), v);
    windowEnd = windowBackward(u, left, right);
  }
  for (let at = WINDOW; at < windowEnd; at += 4) time(load<u32>(at));
  for (let at = ORDER + 4 * (right + 1); at < orderEnd; at += 4) time(load<u32>(at));
  return windowEnd;
}

/** Takes u out of its machine's order and puts it between two neighbours. */
function relink(u: usize, before: usize, behind: usize): void {
  const a = load<u32>(u, MP);
  const b = load<u32>(u, MS);
  store<u32>(a, b, MS);
  store<u32>(b, a, MP);
  store<u32>(before, u, MS);
  store<u32>(u, before, MP);
  store<u32>(u, behind, MS);
  store<u32>(behind, u, MP);
}

/** u and what follows from it within the window go behind the rest. */
function windowForward(u: usize, left: i32, right: i32): usize {
  const now = ++stamp;
  let to = WINDOW;
  let held = HELD + 4;
  store<u32>(HELD, u);
  store<i32>(u, now, MARK);
  for (let i = left + 1; i <= right; i++) {
    const o = load<u32>(4 * i, ORDER);
    if (load<i32>(load<u32>(o, JP), MARK) === now || load<i32>(load<u32>(o, MP), MARK) === now) {
      store<i32>(o, now, MARK);
      store<u32>(held, o);
      held += 4;
    } else {
      store<u32>(to, o);
      to += 4;
    }
  }
  for (let at = HELD; at < held; at += 4) {
    store<u32>(to, load<u32>(at));
    to += 4;
  }
  return to;
}

/** u and what leads to it within the window go before the rest. */
function windowBackward(u: usize, left: i32, right: i32): usize {
  const now = ++stamp;
  let to = WINDOW + 4 * (right - left);
  let held = HELD + 4;
  store<u32>(HELD, u);
  store<i32>(u, now, MARK);
  for (let i = right - 1; i >= left; i--) {
    const o = load<u32>(4 * i, ORDER);
    if (load<i32>(load<u32>(o, JS), MARK) === now || load<i32>(load<u32>(o, MS), MARK) === now) {
      store<i32>(o, now, MARK);
      store<u32>(held, o);
      held += 4;
    } else {
      store<u32>(to, o);
      to -= 4;
    }
  }
  for (let at = HELD; at < held; at += 4) {
    store<u32>(to, load<u32>(at));
    to -= 4;
  }
  return WINDOW + 4 * (right - left + 1);
}

/** The pairs a move turns round may not be turned back for a while. */
function apply(move: usize, moves: i32): void {
  const head = load<u32>(move);
  const v = load<u32>(move, 4);
  const u = head & ~1;
  const until = iteration + TENURE + (next() % (TENURE + min(MOST_SPREAD, moves)));
  if (head & 1) {
    const rowU = load<u32>(u, ROW);
    for (let w = u; w !== v;) {
      w = load<u32>(w, MS);
      store<i32>(rowU + load<u32>(w, COLUMN), until);
    }
  } else {
    const columnU = load<u32>(u, COLUMN);
    for (let w = u; w !== v;) {
      w = load<u32>(w, MP);
      store<i32>(load<u32>(w, ROW) + columnU, until);
    }
  }
  const left = load<i32>(head & 1 ? u : v, PLACE);
  const windowEnd = attempt(move);
  let place = left;
  for (let at = WINDOW; at < windowEnd; at += 4) {
    const o = load<u32>(at);
    store<u32>(4 * place, o, ORDER);
    store<i32>(o, place++, PLACE);
  }
  cost = costOfTrial();
  keep(ORDER + 4 * left);
}
