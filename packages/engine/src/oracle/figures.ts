import type { StepFunction } from '../problem/problem.ts';
import { MachineKind, NONE } from '../problem/problem.ts';
import type { Figures } from '../schedule/schedule.ts';
import type { Reading } from './reading.ts';
import { arrival, lastOperations } from './reading.ts';
import { readyAt, travels } from './rules/precedence.ts';

type Count = { -readonly [part in keyof Figures]: number };
type Group = Reading['groups'][number];

/** F1 … F12 of SPEC.md, counted afresh. */
export function recountFigures(reading: Reading): Figures {
  const figures: Count = {
    weightedTardiness: 0,
    lateJobs: 0,
    makespan: 0,
    flowTime: 0,
    setupTime: 0,
    changeoverCost: 0,
    cost: 0,
    carbon: 0,
    movedOperations: 0,
    startShift: 0,
    underfill: 0,
    lagExcess: 0,
  };
  countJobs(reading, figures);
  for (const group of reading.groups) countGroup(reading, group, figures);
  countArcs(reading, figures);
  countMoves(reading, figures);
  return figures;
}

/** F1 … F4, and the deliveries' share of F7 and F8. */
function countJobs(reading: Reading, figures: Count): void {
  const { problem, schedule } = reading;
  const { jobs } = problem;
  lastOperations(problem).forEach((ends, job) => {
    let completion = 0;
    const site = jobs.deliverySite[job] ?? -1;
    for (const o of ends) {
      const end = schedule.end[o] ?? 0;
      completion = Math.max(completion, arrival(problem, reading.siteOf(o), site, end) ?? end);
      payLane(reading, reading.siteOf(o), site, reading.problem.transport?.deliveryPieces[o] ?? 0, figures);
    }
    const due = jobs.due[job] ?? NONE;
    if (due !== NONE && completion > due) {
      figures.weightedTardiness += (jobs.weight[job] ?? 0) * (completion - due);
      figures.lateJobs++;
    }
    figures.makespan = Math.max(figures.makespan, completion);
    figures.flowTime += completion - (jobs.release[job] ?? 0);
  });
}

/** F5, F6, F11 and the work's share of F7 and F8. */
function countGroup(reading: Reading, group: Group, figures: Count): void {
  const { machines, operations, modes } = reading.problem;
  figures.setupTime += group.setup;
  figures.changeoverCost += group.changeoverCost;
  if (machines.kind[group.machine] === MachineKind.BATCH) {
    const size = group.members.reduce((sum, o) => sum + (operations.batchSize[o] ?? 0), 0);
    figures.underfill += Math.max(0, (machines.minSize[group.machine] ?? 0) - size);
  }
  for (const o of group.members) {
    const mode = reading.schedule.mode[o] ?? 0;
    figures.cost += modes.cost[mode] ?? 0;
    figures.carbon += modes.carbon[mode] ?? 0;
  }
  const payer = Math.min(...group.members);
  const mode = reading.schedule.mode[payer] ?? 0;
  figures.cost += (modes.setupCostRate[mode] ?? 0) * group.setup + group.changeoverCost;
  figures.carbon += (modes.setupCarbonRate[mode] ?? 0) * group.setup;
  const prices = modes.priceProfiles[modes.priceProfile[mode] ?? -1];
  const setupHours = reading.setupHours(payer);
  const setupEnd = group.setup === 0 ? group.setupStart : setupHours.workEnd(group.setupStart, group.setup);
  figures.cost += workPrice(setupHours.within(group.setupStart, setupEnd), modes.setupPower[mode] ?? 0, prices);
  figures.cost += workPrice(reading.runHours(payer).within(group.start, group.end), modes.runPower[mode] ?? 0, prices);
}

/** F12 and the journeys' share of F7 and F8. */
function countArcs(reading: Reading, figures: Count): void {
  const { arcs, transport } = reading.problem;
  for (let arc = 0; arc < arcs.count; arc++) {
    const to = arcs.to[arc] ?? 0;
    const pieces = transport?.arcPieces[arc] ?? 0;
    if (travels(reading, arc)) payLane(reading, reading.siteOf(arcs.from[arc] ?? 0), reading.siteOf(to), pieces, figures);
    const maxLag = arcs.maxLag[arc] ?? NONE;
    const ready = readyAt(reading, arc);
    if (maxLag !== NONE && ready !== undefined) figures.lagExcess += Math.max(0, (reading.schedule.start[to] ?? 0) - ready - maxLag);
  }
}

/** F9 and F10. */
function countMoves(reading: Reading, figures: Count): void {
  const { baseline, operations } = reading.problem;
  if (baseline === undefined) return;
  for (let o = 0; o < operations.count; o++) {
    const before = baseline.start[o] ?? -1;
    if (before < 0) continue;
    const start = reading.schedule.start[o] ?? 0;
    if (before !== start || baseline.machine[o] !== reading.machineOf(o)) figures.movedOperations++;
    figures.startShift += Math.abs(start - before);
  }
}

function payLane({ problem }: Reading, from: number, to: number, pieces: number, figures: Count): void {
  if (from === to || from < 0 || to < 0 || problem.transport === undefined) return;
  const lane = problem.transport.lanes[from * problem.transport.sites + to];
  figures.cost += (lane?.cost ?? 0) + (lane?.costPerPiece ?? 0) * pieces;
  figures.carbon += (lane?.carbon ?? 0) + (lane?.carbonPerPiece ?? 0) * pieces;
}

/** Overtime and energy of work in these spans. */
function workPrice(
  spans: readonly { start: number; end: number; rate: number }[],
  power: number,
  prices: StepFunction | undefined,
): number {
  return spans.reduce((sum, { start, end, rate }) => sum + rate * (end - start) + power * priceOver(prices, start, end), 0);
}

/** Σ price over the ticks of [from, to). */
function priceOver(prices: StepFunction | undefined, from: number, to: number): number {
  if (prices === undefined) return 0;
  let sum = 0;
  prices.at.forEach((at, i) => {
    const start = Math.max(at, from);
    const end = Math.min(prices.at[i + 1] ?? Number.POSITIVE_INFINITY, to);
    if (start < end) sum += (prices.value[i] ?? 0) * (end - start);
  });
  return sum;
}
