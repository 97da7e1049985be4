import type { TimeScale } from '@midstream/gantt';
import type { Verdict } from './verdict.ts';

/** A bar on its way: where it would be dropped, and whether it may. */
export interface Dragged {
  readonly operation: number;
  readonly start: number;
  readonly row: number;
  readonly isAllowed: boolean;
}

/** What moves while a hand is on the board; changing it draws a frame, not a page. */
export interface BoardState {
  scale: TimeScale;
  hovered: number;
  drag: (Dragged & { readonly verdict: Verdict; readonly x: number; readonly y: number }) | undefined;
}
