import type { ModeInput, NeedInput } from '../problem/mode-columns.ts';
import type { MachineInput } from '../problem/problem-builder.ts';
import { ProblemBuilder } from '../problem/problem-builder.ts';
import type { ObjectivePart, Problem, WorkCalendar } from '../problem/problem.ts';
import { MachineKind, Phase } from '../problem/problem.ts';
import { Random } from '../random/xorshift.ts';

/** Rules a random problem can exercise. */
const FEATURES = [
  'calendars',
  'unbroken',
  'overtime',
  'flexible',
  'setups',
  'changeovers',
  'parallel',
  'batch',
  'span-pools',
  'worked-pools',
  'stepped-pools',
  'reservoirs',
  'min-lags',
  'max-lags',
  'send-ahead',
  'transport',
  'releases',
  'fixed',
  'already-set-up',
  'baseline',
  'dag',
  'tariff',
  'levels',
  'joined-setups',
  'windows',
  'line',
  'places',
] as const;
export type FeatureName = (typeof FEATURES)[number];

export interface RandomProblemOptions {
  /** Default: each feature with a chance of one in three. */
  readonly features?: readonly FeatureName[];
  /** Default 2 to 14. */
  readonly operations?: number;
}

/** Every unordered pair of features, and each alone. */
export function featurePairs(): (readonly FeatureName[])[] {
  return FEATURES.flatMap((first, i) => FEATURES.slice(i).map((second) => (first === second ? [first] : [first, second])));
}

const PARTS: readonly ObjectivePart[] = [
  'weightedTardiness',
  'lateJobs',
  'makespan',
  'flowTime',
  'setupTime',
  'changeoverCost',
  'cost',
  'carbon',
  'underfill',
];

/** A small problem that can always be solved (maximum lags aside): the same seed and options give the same problem. */
export function randomProblem(seed: number, options: RandomProblemOptions = {}): Problem {
  return new RandomProblem(seed, options).build();
}

class RandomProblem {
  readonly #random: Random;
  readonly #builder = new ProblemBuilder();
  readonly #features: ReadonlySet<FeatureName>;
  readonly #count: number;
  readonly #machines: MachineInput[] = [];
  readonly #states = 3;
  readonly #calendars: number[] = [];
  readonly #spanPools: number[] = [];
  readonly #workedPools: number[] = [];
  readonly #reservoirs: number[] = [];
  #profile = -1;

  constructor(seed: number, options: RandomProblemOptions) {
    this.#random = new Random(seed * 2654435 + 17);
    this.#features = new Set(options.features ?? FEATURES.filter(() => this.#between(0, 2) === 0));
    this.#count = options.operations ?? this.#between(2, 14);
  }

  build(): Problem {
    if (this.#has('calendars')) for (let i = 0; i < 2; i++) this.#calendars.push(this.#builder.addCalendar(this.#calendar()));
    this.#addPools();
    this.#addMachines();
    if (this.#has('tariff'))
      this.#profile = this.#builder.addPriceProfile({ at: Int32Array.of(0, 12, 30), value: Float64Array.of(1, 3, 2) });
    if (this.#has('reservoirs')) {
      const reservoir = {
        initial: this.#between(0, 4),
        receiptAt: Int32Array.of(this.#between(1, 20), 40),
        receiptQuantity: Int32Array.of(3, 2),
        unlimitedFrom: 90,
      };
      this.#reservoirs.push(this.#builder.addReservoir(reservoir));
    }
    this.#addJobsAndOperations();
    if (this.#has('transport')) this.#addTransport();
    this.#addObjective();
    return this.#builder.build();
  }

  #has(feature: FeatureName): boolean {
    return this.#features.has(feature);
  }
  /** Jobs in a queue need plain chains, whose operations nothing but their machines holds back. */
  #hasPlain(feature: FeatureName): boolean {
    const others: FeatureName[] = ['dag', 'reservoirs', 'max-lags', 'fixed'];
    return this.#has(feature) && !others.some((other) => this.#has(other));
  }
  #between(low: number, high: number): number {
    return low + this.#random.below(high - low + 1);
  }
  #chance(percent: number): boolean {
    return this.#between(0, 99) < percent;
  }

