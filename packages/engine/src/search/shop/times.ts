import type { Figures, Schedule, Solution } from '../../schedule/schedule.ts';
import type { ShopModel, ShopOrder } from './shop-model.ts';

/** A schedule, and what its changeovers cost. */
interface Timed {
  readonly schedule: Schedule;
  readonly changeoverCost: number;
}

/** Starts every operation as early as the order, the precedence and setups allow; a setup ends when its run begins. O(N + arcs). */
function timesOf(model: ShopModel, { mode, order }: Pick<ShopOrder, 'mode' | 'order'>): Timed {
  const { modes, machines, operations, changeovers } = model.problem;
  const start = new Int32Array(model.n);
  const end = new Int32Array(model.n);
  const setupStart = new Int32Array(model.n);
  const free = new Int32Array(model.m);
  const state = machines.initialState.slice();
  let changeoverCost = 0;
  for (const o of order) {
    const chosen = mode[o] ?? 0;
    const machine = modes.machine[chosen] ?? 0;
    const changeover = changeovers[machines.changeover[machine] ?? -1];
    const next = modes.state[chosen] ?? -1;
    let setup = modes.setup[chosen] ?? 0;
    if (changeover !== undefined && next >= 0) {
      const cell = (state[machine] ?? -1) * changeover.states + next;
      // From no state there is nothing to change: the cell lies before the table.
      setup += changeover.time[cell] ?? 0;
      changeoverCost += changeover.cost[cell] ?? 0;
      state[machine] = next;
    }
    let at = Math.max((free[machine] ?? 0) + setup, operations.release[o] ?? 0);
    for (let k = model.predStart[o] ?? 0; k < (model.predStart[o + 1] ?? 0); k++) at = Math.max(at, end[model.pred[k] ?? 0] ?? 0);
    start[o] = at;
    setupStart[o] = at - setup;
    end[o] = at + (modes.duration[chosen] ?? 0);
    free[machine] = end[o] ?? 0;
  }
  return { schedule: { mode: mode.slice(), setupStart, start, end }, changeoverCost };
}

/** A full answer with every figure such a shop can have. */
export function solutionOf(model: ShopModel, shopOrder: Pick<ShopOrder, 'mode' | 'order'>): Solution {
  const { schedule, changeoverCost } = timesOf(model, shopOrder);
  return withFigures(model, schedule, changeoverCost);
}

/** The same where the times are known. */
export function withFigures({ problem, n }: Pick<ShopModel, 'problem' | 'n'>, schedule: Schedule, changeoverCost: number): Solution {
  const { jobs, operations, modes, objective } = problem;
  const completion = new Float64Array(jobs.count);
  let cost = 0;
  let carbon = 0;
  let setupTime = 0;
  for (let o = 0; o < n; o++) {
    const job = operations.job[o] ?? 0;
    completion[job] = Math.max(completion[job] ?? 0, schedule.end[o] ?? 0);
    const mode = schedule.mode[o] ?? 0;
    const setup = (schedule.start[o] ?? 0) - (schedule.setupStart[o] ?? 0);
    setupTime += setup;
    cost += (modes.cost[mode] ?? 0) + setup * (modes.setupCostRate[mode] ?? 0);
    carbon += (modes.carbon[mode] ?? 0) + setup * (modes.setupCarbonRate[mode] ?? 0);
  }
  let weightedTardiness = 0;
  let lateJobs = 0;
  let flowTime = 0;
  completion.forEach((end, job) => {
    const due = jobs.due[job] ?? 0;
    if (end > due) {
      weightedTardiness += (jobs.weight[job] ?? 0) * (end - due);
      lateJobs++;
    }
    flowTime += end - (jobs.release[job] ?? 0);
  });
  const makespan = completion.reduce((most, end) => Math.max(most, end), 0);
  const figures: Figures = {
    weightedTardiness,
    lateJobs,
    makespan,
    flowTime,
    cost: cost + changeoverCost,
    carbon,
    setupTime,
    changeoverCost,
    movedOperations: 0,
    startShift: 0,
    underfill: 0,
    lagExcess: 0,
  };
  return {
    schedule,
    figures,
    value: [0, ...objective.levels.map((level) => level.reduce((sum, { part, weight }) => sum + weight * figures[part], 0))],
  };
}

/** The linear order of a schedule: by start, predecessors first among equals. */
export function orderOf(model: ShopModel, schedule: Schedule): ShopOrder {
  const depth = new Int32Array(model.n);
  const order = Array.from({ length: model.n }, (_, o) => o).sort(
    (a, b) => (schedule.start[a] ?? 0) - (schedule.start[b] ?? 0) || (schedule.end[a] ?? 0) - (schedule.end[b] ?? 0),
  );
  for (const o of order)
    for (let k = model.predStart[o] ?? 0; k < (model.predStart[o + 1] ?? 0); k++)
      depth[o] = Math.max(depth[o] ?? 0, (depth[model.pred[k] ?? 0] ?? 0) + 1);
  order.sort(
    (a, b) =>
      (schedule.start[a] ?? 0) - (schedule.start[b] ?? 0) ||
      (schedule.end[a] ?? 0) - (schedule.end[b] ?? 0) ||
      (depth[a] ?? 0) - (depth[b] ?? 0),
  );
  const makespan = schedule.end.reduce((most, end) => Math.max(most, end), 0);
  return { mode: schedule.mode.slice(), order: Int32Array.from(order), value: makespan };
}

/** The mode in which each operation ends first when they are placed in this order; setups are not looked at. */
export function earliestModes({ problem, n, m, predStart, pred }: ShopModel, order: Int32Array): Int32Array {
  const { operations, modes } = problem;
  const free = new Int32Array(m);
  const end = new Int32Array(n);
  const chosen = new Int32Array(n);
  for (const o of order) {
    let ready = operations.release[o] ?? 0;
    for (let k = predStart[o] ?? 0; k < (predStart[o + 1] ?? 0); k++) ready = Math.max(ready, end[pred[k] ?? 0] ?? 0);
    let first = Number.POSITIVE_INFINITY;
    for (let mode = operations.modeStart[o] ?? 0; mode < (operations.modeStart[o + 1] ?? 0); mode++) {
      const done = Math.max(ready, free[modes.machine[mode] ?? 0] ?? 0) + (modes.duration[mode] ?? 0);
      if (done >= first) continue;
      first = done;
      chosen[o] = mode;
    }
    end[o] = first;
    free[modes.machine[chosen[o] ?? 0] ?? 0] = first;
  }
  return chosen;
}
