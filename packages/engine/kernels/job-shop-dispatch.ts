// Dispatching for large job shops in AssemblyScript: TypeScript's syntax, compiled to WebAssembly by tools/kernels.
// src/search/scale/job-shop-dispatch.ts is its twin in plain TypeScript: the same choices in the same order, so the same plans. A change
// here is a change there; a test walks both side by side. It is there for the first plan of a process, for which nothing is warm yet.
//
// The host calls `lay`, fills machine, duration and the arcs, and calls `link`. Then, for each plan: priorities by `rankByWorkAfter` or its
// own, `begin`, and `go` until it says that all is dispatched.

let n: i32 = 0;
let m: i32 = 0;
let arcCount: i32 = 0;

// [operation], n + 1 words each: what never changes,
let machine: usize = 0;
let duration: usize = 0;
let jobBefore: usize = 0;
let jobAfter: usize = 0;
// the larger goes first, the linear order made, the end of each or the time from its start to the end, and all queues.
let priority: usize = 0;
let order: usize = 0;
let reached: usize = 0;
let queue: usize = 0;
// [machine], m + 1 words each.
let base: usize = 0;
let waiting: usize = 0;
let running: usize = 0;
let until: usize = 0;
let events: usize = 0;
let isTouched: usize = 0;
let work: usize = 0;
/** Two words a machine. */
let touched: usize = 0;

let backwards: bool = false;
let byQueues: bool = false;
let eventCount: i32 = 0;
let touchedCount: i32 = 0;
let filled: i32 = 0;
let makespan: i32 = 0;
let now: i32 = 0;

/** How much memory so many operations and machines take, in bytes. */
export function bytes(operations: i32, machines: i32): i32 {
  return 4 * (8 * (operations + 1) + 9 * (machines + 1));
}

export function lay(operations: i32, machines: i32, arcs: i32): void {
  n = operations;
  m = machines;
  arcCount = arcs;
  const column = <usize>(4 * (n + 1));
  machine = 0;
  duration = column;
  jobBefore = 2 * column;
  jobAfter = 3 * column;
  priority = 4 * column;
  order = 5 * column;
  reached = 6 * column;
  queue = 7 * column;
  const row = <usize>(4 * (m + 1));
  base = 8 * column;
  waiting = base + row;
  running = waiting + row;
  until = running + row;
  events = until + row;
  isTouched = events + row;
  work = isTouched + row;
  touched = work + row;
}

export function machineArea(): i32 {
  return <i32>machine;
}
export function durationArea(): i32 {
  return <i32>duration;
}
/** Where arcs begin and end until `link`: room that plans need later. */
export function fromArea(): i32 {
  return <i32>order;
}
export function toArea(): i32 {
  return <i32>reached;
}
export function priorityArea(): i32 {
  return <i32>priority;
}
export function orderArea(): i32 {
  return <i32>order;
}
export function reachedArea(): i32 {
  return <i32>reached;
}

function get(area: usize, index: i32): i32 {
  return load<i32>(area + ((<usize>index) << 2));
}
function put(area: usize, index: i32, value: i32): void {
  store<i32>(area + ((<usize>index) << 2), value);
}

/** Neighbours in jobs, from the arcs; where each machine's queue lies. */
export function link(): void {
  for (let o: i32 = 0; o <= n; o++) {
    put(jobBefore, o, n);
    put(jobAfter, o, n);
  }
  for (let i: i32 = 0; i < arcCount; i++) {
    const from = get(order, i);
    const to = get(reached, i);
    put(jobAfter, from, to);
    put(jobBefore, to, from);
  }
  for (let k: i32 = 0; k <= m; k++) put(base, k, 0);
  for (let o: i32 = 0; o < n; o++) {
    const next = get(machine, o) + 1;
    put(base, next, get(base, next) + 1);
  }
  for (let k: i32 = 0; k < m; k++) put(base, k + 1, get(base, k + 1) + get(base, k));
  memory.fill(order, 0, 2 * <usize>(4 * (n + 1)));
}

/** Priority of each: the work its job has still to do behind it; `fromEnd`: before it. */
export function rankByWorkAfter(fromEnd: bool): void {
  // Along each job from what comes last, so that work adds up.
  const last = fromEnd ? jobBefore : jobAfter;
  const next = fromEnd ? jobAfter : jobBefore;
  for (let end: i32 = 0; end < n; end++) {
    if (get(last, end) !== n) continue;
    let after: i32 = 0;
    for (let o = end; o !== n; o = get(next, o)) {
      put(priority, o, after);
      after += get(duration, o);
    }
  }
}

