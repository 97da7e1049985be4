import type { Id, LocalizedText } from '../document/text.ts';

/** What is sold or made. Attributes drive changeovers and batches (mould, colour, material, size …). */
export interface Product {
  readonly id: Id;
  readonly name?: LocalizedText;
  readonly family?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Routing used by default; absent = the first routing naming this product. */
  readonly routing?: Id;
  /** Made to stock as this material, so that others may consume it. Default: a material with the product's id, if there is one. */
  readonly stockedAs?: Id;
}

/** ISA-95 Operations Definition: how a product is made. */
export interface Routing {
  readonly id: Id;
  readonly product: Id;
  readonly name?: LocalizedText;
  readonly operations: readonly RoutingOperation[];
}

export interface RoutingOperation {
  readonly id: Id;
  readonly name?: LocalizedText;
  /** Where it can be done. Exactly one of `alternatives` and `outsourced`. */
  readonly alternatives?: readonly OperationAlternative[];
  readonly outsourced?: Outsourcing;
  /** Operations it follows. Absent = the one before it in the list (none for the first); empty = none. Any acyclic graph. */
  readonly after?: readonly Precedence[];
  /** Share of good pieces, 0 < yield ≤ 1. Earlier operations make more so that the ordered quantity comes out. */
  readonly yield?: number;
  /** May the run be interrupted by a break or closed hours and go on after. Default true. */
  readonly interruptible?: boolean;
  readonly operators?: readonly SkillRequirement[];
  readonly tools?: readonly ToolRequirement[];
  readonly materials?: readonly BomLine[];
  /** Added to and overriding the product's attributes for this operation. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly split?: SplitRule;
  /** Size in the batch per piece (trays, litres, m²), for batch machines. Default 1. */
  readonly batchSizePerUnit?: number;
}

/** Time = setup + changeover + fixed + perUnit × quantity, divided by the machine's efficiency. */
export interface OperationAlternative {
  /** Exactly one of machine and workCentre (= each of its machines). */
  readonly machine?: Id;
  readonly workCentre?: Id;
  /** Always needed, whatever ran before; the changeover matrix comes on top. */
  readonly setupMinutes?: number;
  readonly fixedMinutes?: number;
  readonly minutesPerUnit?: number;
  /** Overrides the machine's. */
  readonly runKw?: number;
  readonly extraCostPerUnit?: number;
}

export interface Outsourcing {
  readonly supplier: string;
  /** Elapsed days from hand-over to return. */
  readonly leadTimeDays: number;
  readonly costPerUnit?: number;
  readonly fixedCost?: number;
  readonly gramsCo2ePerUnit?: number;
  /** Site the goods leave from and come back to; default: that of the operation before. */
  readonly site?: Id;
}

export interface Precedence {
  readonly operation: Id;
  /** Between the end of the earlier run and the start of this run, elapsed minutes. */
  readonly minWaitMinutes?: number;
  readonly maxWaitMinutes?: number;
  /** Send-ahead: this operation may start once so many pieces are through the earlier one. */
  readonly transferBatch?: number;
}

export interface SkillRequirement {
  readonly skill: Id;
  /** Which part of the operation needs the person. Default all. */
  readonly phase?: 'setup' | 'run' | 'all';
  /** People; below 1 = one person tends several machines (0.25 = four at once). Default 1. */
  readonly count?: number;
}
export interface ToolRequirement {
  readonly tool: Id;
  readonly count?: number;
}
export interface BomLine {
  /** A material id, or a product id for a made part. */
  readonly material: Id;
  readonly quantityPerUnit?: number;
  readonly fixedQuantity?: number;
}
/** The quantity may be divided into lots. The plan decides on how many machines they run; on one they are set up once. */
export interface SplitRule {
  readonly maxLots: number;
  readonly minQuantity?: number;
}
