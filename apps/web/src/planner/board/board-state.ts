import type { TimeScale } from '@midstream/gantt';
import type { Verdict } from '@midstream/planning/preview';

/** A bar on its way: where it would be dropped, and what that would do. Instants in seconds. */
export interface Dragged {
  readonly operation: number;
  readonly start: number;
  readonly machine: string;
  readonly row: number;
  /** Undefined while the board's model is still being read. */
  readonly verdict: Verdict | undefined;
  /** Let go before it could be judged: it waits where it is. */
  readonly isLetGo?: boolean;
  /** Other bars that could not stay. */
  readonly displaced: ReadonlySet<number>;
  /** Where the hand is, in pixels of the canvas. */
  readonly x: number;
  readonly y: number;
}

/** What moves while a hand is on the board; changing it draws a frame, not a page. */
export interface BoardState {
  scale: TimeScale;
  hovered: number;
  drag: Dragged | undefined;
}
