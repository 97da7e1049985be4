import { useEffect, useState } from 'react';

const TYPING_MILLISECONDS = 200;

/** What was typed, once nothing more was typed for a moment. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
