import type { Problem, StepFunction } from '../problem/problem.ts';
import { MachineKind, NONE } from '../problem/problem.ts';
import type { Figures } from '../schedule/schedule.ts';
import type { Reading } from './reading.ts';
import { arrival, lastOperations } from './reading.ts';
import { readyAt, travels } from './rules/precedence.ts';

/** F1 … F12 of SPEC.md, counted afresh. */
export function recountFigures(reading: Reading): Figures {
  const { problem, schedule } = reading;
  const { jobs, machines, operations, modes, arcs, baseline } = problem;
  const figures = {
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
  lastOperations(problem).forEach((ends, job) => {
    let completion = 0;
    const site = jobs.deliverySite[job] ?? -1;
    for (const o of ends) {
      const end = schedule.end[o] ?? 0;
      completion = Math.max(completion, arrival(problem, reading.siteOf(o), site, end) ?? end);
      addLane(problem, reading.siteOf(o), site, figures);
    }
    const due = jobs.due[job] ?? NONE;
    if (due !== NONE && completion > due) {
      figures.weightedTardiness += (jobs.weight[job] ?? 0) * (completion - due);
      figures.lateJobs++;
    }
    figures.makespan = Math.max(figures.makespan, completion);
    figures.flowTime += completion - (jobs.release[job] ?? 0);
  });
  for (const group of reading.groups) {
    figures.setupTime += group.setup;
    figures.changeoverCost += group.changeoverCost;
    if (machines.kind[group.machine] === MachineKind.BATCH) {
      const size = group.members.reduce((sum, o) => sum + (operations.batchSize[o] ?? 0), 0);
      figures.underfill += Math.max(0, (machines.minSize[group.machine] ?? 0) - size);
    }
    for (const o of group.members) {
      const mode = schedule.mode[o] ?? 0;
      figures.cost += modes.cost[mode] ?? 0;
      figures.carbon += modes.carbon[mode] ?? 0;
    }
    const payer = Math.min(...group.members);
    const mode = schedule.mode[payer] ?? 0;
    const setupEnd = group.setup === 0 ? group.setupStart : reading.setupHours(payer).workEnd(group.setupStart, group.setup);
    const setup = group.setup === 0 ? [] : reading.setupHours(payer).within(group.setupStart, setupEnd);
    const run = reading.runHours(payer).within(group.start, group.end);
    figures.cost += (modes.setupCostRate[mode] ?? 0) * group.setup + group.changeoverCost;
    figures.carbon += (modes.setupCarbonRate[mode] ?? 0) * group.setup;
    const prices = modes.priceProfiles[modes.priceProfile[mode] ?? -1];
    for (const span of setup)
      figures.cost += span.rate * (span.end - span.start) + (modes.setupPower[mode] ?? 0) * priceOver(prices, span.start, span.end);
    for (const span of run)
      figures.cost += span.rate * (span.end - span.start) + (modes.runPower[mode] ?? 0) * priceOver(prices, span.start, span.end);
  }
  for (let arc = 0; arc < arcs.count; arc++) {
    if (travels(reading, arc)) addLane(problem, reading.siteOf(arcs.from[arc] ?? 0), reading.siteOf(arcs.to[arc] ?? 0), figures);
    const maxLag = arcs.maxLag[arc] ?? NONE;
    const ready = readyAt(reading, arc);
    if (maxLag !== NONE && ready !== undefined) figures.lagExcess += Math.max(0, (schedule.start[arcs.to[arc] ?? 0] ?? 0) - ready - maxLag);
  }
  if (baseline !== undefined) {
    for (let o = 0; o < operations.count; o++) {
      const before = baseline.start[o] ?? -1;
      if (before < 0) continue;
      if (before !== schedule.start[o] || baseline.machine[o] !== reading.machineOf(o)) figures.movedOperations++;
      figures.startShift += Math.abs((schedule.start[o] ?? 0) - before);
    }
  }
  return figures;
}

function addLane(problem: Problem, from: number, to: number, figures: { cost: number; carbon: number }): void {
  if (from === to || from < 0 || to < 0 || problem.transport === undefined) return;
  const lane = problem.transport.lanes[from * problem.transport.sites + to];
  figures.cost += lane?.cost ?? 0;
  figures.carbon += lane?.carbon ?? 0;
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
