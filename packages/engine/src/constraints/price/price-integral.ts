// Non-null assertions index a table within its own length.
import type { Problem, StepFunction, WorkCalendar } from '../../problem/problem.ts';
import { NONE } from '../../problem/problem.ts';

/** Running integral of a price over the open ticks of a calendar. */
interface Table {
  readonly at: Float64Array;
  readonly sum: Float64Array;
  readonly slope: Float64Array;
  /** [bucket of 2^shift ticks] the piece it begins in */
  readonly bucket: Int32Array;
  readonly shift: number;
}

/** What working in [s, e) costs in overtime rates and energy (SPEC F7), by two look-ups in running integrals, to which buckets of time lead. */
export class PriceIntegral {
  readonly #problem: Problem;
  readonly #rates: readonly (Table | undefined)[];
  readonly #energy: Map<number, Table>;

  constructor(problem: Problem) {
    this.#problem = problem;
    const tables = tablesOf(problem.calendars, problem.modes.priceProfiles);
    this.#rates = tables.rates;
    this.#energy = tables.energy;
  }

  /** Rates and energy of the run of mode m. */
  run(m: number, s: number, e: number): number {
    const { modes } = this.#problem;
    return this.#worked(m, modes.runCalendar[m]!, modes.runPower[m]!, s, e);
  }

  /** Rates and energy of a setup of mode m that begins at u and ends at v. */
  setup(m: number, u: number, v: number): number {
    const { modes } = this.#problem;
    return this.#worked(m, modes.setupCalendar[m]!, modes.setupPower[m]!, u, v);
  }

  #worked(m: number, calendar: number, power: number, s: number, e: number): number {
    if (e <= s) return 0;
    const rates = calendar < 0 ? undefined : this.#rates[calendar];
    let sum = rates === undefined ? 0 : between(rates, s, e);
    const profile = this.#problem.modes.priceProfile[m]!;
    if (power !== 0 && profile >= 0) sum += power * between(this.#energyTable(calendar, profile), s, e);
    return sum;
  }

  #energyTable(calendar: number, profile: number): Table {
    const key = (calendar + 1) * this.#problem.modes.priceProfiles.length + profile;
    let table = this.#energy.get(key);
    if (!table) {
      const open = calendar < 0 ? ALWAYS : this.#problem.calendars[calendar]!;
      table = integrate(open, () => 1, this.#problem.modes.priceProfiles[profile]!);
      this.#energy.set(key, table);
    }
    return table;
  }
}

interface Tables {
  readonly rates: readonly (Table | undefined)[];
  readonly energy: Map<number, Table>;
}
/** Parts of a problem have its calendars and prices: their tables are made once. */
const known = new WeakMap<readonly WorkCalendar[], { readonly profiles: readonly StepFunction[]; readonly tables: Tables }>();

function tablesOf(calendars: readonly WorkCalendar[], profiles: readonly StepFunction[]): Tables {
  const found = known.get(calendars);
  if (found?.profiles === profiles) return found.tables;
  const rates = calendars.map((calendar) =>
    calendar.rate.some((rate) => rate !== 0)
      ? integrate(calendar, (i) => (i < calendar.rate.length ? calendar.rate[i]! : 0), undefined)
      : undefined,
  );
  const tables = { rates, energy: new Map<number, Table>() };
  known.set(calendars, { profiles, tables });
  return tables;
}

const ALWAYS: WorkCalendar = { start: new Int32Array(0), end: new Int32Array(0), rate: new Float64Array(0), tailFrom: 0 };

/** Integral over time of factor(span) · price(t) while the calendar is open; the span after the last is its tail. */
function integrate(calendar: WorkCalendar, factor: (span: number) => number, price: StepFunction | undefined): Table {
  const at: number[] = [];
  const sum: number[] = [];
  const slope: number[] = [];
  let total = 0;
  const piece = (from: number, height: number): void => {
    const last = at.length - 1;
    if (last >= 0) total += slope[last]! * (from - at[last]!);
    at.push(from);
    sum.push(total);
    slope.push(height);
  };
  piece(0, 0);
  const spans = calendar.start.length;
  for (let i = 0; i <= spans; i++) {
    const start = i < spans ? calendar.start[i]! : calendar.tailFrom;
    const end = i < spans ? calendar.end[i]! : NONE;
    if (start >= NONE) break;
    if (price === undefined) piece(start, factor(i));
    else {
      let j = lastAtOrBefore(price.at, start);
      piece(start, factor(i) * price.value[j]!);
      for (j++; j < price.at.length && price.at[j]! < end; j++) piece(price.at[j]!, factor(i) * price.value[j]!);
    }
    if (i < spans) piece(end, 0);
  }
  return { at: Float64Array.from(at), sum: Float64Array.from(sum), slope: Float64Array.from(slope), ...bucketsOf(at) };
}

/** Buckets of a power of two ticks, about two per piece. */
function bucketsOf(at: readonly number[]): Pick<Table, 'bucket' | 'shift'> {
  const last = at[at.length - 1]!;
  let shift = 0;
  while (last / 2 ** shift > 2 * at.length) shift++;
  const bucket = new Int32Array(Math.floor(last / 2 ** shift) + 1);
  let i = 0;
  for (let b = 0; b < bucket.length; b++) {
    while (i + 1 < at.length && at[i + 1]! <= b * 2 ** shift) i++;
    bucket[b] = i;
  }
  return { bucket, shift };
}

function lastAtOrBefore(at: ArrayLike<number>, t: number): number {
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at[middle]! <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}

function valueAt({ at, sum, slope, bucket, shift }: Table, t: number): number {
  const wanted = t >> shift;
  let i = bucket[wanted < bucket.length ? wanted : bucket.length - 1]!;
  while (i + 1 < at.length && at[i + 1]! <= t) i++;
  return sum[i]! + slope[i]! * (t - at[i]!);
}
function between(table: Table, s: number, e: number): number {
  return valueAt(table, e) - valueAt(table, s);
}
