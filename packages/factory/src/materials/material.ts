import type { Id, LocalizedText, LocalTime } from '../document/text.ts';

/** A bought material or a made part kept in stock. */
export interface Material {
  readonly id: Id;
  readonly name?: LocalizedText;
  readonly unit?: string;
  /** On hand at the start. */
  readonly stock?: number;
  readonly receipts?: readonly MaterialReceipt[];
  /** When stock and receipts do not suffice, more can be had this many days after the start. */
  readonly leadTimeDays?: number;
  readonly costPerUnit?: number;
  readonly gramsCo2ePerUnit?: number;
}
export interface MaterialReceipt {
  readonly at: LocalTime;
  readonly quantity: number;
  readonly reference?: string;
}
