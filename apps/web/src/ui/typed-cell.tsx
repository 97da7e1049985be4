import { type InputHTMLAttributes, useState } from 'react';

/**
 * A cell that is typed in and counts when it is left. While somebody types, a newer stored value does not take its place; what cannot be
 * read stays, marked, until it is put right or taken back with Escape.
 */
export function TypedCell({
  stored,
  onTyped,
  onKeyDown,
  ...input
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'defaultValue' | 'onChange' | 'onBlur'> & {
  readonly stored: string;
  /** @returns false where the text cannot be read */
  readonly onTyped: (text: string) => boolean;
}) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const [isWrong, setIsWrong] = useState(false);
  const show = (text: string | undefined, wrong: boolean): void => {
    setTyped(text);
    setIsWrong(wrong);
  };
  return (
    <input
      {...input}
      value={typed ?? stored}
      aria-invalid={isWrong}
      onChange={(event) => show(event.target.value, false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') show(undefined, false);
        onKeyDown?.(event);
      }}
      onBlur={() => {
        if (typed === undefined) return;
        if (onTyped(typed)) show(undefined, false);
        else show(typed, true);
      }}
    />
  );
}
