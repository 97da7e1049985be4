import { useSpeech } from '../../../i18n/language.tsx';

interface Counted {
  readonly rows: readonly { readonly effect: string }[];
  readonly problems: readonly unknown[];
  readonly unusedHeaders: readonly string[];
}

/** What pasted rows come to: how many are new, changed, the same or wrong, and which columns say nothing. */
export function PastedCounts({ pasted }: { readonly pasted: Counted }) {
  const { say } = useSpeech();
  const count = (effect: string): number => pasted.rows.filter((row) => row.effect === effect).length;
  return (
    <>
      <p className="row" role="status">
        <span className="badge good">{say('web.paste-new', { count: count('new') })}</span>
        <span className="badge accent">{say('web.paste-changed', { count: count('changed') })}</span>
        <span className="badge">{say('web.paste-same', { count: count('same') })}</span>
        {pasted.problems.length === 0 ? null : (
          <span className="badge late">{say('web.paste-wrong', { count: pasted.problems.length })}</span>
        )}
      </p>
      {pasted.unusedHeaders.length === 0 ? null : (
        <div className="notice tight">{say('web.paste-unused', { headers: pasted.unusedHeaders.join(', ') })}</div>
      )}
    </>
  );
}
