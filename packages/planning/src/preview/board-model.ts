/**
 * What a board needs of a factory and its plan to judge a drag by itself: plain numbers and lists, fit for JSON. Times are ticks from
 * `origin`. Made by `boardModel` where the factory is; read by `previewer` wherever the board is.
 */
export interface BoardModel {
  /** Instant of tick 0, in seconds. */
  readonly origin: number;
  readonly tickSeconds: number;
  /** Tick behind which every calendar counts as open. */
  readonly horizon: number;
  /** Ticks from the start that the frozen fence covers. */
  readonly fence: number;
  readonly machines: readonly BoardMachine[];
  /** Changeover ticks, [from * states + to]. */
  readonly tables: readonly { readonly states: number; readonly ticks: readonly number[] }[];
  /** Open spans: [start, end, start, end …]. */
  readonly calendars: readonly (readonly number[])[];
  readonly pools: readonly { readonly holds: 'span' | 'worked'; readonly at: readonly number[]; readonly value: readonly number[] }[];
  readonly reservoirs: readonly {
    readonly initial: number;
    readonly receiptAt: readonly number[];
    readonly receiptQuantity: readonly number[];
    readonly unlimitedFrom: number;
  }[];
  readonly sites: number;
  /** [from * sites + to]; null = no way. */
  readonly lanes: readonly ({
    readonly ready: readonly number[];
    readonly arrival: readonly number[];
    readonly afterLast: number;
  } | null)[];
  readonly operations: readonly BoardOperation[];
  readonly orders: readonly { readonly id: string; readonly due?: number; readonly completion: number }[];
}

export interface BoardMachine {
  readonly id: string;
  readonly capacity:
    | { readonly kind: 'single' }
    | { readonly kind: 'parallel'; readonly units: number }
    | { readonly kind: 'batch'; readonly maxSize: number };
  readonly initialState: number;
  /** Index into `tables`; -1 = no changeovers. */
  readonly table: number;
}

export interface BoardOperation {
  readonly id: string;
  /** Index into `orders`. */
  readonly order: number;
  /** Why it cannot be dragged; absent = it can. */
  readonly pinned?: 'started' | 'locked';
  readonly setupStart: number;
  readonly start: number;
  readonly end: number;
  /** Index into `modes` of what the plan does. */
  readonly mode: number;
  /** Tick before which it may not start. */
  readonly earliest: number;
  readonly unbroken: boolean;
  /** Ways to do it; on each machine those most like the plan's first. */
  readonly modes: readonly BoardMode[];
  readonly after: readonly BoardArc[];
  /** [reservoir, quantity] it takes (negative) or brings. */
  readonly flows: readonly (readonly [number, number])[];
  readonly batchFamily: number;
  readonly batchSize: number;
}

export interface BoardMode {
  readonly machine: number;
  readonly duration: number;
  readonly setup: number;
  readonly state: number;
  readonly runCalendar: number;
  readonly setupCalendar: number;
  readonly site: number;
  /** [pool, amount, phase] */
  readonly needs: readonly (readonly [number, number, number])[];
}

export interface BoardArc {
  /** Index of the earlier operation. */
  readonly from: number;
  readonly minLag: number;
  readonly maxLag: number;
  readonly share: number;
  readonly carries: boolean;
}
