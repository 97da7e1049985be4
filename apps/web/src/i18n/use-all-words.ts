import { LANGUAGES } from '@midstream/words/unloaded';
import { useEffect, useState } from 'react';
import { loadWords } from './load-language.ts';

/** Loads the words of every language: what people paste may be headed in any. True once they are there. */
export function useAllWords(): boolean {
  const [isThere, setIsThere] = useState(false);
  useEffect(() => {
    void Promise.all(LANGUAGES.map(loadWords)).then(() => setIsThere(true));
  }, []);
  return isThere;
}
