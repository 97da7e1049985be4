import { expect, test } from 'vitest';
import type { BoardEdit, Edits } from './edits.ts';
import { carriedTo, discarded, movesOf, NO_EDITS, pendingCount, placesOf, planned, redo, splitsBetween, undo, withEdit } from './edits.ts';

const put = (operation: string, machine: string, start: number): BoardEdit => ({
  kind: 'place',
  operation,
  place: { machine, setupStart: start, start, end: start + 60 },
});
const free = (operation: string): BoardEdit => ({ kind: 'place', operation, place: undefined });
const after = (...edits: readonly BoardEdit[]): Edits => edits.reduce(withEdit, NO_EDITS);
const nothing = () => undefined;
const allPlanned = (edits: Edits): Edits => planned(edits, edits.done, nothing);

test('undo and redo walk along what was done, and a new change forgets what was undone', () => {
  const two = after(put('A', 'M1', 0), put('B', 'M1', 60));
  expect([...placesOf(undo(two).done).keys()]).toEqual(['A']);
  expect(redo(undo(two)).done).toEqual(two.done);
  expect(undo(undo(undo(two))).done).toEqual([]);
  expect(withEdit(undo(two), free('C')).undone).toEqual([]);
});

test('only where a bar ends up is planned, not how it got there', () => {
  const twice = after(put('A', 'M1', 0), put('A', 'M2', 3600));
  expect(movesOf(twice, nothing)).toEqual([{ operation: 'A', locked: true, machine: 'M2', start: '1970-01-01T01:00:00Z' }]);
  expect(pendingCount(twice, nothing)).toBe(1);
});

test('letting go of a published lock is a change, putting it back is none', () => {
  const base = () => ({ machine: 'M1', start: 0 });
  expect(movesOf(after(free('A')), base)).toEqual([{ operation: 'A', locked: false }]);
  expect(pendingCount(after(free('A'), put('A', 'M1', 0)), base)).toBe(0);
});

test('what is undone after it was planned goes back to how it was published', () => {
  const sent = allPlanned(after(put('A', 'M1', 0), put('B', 'M1', 60)));
  expect(pendingCount(sent, nothing)).toBe(0);
  const base = (operation: string) => (operation === 'A' ? { machine: 'M9', start: 7200 } : undefined);
  expect(movesOf(undo(undo(sent)), base)).toEqual([
    { operation: 'A', locked: true, machine: 'M9', start: '1970-01-01T02:00:00Z' },
    { operation: 'B', locked: false },
  ]);
});

test('discarding goes back to what was planned, and once more to what is published', () => {
  const sent = allPlanned(after(put('A', 'M1', 0)));
  const more = withEdit(sent, put('B', 'M1', 60));
  expect(discarded(more, nothing).done).toEqual(sent.done);
  const none = discarded(discarded(more, nothing), nothing);
  expect(none.done).toEqual([]);
  expect(movesOf(none, nothing)).toEqual([{ operation: 'A', locked: false }]);
  expect(redo(none).done).toEqual([put('A', 'M1', 0)]);
});

test('a split is taken back by joining what it made', () => {
  const split = after({ kind: 'split', order: 'O1', quantities: [4, 6] });
  expect(splitsBetween(split)).toMatchObject({ split: [{ order: 'O1' }], join: [] });
  const sent = planned(split, split.done, () => ['O1-2']);
  expect(splitsBetween(sent)).toEqual({ split: [], join: [] });
  expect(splitsBetween(undo(sent))).toMatchObject({ split: [], join: [{ order: 'O1', made: ['O1-2'] }] });
});

test('what is done by hand while planning is under way is not taken for planned', () => {
  const sent = after(put('A', 'M1', 0));
  const meanwhile = withEdit(sent, put('B', 'M1', 60));
  expect(pendingCount(planned(meanwhile, sent.done, nothing), nothing)).toBe(1);
  expect(movesOf(planned(meanwhile, sent.done, nothing), nothing)).toMatchObject([{ operation: 'B' }]);
});

test('onto the next plan goes what was not planned yet, of operations that are still there', () => {
  const edits = [put('B', 'M1', 60), put('C', 'M1', 90)].reduce(withEdit, allPlanned(after(put('A', 'M1', 0))));
  const kept: Edits = JSON.parse(JSON.stringify(edits));
  expect(carriedTo(kept, (operation) => operation !== 'C')).toEqual({ done: [put('B', 'M1', 60)], undone: [], sent: [] });
  expect(carriedTo(allPlanned(edits), () => true)).toEqual(NO_EDITS);
});

test('what was kept over loading the page anew is discarded once, and comes back once', () => {
  const edits = withEdit(allPlanned(after(put('A', 'M1', 0))), put('B', 'M1', 60));
  const dropped = discarded(JSON.parse(JSON.stringify(edits)), nothing);
  expect(dropped).toMatchObject({ done: [put('A', 'M1', 0)], undone: [put('B', 'M1', 60)] });
});
