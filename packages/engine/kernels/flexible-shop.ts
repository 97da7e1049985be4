// The tabu search of flexible and assembly shops in AssemblyScript: TypeScript's syntax, compiled to WebAssembly by tools/kernels.
// src/search/shop/flexible-tabu.ts is its twin in plain TypeScript: the same choices in the same order, so the same way through
// every problem, and the place where each step is explained. A change here is a change there; a test walks both side by side.
//
// An operation is the address of its record, so is a mode; the record at 0 stands for "none" and holds only zeros. Fixed areas lie at
// constant addresses; modes, changeovers, further arcs and the tabu list come behind, where the host puts them.

/** Bytes of an operation's record; most operations, and machines, that fit. */
const RECORD: usize = 64;
const MOST: usize = 1 << 15;

// An operation: time, one job neighbour before and after, machine neighbours, earliest end, longest path from its start to the end of
// everything, place in order, setup before it, mode, its machine's slot, its first mode and where they end, where its further
// predecessors and successors begin (they end where the next record's begin), mark.
const P: usize = 0;
const JP: usize = 4;
const JS: usize = 8;
const MP: usize = 12;
const MS: usize = 16;
const END: usize = 20;
const TAIL: usize = 24;
const PLACE: usize = 28;
const S: usize = 32;
const MODE: usize = 36;
const SLOT: usize = 40;
const MODES: usize = 44;
const MODES_END: usize = 48;
const MORE_BEFORE: usize = 52;
const MORE_AFTER: usize = 56;
const MARK: usize = 60;

// A mode: its machine's slot, time, setup as the first, setup of its own, address of its row and offset of its column in the changeover
// table, offset of its machine in a row of the tabu list.
const MODE_RECORD: usize = 32;
const M_SLOT: usize = 0;
const M_TIME: usize = 4;
const M_FIRST: usize = 8;
const M_OWN: usize = 12;
const M_ROW: usize = 16;
const M_COLUMN: usize = 20;
const M_TABU: usize = 24;

const ORDER: usize = (MOST + 2) * RECORD;
const BEST_ORDER: usize = ORDER + 4 * MOST;
const BEST_MODE: usize = BEST_ORDER + 4 * MOST;
const WINDOW: usize = BEST_MODE + 4 * MOST;
const PATH: usize = WINDOW + 4 * MOST;
const SINKS: usize = PATH + 4 * MOST;
/** [machine] first operation; while loading, the last. */
const SLOTS: usize = SINKS + 4 * MOST;
/** Pairs of an operation and what its end or tail was. */
const ENDS_NOTED: usize = SLOTS + 4 * MOST;
const TAILS_NOTED: usize = ENDS_NOTED + 8 * (MOST + 1);
/** [place] a byte, 1 = to be recomputed. */
const DIRTY: usize = TAILS_NOTED + 8 * (MOST + 1);
/** [place on the path] how much shorter everything could be without that operation. */
const GAINS: usize = DIRTY + MOST + 64;
/** Operations to be looked at closely: operation, value, rank. */
const LOOKS: usize = GAINS + 4 * MOST;
const TABLES: usize = LOOKS + 512;

const LAST_ITERATION: i32 = 1 << 30;
const FEWEST_LOOKS: i32 = 2;
const MOST_LOOKS: i32 = 30;
const MANY_WAYS: u32 = 3;
/** Where machines are even, an operation with a choice stays tabu for so many iterations and up to so many more. */
const EVEN_TENURE: i32 = 4;
const EVEN_SPREAD: i32 = 6;
const WORK_PRICE: i32 = 4;

let count: i32 = 0;
let machines: i32 = 0;
let sinksEnd: usize = 0;
let tabuList: usize = 0;
let spread: i32 = 1;
let isChains: bool = false;
let hasSetups: bool = false;
let isEven: bool = false;
let mostLooks: i32 = FEWEST_LOOKS;

let seed: i32 = 1;
let iteration: i32 = 1;
let makespan: i32 = 0;
let bestValue: i32 = i32.MAX_VALUE;
let idle: i32 = 0;
let pathEnd: usize = 0;
let endsNoted: usize = 0;
let tailsNoted: usize = 0;

