import { useState } from 'react';
import { carriedOver } from './carried-over.ts';
import type { Stored } from './strokes.ts';
import { conflictOf } from './strokes.ts';

type Data = Readonly<Record<string, unknown>>;

/** Something that is typed and then saved as a whole. */
export interface Draft {
  readonly data: Data;
  /** What the next saving is based on. */
  readonly version: number;
  set(next: Data): void;
  /** To be told of what saving was refused with: what somebody else stored meanwhile is joined with what was typed. */
  refused(error: unknown): void;
  /** After somebody else was faster: theirs, mine on top of theirs, which of the two is shown, and the fields that differ. */
  readonly conflict: DraftConflict | undefined;
}
export interface DraftConflict {
  readonly theirs: Data;
  readonly mine: Data;
  readonly both: readonly string[];
  readonly showsTheirs: boolean;
  show(theirs: boolean): void;
}

/** A draft of something as it stood when it was opened: what is read of it later does not change what is being typed. */
export function useDraft(opened: Stored<Data>): Draft {
  const [base, setBase] = useState(opened);
  const [data, setData] = useState(opened.data);
  const [found, setFound] = useState<Pick<DraftConflict, 'theirs' | 'mine' | 'both' | 'showsTheirs'> | undefined>(undefined);
  return {
    data,
    version: base.version,
    set: setData,
    refused(error) {
      const conflict = conflictOf(error);
      if (conflict === undefined) return;
      const theirs = conflict.current as Data;
      const mine = carriedOver(base.data, data, theirs);
      setBase({ data: theirs, version: conflict.version });
      setData(mine.data);
      setFound({ theirs, mine: mine.data, both: mine.both, showsTheirs: false });
    },
    conflict:
      found === undefined
        ? undefined
        : {
            ...found,
            show(theirs) {
              // Coming back from theirs, what was typed before is there again.
              setFound({ ...found, showsTheirs: theirs, ...(theirs && !found.showsTheirs ? { mine: data } : {}) });
              setData(theirs ? found.theirs : found.mine);
            },
          },
  };
}
