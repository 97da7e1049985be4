import { ApiError } from '@midstream/api';
import { carriedOver } from './carried-over.ts';

/** Something stored, and which version of it. */
export interface Stored<T> {
  readonly data: T;
  readonly version: number;
}

/** What a picture shows of its strokes; another one each time something changed. */
export interface StrokesShown<T> {
  /** With every stroke made so far, stored or not. */
  readonly data: T;
  readonly canUndo: boolean;
  /** Whether there are strokes that are not stored. */
  readonly isUnstored: boolean;
  /** Why the last attempt to store was refused; the strokes are kept, and wait for somebody to say what is to be done. */
  readonly error: unknown;
}

/**
 * Something that is edited stroke by stroke. Strokes are seen at once and stored one after the other: nobody waits for one to be stored
 * before making the next, and none is dropped because storing it failed. What somebody else changed in other fields is joined with
 * the strokes; of a field both changed the strokes are kept but not stored before somebody decides.
 */
export class Strokes<T extends object> {
  #stored: Stored<T>;
  #ahead: T | undefined;
  #past: readonly T[] = [];
  #error: unknown;
  #isSending = false;
  #shown: StrokesShown<T>;
  readonly #listeners = new Set<() => void>();
  readonly #store: (data: T, version: number) => Promise<number>;
  readonly #onStored: () => void;

  /** `store` answers the new version; `onStored` is called whenever nothing is left to be stored. */
  constructor(stored: Stored<T>, store: (data: T, version: number) => Promise<number>, onStored: () => void = () => undefined) {
    this.#stored = stored;
    this.#store = store;
    this.#onStored = onStored;
    this.#shown = this.#look();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly shown = (): StrokesShown<T> => this.#shown;
  /** Whether somebody looks at it. */
  isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** The newest of what is stored, as it was read. */
  heard(stored: Stored<T>): void {
    if (stored.version <= this.#stored.version || this.#ahead !== undefined) return;
    this.#stored = stored;
    // What somebody else changed is not undone along with one's own strokes.
    this.#past = [];
    this.#tell();
  }

  change(next: T): void {
    this.#past = [...this.#past, this.#shown.data];
    this.#put(next);
  }

  undo(): void {
    const last = this.#past.at(-1);
    if (last === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#put(last);
  }

  /** Stores what was refused, once more: over what somebody else stored, where it was that. */
  again(): void {
    this.#error = undefined;
    this.#put(this.#shown.data);
  }

  /** Gives up what is not stored. */
  giveUp(): void {
    this.#ahead = undefined;
    this.#error = undefined;
    this.#past = [];
    this.#tell();
    this.#onStored();
  }

  #put(next: T): void {
    this.#ahead = next;
    this.#tell();
    // Where somebody else was faster, that is decided first.
    if (!this.#isSending && conflictOf(this.#error) === undefined) void this.#send();
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    try {
      while (this.#ahead !== undefined) {
        const sent = this.#ahead;
        try {
          const version = await this.#store(sent, this.#stored.version);
          this.#stored = { data: sent, version };
          this.#error = undefined;
          if (this.#ahead === sent) this.#ahead = undefined;
        } catch (error) {
          if (!this.#isJoined(error)) break;
        }
      }
    } finally {
      this.#isSending = false;
    }
    this.#tell();
    if (this.#ahead === undefined) this.#onStored();
  }

  /** After a refusal: true where the strokes touch other fields than somebody else did, and can be sent on top. */
  #isJoined(error: unknown): boolean {
    const conflict = conflictOf(error);
    const theirs = conflict?.current as T | undefined;
    const ahead = this.#ahead;
    if (conflict === undefined || theirs === undefined || ahead === undefined) {
      this.#error = error;
      return false;
    }
    const joined = carriedOver(this.#stored.data, ahead, theirs);
    this.#past = [];
    this.#stored = { data: theirs, version: conflict.version };
    this.#ahead = joined.data;
    if (joined.both.length === 0) return true;
    this.#error = error;
    return false;
  }

  #look(): StrokesShown<T> {
    return {
      data: this.#ahead ?? this.#stored.data,
      canUndo: this.#past.length > 0,
      isUnstored: this.#ahead !== undefined,
      error: this.#error,
    };
  }

  #tell(): void {
    this.#shown = this.#look();
    for (const listener of this.#listeners) listener();
  }
}

/** Who stored what meanwhile, where that is why something was refused. */
export function conflictOf(error: unknown) {
  return error instanceof ApiError ? error.problem.conflict : undefined;
}