let chosen: usize = 0;
let chosenMode: usize = 0;
let chosenBefore: usize = 0;
let chosenValue: i32 = 0;
let chosenRank: i32 = 0;
let ties: i32 = 0;
let spare: usize = 0;
let spareMode: usize = 0;
let spareBefore: usize = 0;
let spares: i32 = 0;
/** The best exchange: an operation takes another's place on its machine, and that one goes to the machine it left. */
let traded: usize = 0;
let tradedMode: usize = 0;
let tradedFor: usize = 0;
let tradedValue: i32 = 0;
let tradedRank: i32 = 0;
let looks: i32 = 0;
let wayValue: i32 = 0;
let wayRank: i32 = 0;

/** Where the host writes and reads: the areas' addresses, so that none is written down twice. */
export function orderArea(): usize {
  return ORDER;
}
export function bestOrderArea(): usize {
  return BEST_ORDER;
}
export function bestModeArea(): usize {
  return BEST_MODE;
}
export function sinksArea(): usize {
  return SINKS;
}
export function slotsArea(): usize {
  return SLOTS;
}
export function tablesArea(): usize {
  return TABLES;
}

export function setup(
  operations: i32,
  machineCount: i32,
  sinkCount: i32,
  tabuArea: usize,
  tenureSpread: i32,
  chains: bool,
  setups: bool,
  even: bool,
  start: i32,
): void {
  count = operations;
  machines = machineCount;
  sinksEnd = SINKS + 4 * sinkCount;
  tabuList = tabuArea;
  spread = tenureSpread;
  isChains = chains;
  hasSetups = setups;
  isEven = even;
  mostLooks = even ? MOST_LOOKS : FEWEST_LOOKS;
  seed = start;
}

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
  iteration += 2 * count + 1000;
  if (iteration > LAST_ITERATION) {
    iteration = 1;
    memory.fill(tabuList, 0, 4 * count * machines);
  }
  makespan = latestEnd();
  keep();
}

function keep(): void {
  bestValue = makespan;
  idle = 0;
  memory.copy(BEST_ORDER, ORDER, 4 * count);
  for (let i = 0; i < count; i++) store<u32>(BEST_MODE + 4 * i, load<u32>(RECORD * (i + 1), MODE));
}

export function run(iterations: i32, patience: i32): bool {
  for (let i = 0; i < iterations && idle < patience; i++) {
    iteration++;
    walkPath();
    lookForMove();
    if (traded && tradedValue < chosenValue) exchange();
    else {
      if (!chosen) {
        if (!spare) return false;
        chosen = spare;
        chosenMode = spareMode;
        chosenBefore = spareBefore;
      }
      apply();
    }
    makespan = latestEnd();
    idle++;
    if (makespan < bestValue) keep();
  }
  return true;
}

function random(): i32 {
  let x = seed;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  seed = x;
  return x & 0x3fff_ffff;
}

function setupOf(before: usize, mode: usize): i32 {
  if (!hasSetups) return 0;
  if (!before) return load<i32>(mode, M_FIRST);
  return load<i32>(load<u32>(load<u32>(before, MODE), M_ROW) + load<u32>(mode, M_COLUMN)) + load<i32>(mode, M_OWN);
}

function readyOf(o: usize): i32 {
  return max(jobReady(o), load<i32>(load<u32>(o, MP), END) + load<i32>(o, S));
}

function jobReady(o: usize): i32 {
  let head = load<i32>(load<u32>(o, JP), END);
  if (isChains) return head;
  const stop = load<u32>(o, RECORD + MORE_BEFORE);
  for (let at = load<u32>(o, MORE_BEFORE); at < stop; at += 4) head = max(head, load<i32>(load<u32>(at), END));
  return head;
}

function restOf(o: usize): i32 {
  const after = load<u32>(o, MS);
  return max(jobRest(o), load<i32>(after, TAIL) + load<i32>(after, S));
}

