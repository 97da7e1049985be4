import type { Id, LocalizedText, LocalTime } from '../document/text.ts';

/** `approved` may be moved; `confirmed` is planned but its locked operations never move; `completed` and `closed` take no capacity. A `quote` reserves capacity; an `inquiry` does not. */
export type OrderStatus = 'inquiry' | 'quote' | 'proposed' | 'approved' | 'confirmed' | 'completed' | 'closed';

export interface Order {
  readonly id: Id;
  readonly product: Id;
  readonly quantity: number;
  /** Need-by date. Absent = flagged and planned as soon as possible with no lateness. */
  readonly due?: LocalTime;
  readonly release?: LocalTime;
  /** Weight of lateness; 1 = normal, larger is more urgent. */
  readonly priority?: number;
  readonly customer?: string;
  readonly status?: OrderStatus;
  readonly routing?: Id;
  /** Where it must be delivered: the last operation's output travels there. */
  readonly deliverTo?: Id;
  readonly progress?: readonly OperationProgress[];
  readonly note?: LocalizedText;
  /** External number in the system it came from. */
  readonly reference?: string;
}

/** What is fixed or already done of one operation of an order. */
export interface OperationProgress {
  readonly operation: Id;
  /** Of a part made for this order alone: its product, the parts it goes into before it with `+` between. Absent = the order itself. */
  readonly part?: string;
  /** Of one lot of several, from 1. Absent = the operation as a whole, which then stays in one piece. */
  readonly lot?: number;
  readonly state: 'waiting' | 'started' | 'completed';
  readonly machine?: Id;
  /** Actual or locked start (of the run). */
  readonly start?: LocalTime;
  readonly end?: LocalTime;
  /** Pieces already through a started operation. */
  readonly quantityDone?: number;
  /** Planned by hand: machine and start must stay. */
  readonly locked?: boolean;
}
