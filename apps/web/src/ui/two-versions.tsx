import type { RecordKind } from '@midstream/factory';
import { fieldIn } from '@midstream/words/unloaded';
import type { DraftConflict } from '../data/use-draft.ts';
import { useSpeech } from '../i18n/language.tsx';

const isShort = (value: unknown): boolean => value === undefined || typeof value !== 'object';
const textOf = (value: unknown): string => (value === undefined || value === '' ? '–' : String(value as string | number | boolean));

/** After somebody else was faster: what both changed, theirs beside mine, and the way from one to the other. */
export function TwoVersions({ conflict, kind }: { readonly conflict: DraftConflict | undefined; readonly kind: RecordKind }) {
  const { say, language } = useSpeech();
  if (conflict === undefined) return null;
  return (
    <div className="notice tight stack">
      <p>{say('web.yours-is-kept')}</p>
      {conflict.both.map((field) => (
        <p key={field}>
          <b>{fieldIn(language, field, kind)}</b>
          {isShort(conflict.theirs[field]) && isShort(conflict.mine[field])
            ? ` · ${say('web.theirs-and-mine', { theirs: textOf(conflict.theirs[field]), mine: textOf(conflict.mine[field]) })}`
            : null}
        </p>
      ))}
      <p>
        <button type="button" className="button" onClick={() => conflict.show(!conflict.showsTheirs)}>
          {say(conflict.showsTheirs ? 'web.take-mine' : 'web.take-theirs')}
        </button>
      </p>
    </div>
  );
}