function jobRest(o: usize): i32 {
  let rest = load<i32>(load<u32>(o, JS), TAIL);
  if (isChains) return rest;
  const stop = load<u32>(o, RECORD + MORE_AFTER);
  for (let at = load<u32>(o, MORE_AFTER); at < stop; at += 4) rest = max(rest, load<i32>(load<u32>(at), TAIL));
  return rest;
}

function latestEnd(): i32 {
  let latest = 0;
  for (let at = SINKS; at < sinksEnd; at += 4) latest = max(latest, load<i32>(load<u32>(at), END));
  return latest;
}

function walkPath(): void {
  let at: usize = 0;
  let choices = 0;
  for (let sink = SINKS; sink < sinksEnd; sink += 4) {
    const o = load<u32>(sink);
    if (load<i32>(o, END) === makespan && random() % ++choices === 0) at = o;
  }
  let to = PATH;
  while (at) {
    store<u32>(to, at);
    to += 4;
    const head = load<i32>(at, END) - load<i32>(at, P);
    const onMachine = load<u32>(at, MP);
    let next: usize = 0;
    let ways = 0;
    if (onMachine && head === load<i32>(onMachine, END) + load<i32>(at, S)) {
      next = onMachine;
      ways = 1;
    }
    const inJob = load<u32>(at, JP);
    if (inJob && load<i32>(inJob, END) === head && random() % ++ways === 0) next = inJob;
    if (!isChains) {
      const stop = load<u32>(at, RECORD + MORE_BEFORE);
      for (let k = load<u32>(at, MORE_BEFORE); k < stop; k += 4) {
        const o = load<u32>(k);
        if (load<i32>(o, END) === head && random() % ++ways === 0) next = o;
      }
    }
    at = next;
  }
  pathEnd = to;
}

