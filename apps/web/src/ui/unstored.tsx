import type { StrokeEdits } from '../data/use-strokes.ts';
import { conflictOf } from '../data/strokes.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Trouble } from './states.tsx';

/** Why strokes could not be stored; they are kept, and somebody says what becomes of them. */
export function Unstored({ edits }: { readonly edits: StrokeEdits<object> }) {
  const { say } = useSpeech();
  if (edits.error === undefined) return null;
  const isConflict = conflictOf(edits.error) !== undefined;
  return (
    <div className="stack">
      <Trouble error={edits.error} />
      <div className="row">
        <button type="button" className="button main" onClick={edits.again}>
          {say(isConflict ? 'web.store-mine' : 'web.store-again')}
        </button>
        <button type="button" className="button" onClick={edits.giveUp}>
          {say(isConflict ? 'web.take-theirs' : 'web.give-up')}
        </button>
      </div>
    </div>
  );
}
