import { fieldIn, valueIn } from '@midstream/words/unloaded';
import { useState } from 'react';
import { useSpeech } from '../../../i18n/language.tsx';
import type { Fix } from './fix.ts';

/** The way out of a finding: what is still to be chosen, and a button that says what it does. */
export function FixButton({
  fix,
  isBusy,
  onApply,
}: {
  readonly fix: Fix;
  readonly isBusy: boolean;
  readonly onApply: (answer: string | number, label: string) => void;
}) {
  const { say, language } = useSpeech();
  const { asks } = fix;
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const answer = chosen ?? String(asks?.suggested ?? '');
  const label = say(fix.says, wordsOf(fix, language));
  const isReady = asks?.kind !== 'number' || (answer.trim() !== '' && Number(answer) >= 0);
  const field = asks === undefined ? '' : fieldIn(language, asks.field);
  return (
    <span className="fix">
      {asks?.kind === 'number' ? (
        <input
          type="number"
          min="0"
          step="any"
          aria-label={field}
          title={field}
          value={answer}
          onChange={(event) => setChosen(event.target.value)}
        />
      ) : null}
      {asks?.kind === 'choice' ? (
        <select aria-label={field} title={field} value={answer} onChange={(event) => setChosen(event.target.value)}>
          {asks.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : null}
      <button
        type="button"
        className="button"
        disabled={isBusy || !isReady}
        onClick={() => onApply(asks?.kind === 'number' ? Number(answer) : answer, label)}
      >
        {label}
      </button>
    </span>
  );
}

function wordsOf(fix: Fix, language: Parameters<typeof fieldIn>[0]): Fix['params'] {
  const { kind, value } = fix.params;
  return {
    ...fix.params,
    ...(typeof kind === 'string' ? { kind: fieldIn(language, kind) } : {}),
    ...(typeof value === 'string' ? { value: valueIn(language, value) } : {}),
  };
}
