// Where everything lies in the memory of the two kernels that move operations within blocks of a critical path: of whole job shops and of
// windows of large ones. An operation is the address of its record, the first one at 0. Records from `border` on are no operations: one
// that stands for "none", or the neighbours of a window. Of those END or TAIL counts, and what moves write into the rest is never read.
// Every address is a constant, so that the compiler folds it into the load.

/** Bytes of a record; most records; most operations in a list. */
export const RECORD: usize = 32;
const MOST_RECORDS: usize = 5 << 15;
const MOST: usize = 1 << 17;

// A hot record: time, job and machine neighbours, earliest end, longest path from its start to the end of everything, place in order.
export const P: usize = 0;
export const JP: usize = 4;
export const JS: usize = 8;
export const MP: usize = 12;
export const MS: usize = 16;
export const END: usize = 20;
export const TAIL: usize = 24;
export const PLACE: usize = 28;

// A cold one lies COLD bytes behind: address of its row in the tabu matrix, offset of its column, machine, mark.
export const COLD: usize = MOST_RECORDS * RECORD;
export const ROW: usize = COLD;
export const COLUMN: usize = COLD + 4;
/** Anything that tells machines apart; where the last operation of each is kept, the address of that slot. */
export const MACHINE: usize = COLD + 8;
export const MARK: usize = COLD + 12;

export const ORDER: usize = 2 * COLD;
export const BEST: usize = ORDER + 4 * MOST;
export const HELD: usize = BEST + 4 * MOST;
export const PATH: usize = HELD + 4 * MOST;
export const AHEAD: usize = PATH + 4 * MOST;
export const PASSED: usize = AHEAD + 4 * MOST;
/** Two words a move: u, with 1 added where it goes right behind v, and v. */
export const MOVES: usize = PASSED + 4 * MOST;
/** [machine] last operation. */
export const LAST: usize = MOVES + 32 * MOST;
export const TABU: usize = LAST + 4 * MOST;

/** Where the host writes and reads: the areas' addresses, so that none is written down twice. */
export function orderArea(): usize {
  return ORDER;
}
export function bestArea(): usize {
  return BEST;
}
export function coldArea(): usize {
  return COLD;
}
export function lastArea(): usize {
  return LAST;
}
export function tabuArea(): usize {
  return TABU;
}