function lookForMove(): void {
  chosen = 0;
  spare = 0;
  chosenValue = i32.MAX_VALUE;
  chosenRank = i32.MAX_VALUE;
  ties = 0;
  spares = 0;
  traded = 0;
  tradedValue = i32.MAX_VALUE;
  tradedRank = i32.MAX_VALUE;
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

function putBack(v: usize, before: usize, after: usize): void {
  for (let k = ENDS_NOTED; k < endsNoted; k += 8) store<i32>(load<u32>(k), load<i32>(k, 4), END);
  for (let k = TAILS_NOTED; k < tailsNoted; k += 8) store<i32>(load<u32>(k), load<i32>(k, 4), TAIL);
  link(v, before, after);
}

/** How much shorter everything could be without each operation of the path. */
function measureGains(): void {
  let least = i32.MAX_VALUE;
  let next: usize = 0;
  for (let at = PATH; at < pathEnd; at += 4) {
    const v = load<u32>(at);
    let gain = load<i32>(v, P);
    if (next) {
      const start = load<i32>(next, END) - load<i32>(next, P);
      gain = min(least, start - startWithout(next, v));
      least = min(least, start - startBeside(next, v));
    }
    store<i32>(GAINS + (at - PATH), gain);
    next = v;
  }
  least = i32.MAX_VALUE;
  next = 0;
  for (let at = pathEnd - 4; at >= PATH; at -= 4) {
    const v = load<u32>(at);
    let gain = load<i32>(v, P);
    if (next) {
      const rest = load<i32>(next, TAIL) - load<i32>(next, P);
      gain = min(least, rest - restWithout(next, v));
      least = min(least, rest - restBeside(next, v));
    }
    if (gain < load<i32>(GAINS + (at - PATH))) store<i32>(GAINS + (at - PATH), gain);
    next = v;
  }
}

/** Start of an operation if one before it did not hold it. */
function startBeside(o: usize, other: u32): i32 {
  const before = load<u32>(o, MP);
  let head = before === other ? 0 : load<i32>(before, END) + load<i32>(o, S);
  const inJob = load<u32>(o, JP);
  if (inJob !== other) head = max(head, load<i32>(inJob, END));
  if (isChains) return head;
  const stop = load<u32>(o, RECORD + MORE_BEFORE);
  for (let at = load<u32>(o, MORE_BEFORE); at < stop; at += 4) {
    const u = load<u32>(at);
    if (u !== other) head = max(head, load<i32>(u, END));
  }
  return head;
}

function restBeside(o: usize, other: u32): i32 {
  const after = load<u32>(o, MS);
  let rest = after === other ? 0 : load<i32>(after, TAIL) + load<i32>(after, S);
  const inJob = load<u32>(o, JS);
  if (inJob !== other) rest = max(rest, load<i32>(inJob, TAIL));
  if (isChains) return rest;
  const stop = load<u32>(o, RECORD + MORE_AFTER);
  for (let at = load<u32>(o, MORE_AFTER); at < stop; at += 4) {
    const u = load<u32>(at);
    if (u !== other) rest = max(rest, load<i32>(u, TAIL));
  }
  return rest;
}

/** The same with that one out, which lets through what held it. */
function startWithout(o: usize, v: u32): i32 {
  let head = startBeside(o, v);
  if (load<u32>(o, MP) === v) {
    const before = load<u32>(v, MP);
    head = max(head, load<i32>(before, END) + setupOf(before, load<u32>(o, MODE)));
  }
  return load<u32>(o, MP) !== v || load<u32>(o, JP) === v ? max(head, jobReady(v)) : head;
}

function restWithout(o: usize, v: u32): i32 {
  let rest = restBeside(o, v);
  if (load<u32>(o, MS) === v) {
    const after = load<u32>(v, MS);
    if (after) rest = max(rest, load<i32>(after, TAIL) + setupOf(o, load<u32>(after, MODE)));
  }
  return load<u32>(o, MS) !== v || load<u32>(o, JS) === v ? max(rest, jobRest(v)) : rest;
}

/** The few operations that look best by the ends and tails there are. */
function chooseLooks(): void {
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
    const isTabu = load<i32>(tabuRow(v) + load<u32>(mode, M_TABU)) > iteration;
    if (isTabu && without >= bestValue) continue;
    const path = load<u32>(mode, M_SLOT) === load<u32>(v, SLOT) ? pathAtHome(v, mode, ready, rest) : pathAbroad(mode, ready, rest);
    if (path === i32.MAX_VALUE || (isTabu && path >= bestValue)) continue;
    const value = max(path, without);
    const rank = path + WORK_PRICE * (load<i32>(mode, M_TIME) - load<i32>(v, P));
    if (value > wayValue || (value === wayValue && rank >= wayRank)) continue;
    wayValue = value;
    wayRank = rank;
  }
}

