import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useUnsaved } from '../data/unsaved.ts';
import { useSpeech } from '../i18n/language.tsx';

/**
 * A modal dialog of the platform: it keeps the focus and says its title to a screen reader. Escape closes it, but asks first where
 * something was typed. While it `isBusy` nothing can be typed that would not be saved.
 */
export function Dialog({
  title,
  isWide = false,
  isBusy = false,
  onClose,
  children,
}: {
  readonly title: string;
  readonly isWide?: boolean;
  readonly isBusy?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { say } = useSpeech();
  const box = useRef<HTMLDialogElement>(null);
  const focused = useRef<HTMLElement | undefined>(undefined);
  const [isTouched, setIsTouched] = useState(false);
  useUnsaved(isTouched);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  useEffect(() => {
    // What is disabled loses the keyboard; afterwards it is where it was.
    if (!isBusy && document.activeElement === document.body) focused.current?.focus();
  }, [isBusy]);
  return (
    <dialog
      ref={box}
      aria-label={title}
      className={isWide ? 'wide' : ''}
      onInput={() => setIsTouched(true)}
      onFocus={(event) => (focused.current = event.target)}
      onCancel={(event) => {
        if (isTouched && !isBusy && !confirm(say('web.discard-typed'))) event.preventDefault();
      }}
      onClose={onClose}
    >
      <div>
        <h2>{title}</h2>
        <fieldset className="whole" disabled={isBusy}>
          {children}
        </fieldset>
      </div>
    </dialog>
  );
}
