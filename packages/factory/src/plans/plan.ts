import type { Finding } from '@midstream/units';
import type { Id } from '../document/text.ts';

/** A point in time with its offset, `2026-11-23T08:00:00+08:00`, in the zone of the site it concerns. */
export type ZonedTime = string;

/**
 * An optimised finite-capacity plan, as written to `plan.json` and read again as the published plan of a replan.
 * Money is in the factory's reporting currency, carbon in grams CO2e, durations in minutes of work unless a name says otherwise.
 */
export interface Plan {
  readonly format: 'midstream-plan';
  readonly version: 1;
  readonly factory: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly planningStart: ZonedTime;
  /** End of what the calendars were laid out for. */
  readonly horizonEnd: ZonedTime;
  readonly run: PlanRun;
  readonly orders: readonly PlannedOrder[];
  readonly operations: readonly PlannedOperation[];
  readonly transports: readonly PlannedTransport[];
  readonly resources: readonly ResourceLoad[];
  readonly figures: PlanFigures;
  /** Defaults used, shortages, locks that could not be kept. */
  readonly findings: readonly Finding[];
}

export interface PlanRun {
  readonly objective: readonly (readonly { readonly part: string; readonly weight: number }[])[];
  /** Per level, excess of maximum waits first. */
  readonly value: readonly number[];
  /** Proven lower bound of level 1 and the gap to it in percent of the value (0 = proven optimal). */
  readonly bound: number;
  readonly gapPercent: number;
  readonly status: 'optimal' | 'feasible';
  readonly seed: number;
  readonly workers: number;
  readonly seconds: number;
  /** [seconds, level-1 value] of each improvement. */
  readonly trace: readonly (readonly [number, number])[];
}

export interface PlanFigures {
  readonly orders: number;
  readonly operations: number;
  readonly lateOrders: number;
  /** Orders that have a due date and meet it, percent. */
  readonly onTimePercent: number;
  readonly totalTardinessHours: number;
  readonly weightedTardinessHours: number;
  readonly makespanHours: number;
  readonly meanFlowHours: number;
  readonly setupHours: number;
  readonly changeovers: number;
  readonly changeoverCost: number;
  readonly overtimeHours: number;
  readonly cost: CostSplit;
  readonly carbon: CarbonSplit;
  readonly energyKwh: number;
  /** Against the published plan, where there is one. */
  readonly movedOperations?: number;
  readonly startShiftHours?: number;
}

export interface CostSplit {
  readonly run: number;
  readonly changeover: number;
  readonly labour: number;
  readonly overtime: number;
  readonly energy: number;
  readonly material: number;
  readonly transport: number;
  readonly outsourcing: number;
  readonly total: number;
}
export interface CarbonSplit {
  readonly run: number;
  readonly changeover: number;
  /** Share of the machine's idle power while open, by run time. */
  readonly idle: number;
  readonly material: number;
  readonly transport: number;
  readonly outsourcing: number;
  readonly total: number;
}

/** Why something starts no earlier. `until` is when the binding thing lets go. */
export type Binding =
  | { readonly kind: 'start-of-plan' }
  | { readonly kind: 'release'; readonly until: ZonedTime }
  | { readonly kind: 'previous-operation'; readonly operation: Id; readonly until: ZonedTime }
  | { readonly kind: 'wait'; readonly operation: Id; readonly until: ZonedTime }
  /** The operation that follows may wait only so long, and could not start sooner. */
  | { readonly kind: 'follower'; readonly operation: Id; readonly until: ZonedTime }
  | { readonly kind: 'transport'; readonly from: Id; readonly to: Id; readonly operation: Id; readonly until: ZonedTime }
  | { readonly kind: 'machine'; readonly machine: Id; readonly operation: Id; readonly order: Id; readonly until: ZonedTime }
  | {
      readonly kind: 'changeover';
      readonly machine: Id;
      readonly operation: Id;
      readonly order: Id;
      readonly minutes: number;
      readonly until: ZonedTime;
    }
  | { readonly kind: 'operator'; readonly skill: Id; readonly operation?: Id; readonly order?: Id; readonly until: ZonedTime }
  | { readonly kind: 'tool'; readonly tool: Id; readonly operation?: Id; readonly order?: Id; readonly until: ZonedTime }
  | { readonly kind: 'power'; readonly site: Id; readonly until: ZonedTime }
  | { readonly kind: 'material'; readonly material: Id; readonly until: ZonedTime }
  | { readonly kind: 'calendar'; readonly machine: Id; readonly until: ZonedTime }
  | { readonly kind: 'batch'; readonly machine: Id; readonly until: ZonedTime }
  | { readonly kind: 'lock' }
  /** Nothing forces it: it could start earlier without breaking a rule, but the objective gains nothing by it. */
  | { readonly kind: 'choice' };

