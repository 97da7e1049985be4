// How long everything takes, and the best there has been since the search began anew.
import { next, seed, setSeed } from '../random/xorshift';
import { BEST, ORDER, RECORD, TABU } from './layout';

const LAST_ITERATION: i32 = 1 << 30;

/** Operations, and where what is none begins. */
export let count: i32 = 0;
export let border: usize = 0;
let cells: i32 = 0;
/** A pair stays tabu for `tenure` iterations and up to `tenureSpread` - 1 more. */
let tenure: i32 = 0;
let tenureSpread: i32 = 0;

export let iteration: i32 = 1;
export let longest: i32 = 0;
export let bestValue: i32 = i32.MAX_VALUE;
export let idle: i32 = 0;

/** Once. So many cells are all the tabu matrices may ever use. */
export function prepare(tabuCells: i32, start: i32): void {
  cells = tabuCells;
  setSeed(start);
}

/** Iterations go on counting, so what was tabu before only has to be older than now. */
export function forgetTabu(): void {
  iteration += tenure + tenureSpread + 1;
  startCountAgain();
}

/** Long before the count of iterations is full it begins anew. */
export function startCountAgain(): void {
  if (iteration <= LAST_ITERATION) return;
  iteration = 1;
  memory.fill(TABU, 0, 4 * cells);
}

export function take(operations: i32, least: i32, spread: i32): void {
  count = operations;
  border = RECORD * operations;
  tenure = least;
  tenureSpread = spread;
}

/** What is there is the best there is. */
export function settle(value: i32): void {
  longest = value;
  keep();
}

export function beginIteration(): void {
  iteration++;
}

export function endIteration(value: i32): void {
  longest = value;
  if (value < bestValue) keep();
  else idle++;
}

/** So many iterations in one, without a move. */
export function pass(iterations: i32): void {
  idle += iterations;
}

/** Until when what is done now may not be undone. */
export function tabuUntil(): i32 {
  const drawn = next(seed);
  setSeed(drawn);
  return iteration + tenure + ((drawn & 0x3fff_ffff) % tenureSpread);
}

function keep(): void {
  bestValue = longest;
  idle = 0;
  memory.copy(BEST, ORDER, 4 * count);
}
