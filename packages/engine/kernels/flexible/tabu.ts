// Which operations may not come back to which machines yet.
import { random } from '../random/xorshift';
import { M_SLOT, M_TABU, MODE, MODE_RECORD, MODES, MODES_END, MP, MS, RECORD, SLOT } from './layout';
import { iteration } from './progress';
import { count, hasPairs, isEven, machines, pairList, pairMask, spread, tabuList } from './shop';

/** Where machines are even, an operation with a choice stays tabu for so many iterations and up to so many more. */
const EVEN_TENURE: i32 = 4;
const EVEN_SPREAD: i32 = 6;
/** A pair that changed places on its machine stays as it is for so many iterations and up to so many more. */
const PAIR_TENURE: i32 = 8;
const PAIR_SPREAD: i32 = 8;

function tabuRow(v: usize): usize {
  return tabuList + 4 * (v / RECORD - 1) * machines;
}

export function isForbidden(v: usize, mode: usize): bool {
  return load<i32>(tabuRow(v) + load<u32>(mode, M_TABU)) > iteration;
}

/** What leaves its machine stays away from it for a while. */
export function forbidReturn(v: usize): void {
  const ways = <i32>((<usize>load<u32>(v, MODES_END) - <usize>load<u32>(v, MODES)) / MODE_RECORD);
  const least = ways === 1 ? 8 + count / 10 : isEven ? EVEN_TENURE : 8 + ways;
  const until = iteration + least + (random() % (ways === 1 ? 2 * spread : isEven ? EVEN_SPREAD : spread));
  store<i32>(tabuRow(v) + load<u32>(load<u32>(v, MODE), M_TABU), until);
}

/** Large shops share cells among pairs. */
function pairCell(a: usize, b: usize): usize {
  return pairList + 4 * <usize>(((<u32>(a / RECORD) - 1) * count + <u32>(b / RECORD) - 1) & pairMask);
}

/** Whether the one may not go before the other again yet. */
export function isPairForbidden(a: usize, b: usize): bool {
  return hasPairs && load<i32>(pairCell(a, b)) > iteration;
}

/** What an operation passes on its machine, on the way behind another or before it, it may not pass back for a while. */
export function forbidPairs(v: usize, left: usize, isBehind: bool): void {
  const until = iteration + PAIR_TENURE + (random() % PAIR_SPREAD);
  if (!isBehind) for (let w: usize = load<u32>(v, MP); w !== left; w = load<u32>(w, MP)) store<i32>(pairCell(w, v), until);
  else
    for (let w: usize = load<u32>(v, MS); ; w = load<u32>(w, MS)) {
      store<i32>(pairCell(v, w), until);
      if (w === left) return;
    }
}

/** Whether the place looked at is forbidden, as places of one machine are looked at from the left. */
export let isPlaceForbidden: bool = false;
/** The operation, if pairs say more than its machine; what it stood behind; the nearest before it that it may not pass. */
let guarded: usize = 0;
let home: usize = 0;
let barrier: usize = 0;
let isPast: bool = false;
let isShut: bool = false;

/** Before the first place of a machine. */
export function beginPlaces(v: usize, mode: usize): void {
  isShut = isForbidden(v, mode);
  isPlaceForbidden = isShut;
  guarded = hasPairs && load<u32>(mode, M_SLOT) === load<u32>(v, SLOT) ? v : 0;
  if (!guarded) return;
  home = load<u32>(v, MP);
  isPast = home === 0;
  for (barrier = home; barrier && !isPairForbidden(v, barrier);) barrier = load<u32>(barrier, MP);
  if (barrier) isPlaceForbidden = true;
}

/** The next place lies behind this one. */
export function passPlace(w: usize): void {
  if (!guarded) return;
  if (w === barrier) isPlaceForbidden = isShut;
  if (isPast && isPairForbidden(w, guarded)) isPlaceForbidden = true;
  if (w === home) isPast = true;
}
