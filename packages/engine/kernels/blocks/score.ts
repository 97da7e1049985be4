// What each move promises (feasibility and estimates after Balas and Vazacopoulos 1998), and the move that promises most.
import { next, seed, setSeed } from '../random/xorshift';
import { COLUMN, END, JP, JS, MOVES, MP, MS, P, PASSED, ROW, TAIL } from './layout';
import { bestValue, border, iteration } from './progress';

/** Set by the two functions that score. */
let isTabu: bool = false;

/** The best move that is not tabu or is better than all before; of equals any; of tabu ones any if there is no other; 0 for none. */
export function chooseMove(movesEnd: usize): usize {
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
  setSeed(random);
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
