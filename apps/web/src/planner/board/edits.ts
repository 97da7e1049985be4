/** Where a hand put a bar: instants in seconds. */
export interface HandPlace {
  readonly machine: string;
  readonly setupStart: number;
  readonly start: number;
  readonly end: number;
}

/** One thing done by hand on the board; `place` undefined lets go of a lock. */
export type BoardEdit =
  | { readonly kind: 'place'; readonly operation: string; readonly place: HandPlace | undefined }
  | { readonly kind: 'split'; readonly order: string; readonly quantities: readonly number[]; readonly made?: readonly string[] };

/** What was done by hand since the plan was published. `sent` is what the last planning knew of. */
export interface Edits {
  readonly done: readonly BoardEdit[];
  readonly undone: readonly BoardEdit[];
  readonly sent: readonly BoardEdit[];
}
export const NO_EDITS: Edits = { done: [], undone: [], sent: [] };

export const withEdit = (edits: Edits, edit: BoardEdit): Edits => ({ ...edits, done: [...edits.done, edit], undone: [] });

export function undo(edits: Edits): Edits {
  const last = edits.done.at(-1);
  return last === undefined ? edits : { ...edits, done: edits.done.slice(0, -1), undone: [...edits.undone, last] };
}

export function redo(edits: Edits): Edits {
  const next = edits.undone.at(-1);
  return next === undefined ? edits : { ...edits, done: [...edits.done, next], undone: edits.undone.slice(0, -1) };
}

/**
 * After planning: what was `sent` is known, what was done while it was sent is not. What was split now knows what it was split into.
 */
export function planned(edits: Edits, sent: readonly BoardEdit[], madeOf: (order: string) => readonly string[] | undefined): Edits {
  const asMade = (each: BoardEdit): BoardEdit => {
    const made = each.kind === 'split' ? (each.made ?? madeOf(each.order)) : undefined;
    return each.kind === 'split' && made !== undefined ? { ...each, made } : each;
  };
  return { ...edits, done: edits.done.map(asMade), sent: sent.map(asMade) };
}

const isSame = (a: BoardEdit, b: BoardEdit): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What was done by hand on a plan, carried over to the one that took its place: what was not planned yet, where there still is such an operation. */
export function carriedTo(edits: Edits, isThere: (operation: string) => boolean): Edits {
  const done = edits.done.filter(
    (each) => !edits.sent.some((known) => isSame(known, each)) && (each.kind === 'split' || isThere(each.operation)),
  );
  return { done, undone: [], sent: [] };
}

/** [operation] where it stands by hand; undefined = let go. */
export function placesOf(done: readonly BoardEdit[]): ReadonlyMap<string, HandPlace | undefined> {
  return new Map(done.flatMap((each) => (each.kind === 'place' ? [[each.operation, each.place] as const] : [])));
}

/** What there was before any hand: where a lock held it, or undefined when it was free. */
export type BasePlace = (operation: string) => { readonly machine: string; readonly start: number } | undefined;

export interface HandMove {
  readonly operation: string;
  readonly machine?: string;
  readonly start?: string;
  readonly locked: boolean;
}

/** The moves that lead from what was planned last to what is wanted now; what is no longer touched goes back to how it was published. */
export function movesOf({ done, sent }: Edits, base: BasePlace): HandMove[] {
  const before = placesOf(sent);
  const now = placesOf(done);
  const moves: HandMove[] = [];
  for (const operation of new Set([...before.keys(), ...now.keys()])) {
    const from = before.has(operation) ? before.get(operation) : base(operation);
    const to = now.has(operation) ? now.get(operation) : base(operation);
    if (from?.machine === to?.machine && from?.start === to?.start) continue;
    moves.push(
      to === undefined
        ? { operation, locked: false }
        : { operation, locked: true, machine: to.machine, start: new Date(to.start * 1000).toISOString().replace(/\.\d+Z$/, 'Z') },
    );
  }
  return moves;
}

type Split = Extract<BoardEdit, { kind: 'split' }>;
const splitsOf = (edits: readonly BoardEdit[]): Split[] => edits.filter((each) => each.kind === 'split');

/** Orders to split, and splits to take back, newest first. */
export function splitsBetween({ done, sent }: Edits): { readonly split: readonly Split[]; readonly join: readonly Split[] } {
  const isIn = (list: readonly BoardEdit[], split: Split): boolean => splitsOf(list).some((each) => each.order === split.order);
  return {
    split: splitsOf(done).filter((each) => !isIn(sent, each)),
    join: splitsOf(sent)
      .filter((each) => !isIn(done, each))
      .reverse(),
  };
}

/** How many changes the next planning would learn of. */
export function pendingCount(edits: Edits, base: BasePlace): number {
  const { split, join } = splitsBetween(edits);
  return movesOf(edits, base).length + split.length + join.length;
}

/** Back to what was planned last; from there, back to the published plan. One can still redo. */
export function discarded(edits: Edits, base: BasePlace): Edits {
  const keep = pendingCount(edits, base) > 0 ? edits.sent : [];
  const dropped = edits.done.filter((each) => !keep.some((kept) => isSame(kept, each)));
  return { ...edits, done: keep, undone: [...edits.undone, ...dropped.reverse()] };
}
