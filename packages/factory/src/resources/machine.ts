import type { Id, LocalizedText, LocalTime } from '../document/text.ts';

/** ISA-95 Work Center: a class of like machines; an operation may name it to mean "any of these". */
export interface WorkCentre {
  readonly id: Id;
  readonly name?: LocalizedText;
  readonly area: Id;
}

/** ISA-95 Work Unit. */
export interface Machine {
  readonly id: Id;
  readonly name?: LocalizedText;
  readonly workCentre: Id;
  readonly calendar?: Id;
  /** 1 = as in the routing; 0.8 takes 1/0.8 of the time. */
  readonly efficiency?: number;
  readonly capacity?: MachineCapacity;
  /** Changeover matrix; absent = no sequence-dependent time. */
  readonly changeovers?: Id;
  /** What is set up on it at the start: attribute → value. */
  readonly initialState?: Readonly<Record<string, string>>;
  readonly power?: { readonly runKw?: number; readonly changeoverKw?: number; readonly idleKw?: number };
  /** Reporting currency per hour of running or changing over. */
  readonly costPerHour?: number;
  /** Planned maintenance and known breakdowns: closed spans beside the calendar. */
  readonly downtimes?: readonly Downtime[];
}
export interface Downtime {
  readonly from: LocalTime;
  readonly to: LocalTime;
  readonly reason?: LocalizedText;
}

/** single: one operation at a time. parallel: `units` at a time, no changeovers. batch: several of one family together (oven). */
export type MachineCapacity =
  | { readonly kind: 'single' }
  | { readonly kind: 'parallel'; readonly units: number }
  | {
      readonly kind: 'batch';
      /** Sum of `batchSize` of the members, at most / at least. */
      readonly maxSize: number;
      readonly minSize?: number;
      /** Attribute whose value must be equal in a batch; absent = all may go together. */
      readonly familyAttribute?: string;
    };

/**
 * Changeover times between consecutive operations on a machine. For each attribute that differs between what is set up and what is
 * needed the first matching rule of that attribute applies; rules of several attributes combine by `combine`.
 */
export interface ChangeoverMatrix {
  readonly id: Id;
  readonly name?: LocalizedText;
  readonly combine?: 'sum' | 'max';
  readonly rules: readonly ChangeoverRule[];
  /** Applied when a differing attribute has no rule. Absent = nothing. */
  readonly default?: ChangeoverEffect;
}
export interface ChangeoverRule extends ChangeoverEffect {
  readonly attribute: string;
  /** `*` or absent = any value. */
  readonly from?: string;
  readonly to?: string;
}
export interface ChangeoverEffect {
  readonly minutes: number;
  /** Reporting currency per changeover. */
  readonly cost?: number;
  /** Pieces spoilt per changeover (reported and costed by material, not added to the quantity). */
  readonly scrapUnits?: number;
}
