// The best move of an iteration: an operation, its mode there, and what it goes behind.
import { random } from '../random/xorshift';
import { bestValue } from './progress';

/** A tick of work more counts as so many of the path, among moves that promise one makespan. */
export const WORK_PRICE: i32 = 4;

export let chosen: usize = 0;
export let chosenMode: usize = 0;
export let chosenBefore: usize = 0;
export let chosenValue: i32 = 0;
let chosenRank: i32 = 0;
let ties: i32 = 0;
/** Any of the forbidden ones. */
export let spare: usize = 0;
let spareMode: usize = 0;
let spareBefore: usize = 0;
let spares: i32 = 0;

export function forgetChoice(): void {
  chosen = 0;
  spare = 0;
  chosenValue = i32.MAX_VALUE;
  chosenRank = i32.MAX_VALUE;
}

export function countAnew(): void {
  ties = 0;
  spares = 0;
}

export function choose(v: usize, mode: usize, before: usize): void {
  chosen = v;
  chosenMode = mode;
  chosenBefore = before;
}

export function chooseSpare(): void {
  choose(spare, spareMode, spareBefore);
}

export function consider(v: usize, mode: usize, before: usize, rank: i32, value: i32, isTabu: bool): void {
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
  choose(v, mode, before);
}
