// How long everything takes, and the best there has been since the search began anew.
import { latestEnd } from './graph';
import { BEST_MODE, BEST_ORDER, MODE, ORDER, RECORD } from './layout';
import { count, hasPairs, machines, pairList, pairMask, tabuList } from './shop';

const LAST_ITERATION: i32 = 1 << 30;

export let iteration: i32 = 1;
export let makespan: i32 = 0;
export let bestValue: i32 = i32.MAX_VALUE;
export let idle: i32 = 0;

/** Iterations go on counting, so what was tabu before only has to be older than now. */
export function beginAnew(): void {
  iteration += 2 * count + 1000;
  if (iteration > LAST_ITERATION) {
    iteration = 1;
    memory.fill(tabuList, 0, 4 * count * machines);
    if (hasPairs) memory.fill(pairList, 0, 4 * (<usize>pairMask + 1));
  }
  makespan = latestEnd();
  keep();
}

export function beginIteration(): void {
  iteration++;
}

export function endIteration(): void {
  makespan = latestEnd();
  idle++;
  if (makespan < bestValue) keep();
}

function keep(): void {
  bestValue = makespan;
  idle = 0;
  memory.copy(BEST_ORDER, ORDER, 4 * count);
  for (let i = 0; i < count; i++) store<u32>(BEST_MODE + 4 * i, load<u32>(RECORD * (i + 1), MODE));
}
