/**
 * The frozen input of every solver: one struct of arrays, all integers unless said otherwise.
 * Time is in ticks from the horizon's start. Rules that give these arrays their meaning are numbered in SPEC.md.
 * Rows of ragged tables are addressed CSR-wise: row i occupies `xStart[i]` (inclusive) to `xStart[i + 1]` (exclusive).
 */
export interface Problem {
  readonly jobs: Jobs;
  readonly operations: Operations;
  readonly modes: Modes;
  readonly arcs: Arcs;
  readonly machines: Machines;
  readonly calendars: readonly WorkCalendar[];
  readonly pools: readonly Pool[];
  readonly reservoirs: readonly Reservoir[];
  readonly changeovers: readonly Changeover[];
  readonly transport: Transport | undefined;
  readonly baseline: Baseline | undefined;
  readonly objective: Objective;
  readonly features: Features;
}

/** A job is what has a due date: an order. Every operation belongs to exactly one. */
export interface Jobs {
  readonly count: number;
  /** [job] due tick; NONE = no due date. */
  readonly due: Int32Array;
  /** [job] weight of one tick of tardiness, ≥ 0. */
  readonly weight: Float64Array;
  /** [job] tick from which flow time counts, ≥ 0. */
  readonly release: Int32Array;
  /** [job] site the goods must reach; completion counts on arrival there; -1 = where the last operation ends. */
  readonly deliverySite: Int32Array;
}

/** What is to be done, each once, in one of its modes. Operation o has the modes modeStart[o] … modeStart[o + 1] - 1. */
export interface Operations {
  readonly count: number;
  /** [operation] */
  readonly job: Int32Array;
  /** [operation] earliest start of the run. */
  readonly release: Int32Array;
  /** [operation + 1] CSR into modes. */
  readonly modeStart: Int32Array;
  /** [operation] 1 = the run, and likewise the setup, must lie within one open span of its calendar. */
  readonly unbroken: Uint8Array;
  /** [operation] 1 = the setup is worked without a break and ends the instant the run begins. */
  readonly joinedSetup: Uint8Array;
  /** [operation] fixed start of the run, -1 = free. A fixed operation has exactly one mode. */
  readonly fixedStart: Int32Array;
  /** [operation] 1 = already set up: its setup takes no time whatever ran before. */
  readonly alreadySetUp: Uint8Array;
  /** [operation] batch family; only operations of equal family share a batch. -1 = none. */
  readonly batchFamily: Int32Array;
  /** [operation] size in a batch, ≥ 0. */
  readonly batchSize: Int32Array;
  /** [operation + 1] CSR into flow*: what it takes from (negative, at the start of its run) or puts into (positive, at its end) reservoirs. */
  readonly flowStart: Int32Array;
  readonly flowReservoir: Int32Array;
  readonly flowQuantity: Int32Array;
}

/** A way to do an operation: machine, times, calendar, helpers, price. */
export interface Modes {
  readonly count: number;
  readonly machine: Int32Array;
  /** [mode] work ticks of the run, ≥ 0. */
  readonly duration: Int32Array;
  /** [mode] own setup ticks, always needed (on top of the changeover), ≥ 0. */
  readonly setup: Int32Array;
  /** [mode] setup state it needs and leaves: row and column of the machine's changeover table. -1 = no state: changes nothing, costs nothing. */
  readonly state: Int32Array;
  /** [mode] calendar index of the run and of the setup; -1 = always open. */
  readonly runCalendar: Int32Array;
  readonly setupCalendar: Int32Array;
  /** [mode] site, for transport; -1 = anywhere. */
  readonly site: Int32Array;
  /** [mode] money independent of when it runs (machine hours, labour, material, fixed prices). */
  readonly cost: Float64Array;
  /** [mode] grams CO2e of the run. */
  readonly carbon: Float64Array;
  /** [mode] money and grams per tick of setup worked (own setup and changeover). */
  readonly setupCostRate: Float64Array;
  readonly setupCarbonRate: Float64Array;
  /** [mode] index of the price profile of its energy, -1 = none; energy units (kWh) per tick of run and of setup worked. */
  readonly priceProfile: Int32Array;
  readonly runPower: Float64Array;
  readonly setupPower: Float64Array;
  /** Price profiles: money per energy unit as a step function of time. */
  readonly priceProfiles: readonly StepFunction[];
  /** [mode + 1] CSR into need*. */
  readonly needStart: Int32Array;
  readonly needPool: Int32Array;
  readonly needAmount: Int32Array;
  /** Phase.SETUP, RUN or ALL. */
  readonly needPhase: Uint8Array;
  /** Ticks of work of the run between which a RUN need holds; 0 and NONE = throughout. */
  readonly needFrom: Int32Array;
  readonly needTo: Int32Array;
}

/** What of an operation a helper is needed for: its setup, its run, or both and the time between. */
export const Phase = { SETUP: 0, RUN: 1, ALL: 2 } as const;
/** Stands for "no value" where 0 and -1 are values: no due date, no maximum lag. */
export const NONE = 0x7fff_ffff;

/** Precedence between operations, an acyclic graph. */
export interface Arcs {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Elapsed ticks between the end of `from` and the start of `to`, ≥ 0. */
  readonly minLag: Int32Array;
  /** At most so many elapsed ticks from the end of `from` (or the arrival of its goods) to the start of `to`; NONE = unbounded. */
  readonly maxLag: Int32Array;
  /** Send-ahead: share of `from` (0 < share < 1) after which `to` may start; 1 = `to` waits for the end. */
  readonly share: Float64Array;
  /** With share < 1: share of `to` that is worked after the end of `from`; 0 = `to` only ends no earlier. */
  readonly closing: Float64Array;
  /** 1 = goods travel along it: transport applies when the modes' sites differ. */
  readonly carries: Uint8Array;
  /** Arcs grouped for both walks: [operation + 1] CSR of arc ids entering / leaving an operation. */
  readonly inStart: Int32Array;
  readonly inArc: Int32Array;
  readonly outStart: Int32Array;
  readonly outArc: Int32Array;
}

