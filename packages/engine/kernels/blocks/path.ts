// A random critical path, and the moves of its blocks.
import { next, seed, setSeed } from '../random/xorshift';
import { END, JP, MACHINE, MOVES, MP, P, PATH } from './layout';
import { border } from './progress';

/** In blocks longer than this only operations so near to an end move. */
const REACH: i32 = 40;

/** Whether the path walked last begins within a block that goes on beyond the border, or begins everything. */
let beginsInBlock: bool = true;

/** An operation and the path before it, back to its first; returns where it ends in the path area. */
export function walkBack(from: usize, begin: usize): usize {
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
    // Branches, not a choice between two values: the next address is then guessed rather than waited for.
    if (load<i32>(a, END) !== start) at = b;
    else if (load<i32>(b, END) !== start) at = a;
    else {
      random = next(random);
      at = (random & 0x10000) === 0 ? a : b;
    }
    if (at >= border) {
      beginsInBlock = at === b;
      break;
    }
  }
  setSeed(random);
  return to;
}

/**
 * The moves of each block of a path (N7: Zhang, Li, Guan, Rao 2007); returns where their list ends. The path lies in reverse: a block
 * begins at `high` and ends at `low`. A block that goes on beyond the border, or begins or ends everything, gains nothing at that side.
 */
export function listMoves(pathEnd: usize, endsInBlock: bool): usize {
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

function put(to: usize, u: u32, v: u32): usize {
  store<u32>(to, u);
  store<u32>(to, v, 4);
  return to + 8;
}
