import { useEffect } from 'react';

const sources: (() => boolean)[] = [];
let forms = 0;

/** Asks `source` too whether something would be lost. */
export function alsoUnsaved(source: () => boolean): void {
  sources.push(source);
}

/** While something is typed and not stored, the browser asks before the page is closed or loaded anew. */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    forms++;
    return () => {
      forms--;
    };
  }, [isUnsaved]);
}

/** Called once, when the pages begin. */
export function askBeforeLeaving(): void {
  addEventListener('beforeunload', (event) => {
    // What is being typed into a cell counts as soon as the cell is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (forms > 0 || sources.some((isUnsaved) => isUnsaved())) event.preventDefault();
  });
}
