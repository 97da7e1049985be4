import { type ReactNode, useEffect, useRef } from 'react';

/** A modal dialog of the platform: it keeps the focus, closes on Escape, and says its title to a screen reader. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog ref={box} aria-label={title} onClose={onClose}>
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
