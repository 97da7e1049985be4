import { type ReactNode, useEffect, useRef } from 'react';

/** A modal dialog of the platform: it keeps the focus, closes on Escape, and says its title to a screen reader. */
export function Dialog({
  title,
  isWide = false,
  onClose,
  children,
}: {
  readonly title: string;
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog ref={box} aria-label={title} className={isWide ? 'wide' : ''} onClose={onClose}>
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
