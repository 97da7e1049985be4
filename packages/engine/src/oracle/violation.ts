/** A broken rule of SPEC.md. */
export interface Violation {
  readonly rule: `R${number}`;
  readonly operations: readonly number[];
  readonly at?: number;
  readonly detail: string;
}
