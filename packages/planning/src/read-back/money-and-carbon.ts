import type { Problem } from '@midstream/engine';
import type { CarbonSplit, CostSplit } from '@midstream/factory';
import type { ScheduleView, TickSpan } from './schedule-view.ts';

/** Adds the parts and the total. */
function costSplit(parts: Omit<CostSplit, 'total'>): CostSplit {
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}
function carbonSplit(parts: Omit<CarbonSplit, 'total'>): CarbonSplit {
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}
export function sumCosts(splits: readonly CostSplit[]): CostSplit {
  const sum = { run: 0, changeover: 0, labour: 0, overtime: 0, energy: 0, material: 0, transport: 0, outsourcing: 0 };
  for (const split of splits) for (const part of Object.keys(sum) as (keyof typeof sum)[]) sum[part] += split[part];
  return costSplit(sum);
}
export function sumCarbon(splits: readonly CarbonSplit[]): CarbonSplit {
  const sum = { run: 0, changeover: 0, idle: 0, material: 0, transport: 0, outsourcing: 0 };
  for (const split of splits) for (const part of Object.keys(sum) as (keyof typeof sum)[]) sum[part] += split[part];
  return carbonSplit(sum);
}

export interface OperationEconomy {
  readonly cost: CostSplit;
  readonly carbon: CarbonSplit;
  readonly kwh: number;
  readonly overtimeMinutes: number;
}

/** Money and carbon of one operation as SPEC F7 and F8 count them; idle power and transport are added by the caller. */
export function economyOf(view: ScheduleView, operation: number, idleGrams: number): OperationEconomy {
  const { problem, schedule, compiled } = view;
  const { modes } = problem;
  const mode = schedule.mode[operation] ?? 0;
  const meaning = compiled.meanings[mode];
  if (meaning === undefined) throw new Error(`mode ${mode} has no meaning`);
  const { ticksPerHour } = compiled.axis;
  const leads = view.leads[operation] === 1;
  const setupTicks = leads ? (view.setupTicks[operation] ?? 0) : 0;
  const setupHours = setupTicks / ticksPerHour;
  const start = schedule.start[operation] ?? 0;
  const run = leads ? view.workSpans(modes.runCalendar[mode] ?? -1, start, schedule.end[operation] ?? 0) : [];
  const setup =
    setupTicks > 0
      ? firstTicks(view.workSpans(modes.setupCalendar[mode] ?? -1, schedule.setupStart[operation] ?? 0, start), setupTicks)
      : [];
  const { energy, kwh } = energyOf(problem, mode, run, setup);
  const paid = [...run, ...setup].filter((span) => span.rate > 0);
  const fee = leads ? changeoverFee(view, operation, mode) : 0;
  return {
    cost: costSplit({
      run: meaning.cost.run,
      changeover: setupHours * (meaning.setupMachinePerHour + meaning.setupLabourPerHour) + fee,
      labour: meaning.cost.labour,
      overtime: paid.reduce((sum, span) => sum + span.rate * (span.end - span.start), 0),
      energy,
      material: meaning.cost.material,
      transport: 0,
      outsourcing: meaning.cost.outsourcing,
    }),
    carbon: carbonSplit({
      run: meaning.carbon.run,
      changeover: (modes.setupCarbonRate[mode] ?? 0) * setupTicks,
      idle: idleGrams,
      material: meaning.carbon.material,
      transport: 0,
      outsourcing: meaning.carbon.outsourcing,
    }),
    kwh,
    overtimeMinutes: (paid.reduce((sum, span) => sum + span.end - span.start, 0) / ticksPerHour) * 60,
  };
}

function energyOf({ modes }: Problem, mode: number, run: readonly TickSpan[], setup: readonly TickSpan[]): { energy: number; kwh: number } {
  const profile = modes.priceProfiles[modes.priceProfile[mode] ?? -1];
  let energy = 0;
  let kwh = 0;
  for (const [spans, power] of [
    [run, modes.runPower[mode] ?? 0],
    [setup, modes.setupPower[mode] ?? 0],
  ] as const) {
    for (const span of spans) {
      kwh += power * (span.end - span.start);
      energy += power * priceTicks(profile, span.start, span.end);
    }
  }
  return { energy, kwh };
}

/** What the changeover table asks for the change of state before an operation. */
function changeoverFee(view: ScheduleView, operation: number, mode: number): number {
  const { problem } = view;
  const before = view.stateBefore[operation] ?? -1;
  const after = problem.modes.state[mode] ?? -1;
  const table = problem.changeovers[problem.machines.changeover[view.machineOf(operation)] ?? -1];
  if (table === undefined || before < 0 || after < 0 || problem.operations.alreadySetUp[operation] === 1) return 0;
  return table.cost[before * table.states + after] ?? 0;
}

/** The first so many ticks of a list of spans. */
export function firstTicks<S extends { readonly start: number; readonly end: number }>(spans: readonly S[], ticks: number): S[] {
  const result: S[] = [];
  let left = ticks;
  for (const span of spans) {
    if (left <= 0) break;
    const length = Math.min(left, span.end - span.start);
    result.push({ ...span, end: span.start + length });
    left -= length;
  }
  return result;
}

/** Σ price over the ticks of [from, to). */
function priceTicks(profile: { readonly at: Int32Array; readonly value: Float64Array } | undefined, from: number, to: number): number {
  if (profile === undefined) return 0;
  let low = 0;
  let high = profile.at.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((profile.at[middle] ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  let sum = 0;
  let at = from;
  for (let i = low - 1; at < to; i++) {
    const end = Math.min(to, profile.at[i + 1] ?? to);
    sum += (profile.value[i] ?? 0) * (end - at);
    at = end;
  }
  return sum;
}
