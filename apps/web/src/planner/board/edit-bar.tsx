import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useSpeech } from '../../i18n/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Trouble } from '../../ui/states.tsx';
import type { HandWork } from './use-edits.ts';

/** Undo and redo, by button and by the keys everybody knows. */
export function UndoRedo({ hand }: { readonly hand: HandWork }) {
  const { say } = useSpeech();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (isTyping || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key === 'y' || (key === 'z' && event.shiftKey)) hand.redo();
      else if (key === 'z') hand.undo();
      else return;
      event.preventDefault();
    };
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  });
  return (
    <span className="row" style={{ gap: 2 }}>
      <button
        type="button"
        className="button quiet"
        disabled={hand.edits.done.length === 0}
        onClick={hand.undo}
        title={`${say('web.undo')} (Ctrl Z)`}
        aria-label={say('web.undo')}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="button quiet"
        disabled={hand.edits.undone.length === 0}
        onClick={hand.redo}
        title={`${say('web.redo')} (Ctrl Y)`}
        aria-label={say('web.redo')}
      >
        <Icon name="redo" />
      </button>
    </span>
  );
}

/** What was done by hand and is not planned yet, and the ways on. `sentences` say what, newest last. */
export function EditBar({ hand, sentences }: { readonly hand: HandWork; readonly sentences: readonly string[] }) {
  const { say } = useSpeech();
  const [, go] = useLocation();
  if (hand.edits.done.length === 0 && hand.pending === 0) return null;
  return (
    <section className="board-edits" aria-label={say('web.edits')}>
      <div className="grow">
        <b>{hand.pending === 0 ? say('web.edits-planned') : say('web.edits-pending', { count: hand.pending })}</b>
        <p className="muted small">{sentences.slice(-3).join(' · ')}</p>
        {hand.carried === 0 ? null : <p className="small tight">{say('web.edits-carried', { count: hand.carried })}</p>}
        <Trouble error={hand.plan.error} />
      </div>
      <button type="button" className="button" onClick={hand.discard}>
        {say('web.edit-discard')}
      </button>
      <button
        type="button"
        className="button main"
        disabled={hand.plan.isPending}
        onClick={() => (hand.pending === 0 ? go('/run') : hand.plan.run(() => go('/run')))}
      >
        {say(hand.pending === 0 ? 'web.page-run' : 'web.edit-plan')}
      </button>
    </section>
  );
}
