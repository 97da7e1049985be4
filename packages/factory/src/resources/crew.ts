import type { Id, LocalizedText, LocalTime } from '../document/text.ts';

export interface Skill {
  readonly id: Id;
  readonly name?: LocalizedText;
}
/** A person or a headcount of interchangeable people. */
export interface Operator {
  readonly id: Id;
  readonly name?: LocalizedText;
  readonly site: Id;
  readonly skills: readonly Id[];
  readonly calendar?: Id;
  /** Default 1. */
  readonly headcount?: number;
  /** Reporting currency per hour. */
  readonly costPerHour?: number;
  readonly absences?: readonly { readonly from: LocalTime; readonly to: LocalTime; readonly reason?: LocalizedText }[];
}
/** A tool, mould or fixture, in limited number; occupied from the start of the setup to the end of the run, breaks included. */
export interface Tool {
  readonly id: Id;
  readonly name?: LocalizedText;
  readonly kind?: 'mould' | 'fixture' | 'tool';
  /** Default 1. */
  readonly count?: number;
  readonly site?: Id;
}
