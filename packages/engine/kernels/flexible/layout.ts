// Where everything lies in the memory of the flexible shop's kernel. An operation is the address of its record, so is a mode; the record
// at 0 stands for "none" and holds only zeros. Fixed areas lie at constant addresses, which the compiler folds into loads; modes,
// changeovers, further arcs and the tabu list come behind, where the host puts them.

/** Bytes of an operation's record; most operations, and machines, that fit. */
export const RECORD: usize = 64;
export const MOST: usize = 1 << 15;

// An operation: time, one job neighbour before and after, machine neighbours, earliest end, longest path from its start to the end of
// everything, place in order, setup before it, mode, its machine's slot, its first mode and where they end, where its further
// predecessors and successors begin (they end where the next record's begin), mark.
export const P: usize = 0;
export const JP: usize = 4;
export const JS: usize = 8;
export const MP: usize = 12;
export const MS: usize = 16;
export const END: usize = 20;
export const TAIL: usize = 24;
export const PLACE: usize = 28;
export const S: usize = 32;
export const MODE: usize = 36;
export const SLOT: usize = 40;
export const MODES: usize = 44;
export const MODES_END: usize = 48;
export const MORE_BEFORE: usize = 52;
export const MORE_AFTER: usize = 56;
export const MARK: usize = 60;

// A mode: its machine's slot, time, setup as the first, setup of its own, address of its row and offset of its column in the changeover
// table, offset of its machine in a row of the tabu list.
export const MODE_RECORD: usize = 32;
export const M_SLOT: usize = 0;
export const M_TIME: usize = 4;
export const M_FIRST: usize = 8;
export const M_OWN: usize = 12;
export const M_ROW: usize = 16;
export const M_COLUMN: usize = 20;
export const M_TABU: usize = 24;

export const ORDER: usize = (MOST + 2) * RECORD;
export const BEST_ORDER: usize = ORDER + 4 * MOST;
export const BEST_MODE: usize = BEST_ORDER + 4 * MOST;
export const WINDOW: usize = BEST_MODE + 4 * MOST;
export const PATH: usize = WINDOW + 4 * MOST;
export const SINKS: usize = PATH + 4 * MOST;
/** [machine] first operation; while loading, the last. */
export const SLOTS: usize = SINKS + 4 * MOST;
/** Pairs of an operation and what its end or tail was. */
export const ENDS_NOTED: usize = SLOTS + 4 * MOST;
export const TAILS_NOTED: usize = ENDS_NOTED + 8 * (MOST + 1);
/** [place] a byte, 1 = to be recomputed. */
export const DIRTY: usize = TAILS_NOTED + 8 * (MOST + 1);
/** [place on the path] how much shorter everything could be without that operation. */
export const GAINS: usize = DIRTY + MOST + 64;
/** Operations to be looked at closely: operation, value, rank. */
export const LOOKS: usize = GAINS + 4 * MOST;
export const TABLES: usize = LOOKS + 512;

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