/** Shortest path through an operation at a safe place of another machine, by the ends and tails there are. */
function pathAbroad(mode: usize, ready: i32, rest: i32): i32 {
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

/** The same on the machine where it is: what it passes moves up. */
function pathAtHome(v: usize, mode: usize, ready: i32, rest: i32): i32 {
  const before: usize = load<u32>(v, MP);
  const after: usize = load<u32>(v, MS);
  let least = i32.MAX_VALUE;
  if (mode !== load<u32>(v, MODE)) least = pathBetween(before, load<i32>(before, END), mode, after, load<i32>(after, TAIL), ready, rest);
  let reach = load<i32>(before, END);
  let last = before;
  for (let w = after; w && load<i32>(w, TAIL) > rest; w = load<u32>(w, MS)) {
    reach = max(jobReady(w), reach + setupOf(last, load<u32>(w, MODE))) + load<i32>(w, P);
    const next = load<u32>(w, MS);
    least = min(least, pathBetween(w, reach, mode, next, load<i32>(next, TAIL), ready, rest));
    last = w;
  }
  reach = load<i32>(after, TAIL);
  last = after;
  for (let w = before; w && load<i32>(w, END) > ready; w = load<u32>(w, MP)) {
    if (last) reach += setupOf(w, load<u32>(last, MODE));
    reach = max(jobRest(w), reach) + load<i32>(w, P);
    const previous = load<u32>(w, MP);
    least = min(least, pathBetween(previous, load<i32>(previous, END), mode, w, reach, ready, rest));
    last = w;
  }
  return least;
}

/** Longest path through a mode between two neighbours, which end at `head` and have `tail` behind them. */
function pathBetween(before: usize, head: i32, mode: usize, next: usize, tail: i32, ready: i32, rest: i32): i32 {
  if (hasSetups) {
    head += setupOf(before, mode);
    if (next) {
      const nextMode = load<u32>(next, MODE);
      tail += load<i32>(load<u32>(mode, M_ROW) + load<u32>(nextMode, M_COLUMN)) + load<i32>(nextMode, M_OWN);
    }
  }
  return max(head, ready) + load<i32>(mode, M_TIME) + max(tail, rest);
}

function unlink(v: usize): void {
  const before = load<u32>(v, MP);
  const after = load<u32>(v, MS);
  if (before) store<u32>(before, after, MS);
  else store<u32>(load<u32>(v, SLOT), after);
  if (after) {
    store<u32>(after, before, MP);
    store<i32>(after, setupOf(before, load<u32>(after, MODE)), S);
  }
}

function link(v: usize, before: usize, after: usize): void {
  store<u32>(v, before, MP);
  store<u32>(v, after, MS);
  store<i32>(v, setupOf(before, load<u32>(v, MODE)), S);
  if (before) store<u32>(before, v, MS);
  else store<u32>(load<u32>(v, SLOT), v);
  if (after) {
    store<u32>(after, v, MP);
    store<i32>(after, setupOf(v, load<u32>(after, MODE)), S);
  }
}

function takeOut(v: usize, ready: i32, rest: i32): void {
  const before = load<u32>(v, MP);
  const after = load<u32>(v, MS);
  unlink(v);
  store<u32>(ENDS_NOTED, v);
  store<i32>(ENDS_NOTED, load<i32>(v, END), 4);
  store<u32>(TAILS_NOTED, v);
  store<i32>(TAILS_NOTED, load<i32>(v, TAIL), 4);
  store<i32>(v, ready, END);
  store<i32>(v, rest, TAIL);
  const place = load<i32>(v, PLACE);
  endsNoted = sweepEnds(place + 1, soilAfter(v) + soil(after), ENDS_NOTED + 8);
  tailsNoted = sweepTails(place - 1, soilBefore(v) + soil(before), TAILS_NOTED + 8);
}

function soil(o: usize): i32 {
  if (!o) return 0;
  const at = DIRTY + load<i32>(o, PLACE);
  const fresh = 1 - <i32>load<u8>(at);
  store<u8>(at, 1);
  return fresh;
}

function soilAfter(o: usize): i32 {
  let marked = soil(load<u32>(o, JS));
  if (isChains) return marked;
  const stop = load<u32>(o, RECORD + MORE_AFTER);
  for (let at = load<u32>(o, MORE_AFTER); at < stop; at += 4) marked += soil(load<u32>(at));
  return marked;
}

function soilBefore(o: usize): i32 {
  let marked = soil(load<u32>(o, JP));
  if (isChains) return marked;
  const stop = load<u32>(o, RECORD + MORE_BEFORE);
  for (let at = load<u32>(o, MORE_BEFORE); at < stop; at += 4) marked += soil(load<u32>(at));
  return marked;
}

function sweepEnds(from: i32, marked: i32, noted: usize): usize {
  let pending = marked;
  let to = noted;
  for (let at = DIRTY + from; pending > 0; at++) {
    if (!load<u8>(at)) continue;
    store<u8>(at, 0);
    pending--;
    const o = load<u32>(ORDER + 4 * (at - DIRTY));
    const fresh = readyOf(o) + load<i32>(o, P);
    const old = load<i32>(o, END);
    if (fresh === old) continue;
    store<u32>(to, o);
    store<i32>(to, old, 4);
    to += 8;
    store<i32>(o, fresh, END);
    pending += soilAfter(o) + soil(load<u32>(o, MS));
  }
  return to;
}

function sweepTails(from: i32, marked: i32, noted: usize): usize {
  let pending = marked;
  let to = noted;
  for (let at = DIRTY + from; pending > 0; at--) {
    if (!load<u8>(at)) continue;
    store<u8>(at, 0);
    pending--;
    const o = load<u32>(ORDER + 4 * (at - DIRTY));
    const fresh = restOf(o) + load<i32>(o, P);
    const old = load<i32>(o, TAIL);
    if (fresh === old) continue;
    store<u32>(to, o);
    store<i32>(to, old, 4);
    to += 8;
    store<i32>(o, fresh, TAIL);
    pending += soilBefore(o) + soil(load<u32>(o, MP));
  }
  return to;
}

function scorePlaces(v: usize, mode: usize, ready: i32, rest: i32, without: i32): void {
  const moreWork = WORK_PRICE * (load<i32>(mode, M_TIME) - load<i32>(v, P));
  const isTabu = load<i32>(tabuRow(v) + load<u32>(mode, M_TABU)) > iteration;
  const isHome = mode === load<u32>(v, MODE);
  const home = load<u32>(v, MP);
  let before: usize = 0;
  let next: usize = load<u32>(load<u32>(mode, M_SLOT));
  while (next && load<i32>(next, END) <= ready && load<i32>(next, TAIL) > rest) {
    before = next;
    next = load<u32>(next, MS);
  }
  for (;;) {
    if (!isHome || before !== home) {
      const path = pathBetween(before, load<i32>(before, END), mode, next, load<i32>(next, TAIL), ready, rest);
      consider(v, mode, before, path + moreWork, max(path, without), isTabu);
    }
    if (!next || (load<i32>(next, END) > ready && load<i32>(next, TAIL) <= rest)) break;
    before = next;
    next = load<u32>(next, MS);
  }
}

/** An operation that is out takes another's place, and that one fills the gap: neither machine has more to do than before. */
function scoreTrades(v: usize, mode: usize, ready: i32, rest: i32, without: i32): void {
  if (load<i32>(tabuRow(v) + load<u32>(mode, M_TABU)) > iteration) return;
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
      if (other && load<i32>(tabuRow(w) + load<u32>(other, M_TABU)) <= iteration) {
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

function modeOn(o: usize, slot: u32): usize {
  const stop: usize = load<u32>(o, MODES_END);
  for (let mode: usize = load<u32>(o, MODES); mode < stop; mode += MODE_RECORD) if (load<u32>(mode, M_SLOT) === slot) return mode;
  return 0;
}

/** One operation goes to the other's side, then the other to the machine that was left, where it is best. */
function exchange(): void {
  const w = tradedFor;
  const back = modeOn(w, load<u32>(traded, SLOT));
  // Behind the other, unless that must come later.
  const isBefore = load<i32>(w, END) > jobReady(traded) && load<i32>(w, TAIL) <= jobRest(traded);
  chosen = traded;
  chosenMode = tradedMode;
  chosenBefore = isBefore ? <usize>load<u32>(w, MP) : w;
  apply();
  chosen = 0;
  spare = 0;
  chosenValue = i32.MAX_VALUE;
  chosenRank = i32.MAX_VALUE;
  const ready = jobReady(w);
  const rest = jobRest(w);
  const before = load<u32>(w, MP);
  const after = load<u32>(w, MS);
  takeOut(w, ready, rest);
  scorePlaces(w, back, ready, rest, latestEnd());
  putBack(w, before, after);
  if (chosen) apply();
}

function consider(v: usize, mode: usize, before: usize, rank: i32, value: i32, isTabu: bool): void {
  if (isTabu && value >= bestValue) {
    if (random() % ++spares !== 0) return;
    spare = v;
    spareMode = mode;
    spareBefore = before;
    return;
  }
  if (value > chosenValue || (value === chosenValue && rank > chosenRank)) return;
  if (value < chosenValue || rank < chosenRank) ties = 0;
  if (random() % ++ties !== 0) return;
  chosenValue = value;
  chosenRank = rank;
  chosen = v;
  chosenMode = mode;
  chosenBefore = before;
}

function tabuRow(v: usize): usize {
  return tabuList + 4 * (v / RECORD - 1) * machines;
}

function apply(): void {
  const v = chosen;
  const ways = <i32>((<usize>load<u32>(v, MODES_END) - <usize>load<u32>(v, MODES)) / MODE_RECORD);
  const least = ways === 1 ? 8 + count / 10 : isEven ? EVEN_TENURE : 8 + ways;
  const until = iteration + least + (random() % (ways === 1 ? 2 * spread : isEven ? EVEN_SPREAD : spread));
  store<i32>(tabuRow(v) + load<u32>(load<u32>(v, MODE), M_TABU), until);
  const before = load<u32>(v, MP);
  const after = load<u32>(v, MS);
  unlink(v);
  const slot = load<u32>(chosenMode, M_SLOT);
  const left = chosenBefore;
  const right: usize = left ? load<u32>(left, MS) : load<u32>(slot);
  store<u32>(v, chosenMode, MODE);
  store<u32>(v, slot, SLOT);
  store<i32>(v, load<i32>(chosenMode, M_TIME), P);
  link(v, left, right);
  if (left && load<i32>(left, PLACE) > load<i32>(v, PLACE)) moveBehind(v, load<i32>(left, PLACE));
  else if (right && load<i32>(right, PLACE) < load<i32>(v, PLACE)) moveBefore(v, load<i32>(right, PLACE));
  let from = load<i32>(v, PLACE);
  let pending = soil(v) + soil(after) + soil(right);
  if (after) from = min(from, load<i32>(after, PLACE));
  if (right) from = min(from, load<i32>(right, PLACE));
  sweepEnds(from, pending, ENDS_NOTED);
  from = load<i32>(v, PLACE);
  pending = soil(v) + soil(before) + soil(left);
  if (before) from = max(from, load<i32>(before, PLACE));
  if (left) from = max(from, load<i32>(left, PLACE));
  sweepTails(from, pending, TAILS_NOTED);
}

function put(o: usize, place: i32): void {
  store<u32>(ORDER + 4 * place, o);
  store<i32>(o, place, PLACE);
}

function moveBehind(v: usize, until: i32): void {
  let kept = load<i32>(v, PLACE);
  let held = WINDOW + 4;
  store<u32>(WINDOW, v);
  store<u32>(v, 1, MARK);
  for (let i = kept + 1; i <= until; i++) {
    const o = load<u32>(ORDER + 4 * i);
    let follows = load<u32>(load<u32>(o, JP), MARK) | load<u32>(load<u32>(o, MP), MARK);
    if (!isChains) {
      const stop = load<u32>(o, RECORD + MORE_BEFORE);
      for (let at = load<u32>(o, MORE_BEFORE); at < stop; at += 4) follows |= load<u32>(load<u32>(at), MARK);
    }
    if (follows) {
      store<u32>(o, 1, MARK);
      store<u32>(held, o);
      held += 4;
    } else put(o, kept++);
  }
  for (let at = WINDOW; at < held; at += 4) {
    const o = load<u32>(at);
    store<u32>(o, 0, MARK);
    put(o, kept++);
  }
}

function moveBefore(v: usize, until: i32): void {
  let kept = load<i32>(v, PLACE);
  let held = WINDOW + 4;
  store<u32>(WINDOW, v);
  store<u32>(v, 1, MARK);
  for (let i = kept - 1; i >= until; i--) {
    const o = load<u32>(ORDER + 4 * i);
    let leads = load<u32>(load<u32>(o, JS), MARK) | load<u32>(load<u32>(o, MS), MARK);
    if (!isChains) {
      const stop = load<u32>(o, RECORD + MORE_AFTER);
      for (let at = load<u32>(o, MORE_AFTER); at < stop; at += 4) leads |= load<u32>(load<u32>(at), MARK);
    }
    if (leads) {
      store<u32>(o, 1, MARK);
      store<u32>(held, o);
      held += 4;
    } else put(o, kept--);
  }
  for (let at = WINDOW; at < held; at += 4) {
    const o = load<u32>(at);
    store<u32>(o, 0, MARK);
    put(o, kept--);
  }
}