/** What the last plan reached becomes the priority of the next. */
export function rankByReached(): void {
  memory.copy(priority, reached, <usize>(4 * (n + 1)));
}

export function begin(fromEnd: bool, queues: bool): void {
  backwards = fromEnd;
  byQueues = queues;
  eventCount = 0;
  filled = 0;
  makespan = 0;
  now = 0;
  for (let k: i32 = 0; k < m; k++) {
    put(waiting, k, 0);
    put(running, k, n);
    put(isTouched, k, 0);
    put(work, k, 0);
    put(touched, k, k);
  }
  touchedCount = m;
  const before = fromEnd ? jobAfter : jobBefore;
  const after = fromEnd ? jobBefore : jobAfter;
  for (let o: i32 = 0; o < n; o++) if (get(before, o) === n) arrive(o, get(after, o));
}

/** Dispatches so many operations and perhaps a few more; -1 = there is more to do, else the makespan. */
export function go(most: i32): i32 {
  const after = backwards ? jobBefore : jobAfter;
  const goal = filled + most;
  do {
    for (let i: i32 = 0; i < touchedCount; i++) serve(get(touched, i));
    touchedCount = 0;
    if (eventCount === 0) return makespan;
    now = get(until, get(events, 0));
    // All that ends at one instant is taken together, or the first machine served would not see what the second sets free.
    while (eventCount > 0 && get(until, get(events, 0)) === now) {
      const k = finish();
      const next = get(after, get(running, k));
      put(running, k, n);
      touch(k);
      if (next === n) continue;
      arrive(next, get(after, next));
      touch(get(machine, next));
    }
  } while (filled < goal);
  return -1;
}

function touch(k: i32): void {
  if (get(isTouched, k) !== 0) return;
  put(isTouched, k, 1);
  put(touched, touchedCount++, k);
}

/** A machine that is free takes the first that waits. */
function serve(k: i32): void {
  put(isTouched, k, 0);
  if (get(running, k) !== n || get(waiting, k) === 0) return;
  const o = take(k);
  const end = now + get(duration, o);
  put(running, k, o);
  put(until, k, end);
  put(reached, o, end);
  put(order, backwards ? n - 1 - filled : filled, o);
  filled++;
  if (end > makespan) makespan = end;
  start(k);
}

/** `after`: the operation that its job goes on with. */
function arrive(o: i32, after: i32): void {
  const k = get(machine, o);
  if (byQueues) {
    put(priority, o, after === n ? 0 : -get(work, get(machine, after)));
    put(work, k, get(work, k) + get(duration, o));
  }
  const own = queue + ((<usize>get(base, k)) << 2);
  const rank = get(priority, o);
  let at = get(waiting, k);
  put(waiting, k, at + 1);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = get(own, parent);
    if (get(priority, above) >= rank) break;
    put(own, at, above);
    at = parent;
  }
  put(own, at, o);
}

/** Takes the first of a machine's queue. */
function take(k: i32): i32 {
  const own = queue + ((<usize>get(base, k)) << 2);
  const top = get(own, 0);
  const size = get(waiting, k) - 1;
  put(waiting, k, size);
  const last = get(own, size);
  const rank = get(priority, last);
  let at: i32 = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    let below = get(own, child);
    if (child + 1 < size) {
      const other = get(own, child + 1);
      if (get(priority, other) > get(priority, below)) {
        child++;
        below = other;
      }
    }
    if (get(priority, below) <= rank) break;
    put(own, at, below);
    at = child;
  }
  put(own, at, last);
  if (byQueues) put(work, k, get(work, k) - get(duration, top));
  return top;
}

/** Puts a machine among those at work, the first to end on top. */
function start(k: i32): void {
  const end = get(until, k);
  let at = eventCount++;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = get(events, parent);
    if (get(until, above) <= end) break;
    put(events, at, above);
    at = parent;
  }
  put(events, at, k);
}

function finish(): i32 {
  const top = get(events, 0);
  const size = --eventCount;
  const last = get(events, size);
  const end = get(until, last);
  let at: i32 = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    let below = get(events, child);
    if (child + 1 < size) {
      const other = get(events, child + 1);
      if (get(until, other) < get(until, below)) {
        child++;
        below = other;
      }
    }
    if (get(until, below) >= end) break;
    put(events, at, below);
    at = child;
  }
  put(events, at, last);
  return top;
}