  #calendar(): WorkCalendar {
    const start: number[] = [];
    const end: number[] = [];
    const rate: number[] = [];
    let at = this.#between(0, 4);
    for (let i = this.#between(1, 5); i > 0; i--) {
      start.push(at);
      at += this.#between(2, 12);
      end.push(at);
      rate.push(this.#has('overtime') && this.#chance(30) ? this.#between(1, 3) : 0);
      // Touching spans differ in their rate only; give the next one a gap unless it does.
      if (!this.#has('overtime') || this.#chance(60)) at += this.#between(1, 6);
      else rate[rate.length - 1] = (rate.length % 2) + 1;
    }
    return { start: Int32Array.from(start), end: Int32Array.from(end), rate: Float64Array.from(rate), tailFrom: at + this.#between(0, 5) };
  }

  #addPools(): void {
    const capacity = (amount: number) =>
      this.#has('stepped-pools')
        ? {
            at: Int32Array.of(0, this.#between(3, 10), this.#between(15, 25)),
            value: Float64Array.of(amount, this.#between(0, amount), amount),
          }
        : { at: Int32Array.of(0), value: Float64Array.of(amount) };
    if (this.#has('span-pools')) this.#spanPools.push(this.#builder.addPool({ holds: 'span', capacity: capacity(this.#between(1, 2)) }));
    if (this.#has('worked-pools'))
      this.#workedPools.push(this.#builder.addPool({ holds: 'worked', capacity: capacity(this.#between(2, 3)) }));
  }

  #addMachines(): void {
    const table = this.#has('changeovers') ? this.#builder.addChangeover(this.#changeover()) : -1;
    const single: MachineInput = {
      ...(this.#hasPlain('line') ? { line: 0 } : {}),
      ...(this.#hasPlain('places') ? { places: this.#between(1, 2) } : {}),
    };
    const kinds: MachineInput[] = [single, single, single];
    if (this.#has('parallel')) kinds.push({ kind: MachineKind.PARALLEL, capacity: this.#between(2, 3) });
    if (this.#has('batch')) kinds.push({ kind: MachineKind.BATCH, capacity: this.#between(4, 8), minSize: this.#between(0, 4) });
    for (const each of kinds) {
      const machine = {
        ...each,
        changeover: each.kind === MachineKind.PARALLEL ? -1 : table,
        initialState: table >= 0 ? this.#between(-1, this.#states - 1) : -1,
      };
      this.#machines.push(machine);
      this.#builder.addMachine(machine);
    }
  }

  #changeover() {
    const cells = this.#states * this.#states;
    const time = Int32Array.from({ length: cells }, (_, i) => (i % (this.#states + 1) === 0 ? 0 : this.#between(0, 6)));
    return { states: this.#states, time, cost: Float64Array.from(time, (ticks) => ticks * this.#between(0, 2)) };
  }

  #addJobsAndOperations(): void {
    const jobs = Math.max(1, Math.round(this.#count / this.#between(2, 4)));
    for (let j = 0; j < jobs; j++) {
      this.#builder.addJob({
        ...(this.#chance(80) ? { due: this.#between(5, 60) } : {}),
        weight: this.#between(1, 4),
        deliverySite: this.#has('transport') && this.#chance(40) ? this.#between(0, 1) : -1,
      });
    }
    const ofJob: number[][] = Array.from({ length: jobs }, () => []);
    // One fixed operation at most, alone on a machine of its own, so that it can always be kept.
    const fixed = this.#has('fixed') ? this.#between(0, this.#count - 1) : -1;
    const fixedMachine = fixed >= 0 ? this.#builder.addMachine({}) : -1;
    const baseline = { start: new Int32Array(this.#count).fill(-1), machine: new Int32Array(this.#count).fill(-1) };
    for (let o = 0; o < this.#count; o++) {
      const job = this.#between(0, jobs - 1);
      const isFixed = o === fixed;
      this.#builder.addOperation(
        {
          job,
          release: this.#has('releases') && !isFixed ? this.#between(0, 15) : 0,
          unbroken: this.#has('unbroken') && !isFixed && this.#chance(50),
          ...(isFixed ? { fixedStart: this.#between(0, 30) } : {}),
          joinedSetup: this.#has('joined-setups') && !this.#has('batch') && this.#chance(60),
          alreadySetUp: this.#has('already-set-up') && this.#chance(15),
          batchFamily: this.#has('batch') ? this.#between(0, 1) : -1,
          batchSize: this.#between(1, 3),
          pieces: job + 1,
          flows:
            this.#reservoirs.length > 0 && !isFixed && this.#chance(40)
              ? [{ reservoir: this.#reservoirs[0] ?? 0, quantity: this.#chance(80) ? -this.#between(1, 2) : 1 }]
              : [],
        },
        isFixed ? [{ machine: fixedMachine, duration: this.#between(1, 6) }] : this.#modes(),
      );
      // A fixed operation has no predecessors: whether they could be done in time is the caller's care.
      if (!isFixed)
        for (const before of this.#predecessors(ofJob[job] ?? []))
          this.#builder.addArc({ from: before, to: o, pieces: (before + o) % 6, ...this.#arc() });
      ofJob[job]?.push(o);
      if (this.#has('baseline') && this.#chance(70)) {
        baseline.start[o] = this.#between(0, 30);
        baseline.machine[o] = this.#between(0, this.#machines.length - 1);
      }
    }
    if (this.#has('baseline')) this.#builder.setBaseline(baseline);
  }

  #predecessors(earlier: readonly number[]): number[] {
    if (earlier.length === 0) return [];
    if (!this.#has('dag')) return [earlier.at(-1) ?? 0];
    return earlier.filter(() => this.#chance(50)).slice(-2);
  }

  #arc() {
    const minLag = this.#has('min-lags') ? this.#between(0, 4) : 0;
    return {
      minLag,
      ...(this.#has('max-lags') && this.#chance(40) ? { maxLag: minLag + this.#between(0, 12) } : {}),
      ...(this.#has('send-ahead') && this.#chance(50)
        ? { share: this.#between(1, 9) / 10, ...(this.#chance(40) ? { closing: this.#between(0, 1) / 2 } : {}) }
        : {}),
      carries: this.#chance(80),
    };
  }

  #modes(): ModeInput[] {
    const ways = this.#has('flexible') ? this.#between(1, 3) : 1;
    const state = this.#has('changeovers') ? this.#between(-1, this.#states - 1) : -1;
    const first = this.#between(0, this.#machines.length - 1);
    return Array.from({ length: ways }, (_, i): ModeInput => {
      const machine = (first + i) % this.#machines.length;
      const calendar = this.#calendars.length > 0 && this.#chance(80) ? (this.#calendars[this.#between(0, 1)] ?? -1) : -1;
      const setupCalendar = this.#calendars.length > 0 && this.#chance(30) ? (this.#calendars[this.#between(0, 1)] ?? -1) : calendar;
      return {
        machine,
        duration: this.#between(this.#chance(5) ? 0 : 1, 9),
        setup: this.#has('setups') ? this.#between(0, 4) : 0,
        state,
        runCalendar: calendar,
        setupCalendar,
        site: this.#has('transport') ? this.#between(-1, 1) : -1,
        cost: this.#between(0, 20),
        carbon: this.#between(0, 20),
        setupCostRate: this.#between(0, 2),
        setupCarbonRate: this.#between(0, 2),
        priceProfile: this.#profile,
        runPower: this.#between(0, 3),
        setupPower: this.#between(0, 2),
        needs: this.#needs(),
      };
    });
  }

  #needs(): NeedInput[] {
    const phases = [Phase.SETUP, Phase.RUN, Phase.ALL] as const;
    const needs: NeedInput[] = [];
    if (this.#has('windows') && !this.#has('batch')) {
      const from = this.#between(0, 4);
      for (const pool of [...this.#spanPools, ...this.#workedPools])
        needs.push({ pool, amount: 1, phase: Phase.RUN, window: [from, from + this.#between(0, 4)] });
      if (needs.length > 0) return needs;
    }
    for (const pool of this.#spanPools)
      if (this.#chance(60)) needs.push({ pool, amount: 1, phase: phases[this.#between(0, 2)] ?? Phase.ALL });
    for (const pool of this.#workedPools)
      if (this.#chance(60)) needs.push({ pool, amount: this.#between(1, 2), phase: phases[this.#between(0, 2)] ?? Phase.ALL });
    return needs;
  }

  #addTransport(): void {
    const lane = (departs: boolean) => ({
      ready: departs ? Int32Array.of(5, 14, 30) : new Int32Array(0),
      arrival: departs ? Int32Array.of(9, 19, 36) : new Int32Array(0),
      afterLast: this.#between(2, 8),
      cost: this.#between(0, 10),
      carbon: this.#between(0, 10),
      costPerPiece: departs ? 2 : 1,
      carbonPerPiece: departs ? 0 : 3,
    });
    this.#builder.setTransport(2, [undefined, lane(this.#chance(50)), lane(this.#chance(50)), undefined]);
  }

  #addObjective(): void {
    const parts = this.#has('baseline') ? [...PARTS, 'movedOperations' as const, 'startShift' as const] : PARTS;
    const level = () =>
      Array.from({ length: this.#between(1, 3) }, () => ({
        part: parts[this.#between(0, parts.length - 1)] ?? 'makespan',
        weight: this.#between(1, 10) / 2,
      }));
    this.#builder.setObjective({ levels: Array.from({ length: this.#has('levels') ? 2 : 1 }, level) });
  }
}