export interface PlannedOrder {
  readonly order: Id;
  readonly product: Id;
  readonly customer?: string;
  readonly quantity: number;
  readonly priority: number;
  readonly status: string;
  readonly needBy?: ZonedTime;
  readonly projected: ZonedTime;
  /** Elapsed minutes after need-by; negative = slack. Absent without a due date. */
  readonly latenessMinutes?: number;
  readonly start: ZonedTime;
  readonly operations: readonly Id[];
  readonly cost: CostSplit;
  readonly carbon: CarbonSplit;
  /** What decides the projected date: walked back from the last operation, latest first. */
  readonly criticalChain: readonly { readonly operation: Id; readonly binding: Binding }[];
  /** Made because another order needs its product (no customer order of its own). */
  readonly dependentOf?: Id;
}

export interface PlannedOperation {
  /** `<order>/<operation>`, with `#<lot>` for one of several lots. */
  readonly id: Id;
  readonly order: Id;
  readonly product: Id;
  readonly operation: Id;
  readonly lot?: number;
  /** Pieces to run, yield losses of later steps included. */
  readonly quantity: number;
  /** Machine, or `supplier:<name>` for an outsourced step. */
  readonly machine: Id;
  readonly site: Id;
  readonly setupStart: ZonedTime;
  readonly start: ZonedTime;
  readonly end: ZonedTime;
  readonly setupMinutes: number;
  readonly runMinutes: number;
  readonly overtimeMinutes: number;
  /** Present where the setup state changes. */
  readonly changeover?: {
    readonly minutes: number;
    readonly cost: number;
    readonly scrapUnits: number;
    readonly from: Readonly<Record<string, string>>;
    readonly to: Readonly<Record<string, string>>;
    readonly after?: Id;
  };
  readonly attributes: Readonly<Record<string, string>>;
  readonly operators: readonly {
    readonly skill: Id;
    readonly phase: 'setup' | 'run' | 'all';
    readonly count: number;
    /** The interchangeable people it is taken from: their ids joined by `+`. */
    readonly crew: string;
    readonly people: readonly Id[];
  }[];
  readonly tools: readonly Id[];
  readonly materials: readonly { readonly material: Id; readonly quantity: number }[];
  /** Operations of equal batch run together. */
  readonly batch?: string;
  readonly state: 'planned' | 'locked' | 'started';
  readonly cost: CostSplit;
  readonly carbon: CarbonSplit;
  readonly binding: Binding;
  readonly predecessors: readonly Id[];
  /** Elapsed minutes it could slip without making its order later. */
  readonly slackMinutes: number;
}

export interface PlannedTransport {
  readonly order: Id;
  readonly after: Id;
  readonly before?: Id;
  readonly from: Id;
  readonly to: Id;
  readonly ready: ZonedTime;
  readonly arrival: ZonedTime;
  readonly cost: number;
  readonly carbon: number;
}

export interface ResourceLoad {
  readonly kind: 'machine' | 'operators' | 'tool';
  readonly resource: Id;
  readonly site?: Id;
  readonly utilisationPercent: number;
  readonly changeovers: number;
  readonly days: readonly LoadDay[];
  /** Closed spans from the start to the end of the plan, for drawing. */
  readonly closed?: readonly { readonly from: ZonedTime; readonly to: ZonedTime; readonly reason: 'shift' | 'downtime' | 'holiday' }[];
}
export interface LoadDay {
  readonly date: string;
  readonly availableHours: number;
  readonly runHours: number;
  readonly setupHours: number;
  readonly overtimeHours: number;
}
