// Factories come with hundreds of thousands of modes: they are written into columns as they come, and no list of them is kept.
import type { StepFunction } from './problem.ts';
import { NONE, Phase } from './problem.ts';

/** So much of a pool, held while a mode's phase lasts. Default: all of it. */
export interface NeedInput {
  readonly pool: number;
  readonly amount: number;
  readonly phase?: (typeof Phase)[keyof typeof Phase];
  /** Ticks of work of the run between which a RUN need holds. Default: throughout. */
  readonly window?: readonly [from: number, to: number];
}
/** One way to do an operation: where, in how many ticks, at what price, with whose help. What is left out is 0, or none. */
export interface ModeInput {
  readonly machine: number;
  readonly duration: number;
  readonly setup?: number;
  readonly state?: number;
  readonly runCalendar?: number;
  readonly setupCalendar?: number;
  readonly site?: number;
  readonly cost?: number;
  readonly carbon?: number;
  readonly setupCostRate?: number;
  readonly setupCarbonRate?: number;
  readonly priceProfile?: number;
  readonly runPower?: number;
  readonly setupPower?: number;
  readonly needs?: readonly NeedInput[];
}
const FIRST_ROOM = 64;

/** The modes of a problem while it is built, in columns with room to grow. */
export class ModeColumns {
  #count = 0;
  #needs = 0;
  #modes = emptyModes(FIRST_ROOM, []);
  #need = emptyNeeds(FIRST_ROOM);

  get count(): number {
    return this.#count;
  }

  add(mode: ModeInput): void {
    const m = this.#count++;
    if (m === this.#modes.count) this.#modes = roomier(this.#modes, emptyModes(m * 2, []));
    const columns = this.#modes;
    columns.machine[m] = mode.machine;
    columns.duration[m] = mode.duration;
    columns.setup[m] = mode.setup ?? 0;
    columns.state[m] = mode.state ?? -1;
    columns.runCalendar[m] = mode.runCalendar ?? -1;
    columns.setupCalendar[m] = mode.setupCalendar ?? mode.runCalendar ?? -1;
    columns.site[m] = mode.site ?? -1;
    columns.cost[m] = mode.cost ?? 0;
    columns.carbon[m] = mode.carbon ?? 0;
    columns.setupCostRate[m] = mode.setupCostRate ?? 0;
    columns.setupCarbonRate[m] = mode.setupCarbonRate ?? 0;
    columns.priceProfile[m] = mode.priceProfile ?? -1;
    columns.runPower[m] = mode.runPower ?? 0;
    columns.setupPower[m] = mode.setupPower ?? 0;
    if (mode.needs !== undefined) this.#addNeeds(mode.needs);
    columns.needStart[m + 1] = this.#needs;
  }

  #addNeeds(needs: NonNullable<ModeInput['needs']>): void {
    for (const need of needs) {
      const n = this.#needs++;
      if (n === this.#need.needPool.length) this.#need = roomier(this.#need, emptyNeeds(n * 2));
      const columns = this.#need;
      columns.needPool[n] = need.pool;
      columns.needAmount[n] = need.amount;
      columns.needPhase[n] = need.phase ?? Phase.ALL;
      columns.needFrom[n] = need.window?.[0] ?? 0;
      columns.needTo[n] = need.window?.[1] ?? NONE;
    }
  }

  copy(): ModeColumns {
    const copy = new ModeColumns();
    copy.#count = this.#count;
    copy.#needs = this.#needs;
    copy.#modes = roomier(this.#modes, emptyModes(this.#modes.count, []));
    copy.#need = roomier(this.#need, emptyNeeds(this.#need.needPool.length));
    return copy;
  }

  /** The columns as long as there are modes. */
  built(priceProfiles: readonly StepFunction[]) {
    return {
      ...cut(this.#modes, emptyModes(this.#count, priceProfiles)),
      ...cut(this.#need, emptyNeeds(this.#needs)),
    };
  }
}

type Columns = Readonly<Record<string, unknown>>;

/** What stands in the columns of `from`, in the roomier ones of `to`. */
function roomier<C extends Columns>(from: C, to: C): C {
  for (const [name, column] of Object.entries(from)) if (ArrayBuffer.isView(column)) (to[name] as Int32Array).set(column as Int32Array);
  return to;
}

/** The beginning of the columns of `from`, as much as those of `to` hold. */
function cut<C extends Columns>(from: C, to: C): C {
  for (const [name, column] of Object.entries(to))
    if (ArrayBuffer.isView(column)) (column as Int32Array).set((from[name] as Int32Array).subarray(0, (column as Int32Array).length));
  return to;
}

/** Columns of `count` modes, all 0. */
function emptyModes(count: number, priceProfiles: readonly StepFunction[]) {
  const whole = (): Int32Array => new Int32Array(count);
  const real = (): Float64Array => new Float64Array(count);
  return {
    count,
    machine: whole(),
    duration: whole(),
    setup: whole(),
    state: whole(),
    runCalendar: whole(),
    setupCalendar: whole(),
    site: whole(),
    cost: real(),
    carbon: real(),
    setupCostRate: real(),
    setupCarbonRate: real(),
    priceProfile: whole(),
    runPower: real(),
    setupPower: real(),
    priceProfiles,
    needStart: new Int32Array(count + 1),
  };
}

/** Columns of `count` needs, all 0. */
function emptyNeeds(count: number) {
  return {
    needPool: new Int32Array(count),
    needAmount: new Int32Array(count),
    needPhase: new Uint8Array(count),
    needFrom: new Int32Array(count),
    needTo: new Int32Array(count),
  };
}
