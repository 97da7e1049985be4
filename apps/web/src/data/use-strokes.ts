import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { type Stored, Strokes, type StrokesShown } from './strokes.ts';
import { alsoUnsaved } from './unsaved.ts';

/** Strokes a component shows and makes. */
export interface StrokeEdits<T> extends StrokesShown<T> {
  change(next: T): void;
  /** Takes the last stroke back; undefined where there is none. */
  readonly undo: (() => void) | undefined;
  again(): void;
  giveUp(): void;
}

/** What is being edited, by key: strokes that could not be stored are still there when one comes back to their page. */
const known = new Map<string, Strokes<object>>();
alsoUnsaved(() => [...known.values()].some((strokes) => strokes.shown().isUnstored));

function newStrokes<T extends object>(
  key: string,
  stored: Stored<T>,
  store: (data: T, version: number) => Promise<number>,
  onStored: () => void,
): Strokes<object> {
  const strokes = new Strokes<T>(stored, store, onStored) as unknown as Strokes<object>;
  known.set(key, strokes);
  return strokes;
}

/** Edits something stroke by stroke; `stored` is what was read of it last. */
export function useStrokes<T extends object>(
  key: string,
  stored: Stored<T>,
  store: (data: T, version: number) => Promise<number>,
): StrokeEdits<T> {
  const queries = useQueryClient();
  const found = known.get(key) ?? newStrokes(key, stored, store, () => void queries.invalidateQueries());
  const strokes = found as unknown as Strokes<T>;
  const shown = useSyncExternalStore(strokes.subscribe, strokes.shown);
  useEffect(() => strokes.heard(stored), [strokes, stored.version]);
  useEffect(() => {
    known.set(key, found);
    return () => {
      if (!found.isWatched() && !found.shown().isUnstored) known.delete(key);
    };
  }, [key, found]);
  return {
    ...shown,
    change: (next) => strokes.change(next),
    undo: shown.canUndo ? () => strokes.undo() : undefined,
    again: () => strokes.again(),
    giveUp: () => strokes.giveUp(),
  };
}