/** SINGLE: one operation at a time; PARALLEL: as many as it has units; BATCH: several together, with one start and one end. */
export const MachineKind = { SINGLE: 0, PARALLEL: 1, BATCH: 2 } as const;
/** What operations run on, and in which order and number it takes them. */
export interface Machines {
  readonly count: number;
  readonly kind: Uint8Array;
  /** SINGLE 1; PARALLEL units at a time; BATCH largest total size. */
  readonly capacity: Int32Array;
  /** BATCH: smallest total size wanted (soft, counted by the objective part `underfill`). */
  readonly minSize: Int32Array;
  /** Index into `changeovers`, -1 = none. */
  readonly changeover: Int32Array;
  /** Setup state at the start, -1 = none. */
  readonly initialState: Int32Array;
  /** Line it belongs to: jobs pass all machines of a line in one order. -1 = none. SINGLE machines only. */
  readonly line: Int32Array;
  /** Jobs that may be at it: the one it runs, and those that wait there for their next operation; NONE = any number. SINGLE machines only. */
  readonly places: Int32Array;
}

/** states × states tables, row = before, column = after. An initial -1 or a mode's -1 costs nothing. */
export interface Changeover {
  readonly states: number;
  /** ticks of setup */
  readonly time: Int32Array;
  /** money per changeover (labour of setters, scrap …) beside the mode's rates */
  readonly cost: Float64Array;
}

/** Open spans [start, end), sorted, disjoint, not touching unless their rates differ; open without end from `tailFrom` (≥ last end), at rate 0. */
export interface WorkCalendar {
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Extra money per tick worked in the span (overtime). */
  readonly rate: Float64Array;
  readonly tailFrom: number;
}

/** value[i] holds from at[i] until at[i + 1]; at[0] = 0; the last value holds for ever. */
export interface StepFunction {
  readonly at: Int32Array;
  readonly value: Float64Array;
}

/** A cumulative resource. `span`: held from the phase's start to its end, breaks included (moulds). `worked`: only while its operation works (people, power). */
export interface Pool {
  readonly holds: 'span' | 'worked';
  /** Capacity as a step function, values integers ≥ 0. */
  readonly capacity: StepFunction;
}

/** Stock that may never be negative. Unlimited from `unlimitedFrom` (NONE = never). */
export interface Reservoir {
  readonly initial: number;
  /** Sorted dated receipts. */
  readonly receiptAt: Int32Array;
  readonly receiptQuantity: Int32Array;
  readonly unlimitedFrom: number;
}

/** Ways between sites: [from * sites + to]. */
export interface Transport {
  readonly sites: number;
  /** undefined = no way: modes that would need it exclude each other. */
  readonly lanes: readonly (Lane | undefined)[];
  /** [arc] pieces that go along it, and [operation] pieces of it that are delivered: what lanes are paid for by the piece. */
  readonly arcPieces: Float64Array;
  readonly deliveryPieces: Float64Array;
}
/** What goes from one site to another, or to a customer, and what it costs: at any time, or at the times of a timetable. */
export interface Lane {
  /** Goods ready at r arrive at arrival[i] of the first i with ready[i] ≥ r; both strictly sorted. After the last: r + afterLast. Empty = always r + afterLast. */
  readonly ready: Int32Array;
  readonly arrival: Int32Array;
  readonly afterLast: number;
  /** Money and grams per transfer (one arc between sites, or one delivery). */
  readonly cost: number;
  readonly carbon: number;
  /** Money and grams for each piece of it. */
  readonly costPerPiece: number;
  readonly carbonPerPiece: number;
}

/** A published plan the new one should stay close to. */
export interface Baseline {
  /** [operation] start of the run and machine; -1 = not in it. */
  readonly start: Int32Array;
  readonly machine: Int32Array;
}

/** The parts an objective is made of; each is recomputed by the oracle. */
export type ObjectivePart =
  | 'weightedTardiness'
  | 'lateJobs'
  | 'makespan'
  | 'flowTime'
  | 'setupTime'
  | 'changeoverCost'
  | 'cost'
  | 'carbon'
  | 'movedOperations'
  | 'startShift'
  | 'underfill'
  | 'lagExcess';
/** One figure of a schedule within a level of the objective. */
export interface WeightedPart {
  readonly part: ObjectivePart;
  readonly weight: number;
}
/** Minimised lexicographically level by level; a level is a weighted sum. `lagExcess` is always an implicit level before the first. */
export interface Objective {
  readonly levels: readonly (readonly WeightedPart[])[];
}

/** What the problem contains, so that compilation can choose the smallest kernel. */
export interface Features {
  readonly flexible: boolean;
  /** Every operation has at most one predecessor and one successor. */
  readonly chains: boolean;
  readonly calendars: boolean;
  readonly setups: boolean;
  readonly pools: boolean;
  readonly parallelMachines: boolean;
  readonly batches: boolean;
  readonly lags: boolean;
  readonly maxLags: boolean;
  readonly sendAhead: boolean;
  readonly transport: boolean;
  readonly releases: boolean;
  readonly fixed: boolean;
  readonly reservoirs: boolean;
  readonly baseline: boolean;
  readonly joinedSetups: boolean;
  readonly lines: boolean;
  readonly places: boolean;
  /** The only objective is the makespan, and completion is the end of the last operation. */
  readonly makespanOnly: boolean;
}
