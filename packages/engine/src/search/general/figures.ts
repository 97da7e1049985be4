// Non-null assertions index arrays sized by the problem.
import { WorkClock } from '../../constraints/calendar/work-clock.ts';
import { changeoverCost, changeoverTime } from '../../constraints/changeover/setup-length.ts';
import { PriceIntegral } from '../../constraints/price/price-integral.ts';
import { arrival } from '../../constraints/transport/arrival.ts';
import type { Lane, Problem } from '../../problem/problem.ts';
import { MachineKind, NONE } from '../../problem/problem.ts';
import type { Figures, Schedule } from '../../schedule/schedule.ts';
import type { ObjectivePart } from '../../problem/problem.ts';

type Sums = Record<ObjectivePart, number>;

/** Recounts every figure of a complete schedule (SPEC F1 … F12). */
export class FigureCounter {
  readonly #problem: Problem;
  readonly #clock: WorkClock;
  readonly #prices: PriceIntegral;

  constructor(problem: Problem) {
    this.#problem = problem;
    this.#clock = WorkClock.of(problem.calendars);
    this.#prices = new PriceIntegral(problem);
  }

  count(schedule: Schedule): Figures {
    const sums: Sums = {
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
    this.#jobs(schedule, sums);
    this.#machines(schedule, sums);
    this.#arcs(schedule, sums);
    this.#baseline(schedule, sums);
    for (const m of schedule.mode) {
      sums.cost += this.#problem.modes.cost[m]!;
      sums.carbon += this.#problem.modes.carbon[m]!;
    }
    return sums;
  }

  /** Value of each objective level, `lagExcess` first (SPEC B1). */
  value(figures: Figures): number[] {
    const levels = this.#problem.objective.levels.map((level) => level.reduce((sum, { part, weight }) => sum + weight * figures[part], 0));
    return [figures.lagExcess, ...levels];
  }

  #jobs({ mode, end }: Schedule, sums: Sums): void {
    const { jobs, operations, arcs, modes, transport } = this.#problem;
    const completion = new Float64Array(jobs.count).fill(-1);
    for (let o = 0; o < operations.count; o++) {
      const j = operations.job[o]!;
      let last = true;
      for (let i = arcs.outStart[o]!; i < arcs.outStart[o + 1]!; i++) {
        if (operations.job[arcs.to[arcs.outArc[i]!]!] === j) last = false;
      }
      if (!last) continue;
      const site = modes.site[mode[o]!]!;
      const goal = jobs.deliverySite[j]!;
      const lane = site >= 0 && goal >= 0 && site !== goal ? transport?.lanes[site * transport.sites + goal] : undefined;
      completion[j] = Math.max(completion[j]!, lane ? arrival(lane, end[o]!) : end[o]!);
      if (lane) payLane(lane, transport!.deliveryPieces[o]!, sums);
    }
    completion.forEach((done, j) => {
      if (done < 0) return;
      const due = jobs.due[j]!;
      if (due !== NONE && done > due) {
        sums.weightedTardiness += jobs.weight[j]! * (done - due);
        sums.lateJobs++;
      }
      sums.makespan = Math.max(sums.makespan, done);
      sums.flowTime += done - jobs.release[j]!;
    });
  }

  #machines({ mode, setupStart, start, end }: Schedule, sums: Sums): void {
    const { operations, modes, machines } = this.#problem;
    const sequence: number[][] = Array.from({ length: machines.count }, () => []);
    for (let o = 0; o < operations.count; o++) sequence[modes.machine[mode[o]!]!]!.push(o);
    sequence.forEach((members, k) => {
      members.sort((a, b) => start[a]! - start[b]! || end[a]! - end[b]! || setupStart[a]! - setupStart[b]! || a - b);
      let state = machines.initialState[k]!;
      for (let i = 0; i < members.length;) {
        const first = i++;
        if (machines.kind[k] === MachineKind.BATCH) while (i < members.length && start[members[i]!] === start[members[first]!]) i++;
        state = this.#group(k, members, first, i, state, { mode, setupStart, start, end }, sums);
      }
    });
  }

  /** A single operation or a batch, `members[first … stop)`; returns the state it leaves. */
  #group(
    k: number,
    members: readonly number[],
    first: number,
    stop: number,
    before: number,
    { mode, setupStart, start, end }: Schedule,
    sums: Sums,
  ): number {
    const { operations, modes, machines } = this.#problem;
    let lead = members[first]!;
    let set = true;
    let own = 0;
    let size = 0;
    for (let i = first; i < stop; i++) {
      const o = members[i]!;
      if (o < lead) lead = o;
      if (operations.alreadySetUp[o] === 0) set = false;
      if (modes.setup[mode[o]!]! > own) own = modes.setup[mode[o]!]!;
      size += operations.batchSize[o]!;
    }
    const m = mode[lead]!;
    const changes = machines.kind[k] !== MachineKind.PARALLEL;
    const after = modes.state[m]!;
    const length = set ? 0 : own + (changes ? changeoverTime(this.#problem, k, before, after) : 0);
    const money = changes && !set ? changeoverCost(this.#problem, k, before, after) : 0;
    sums.setupTime += length;
    sums.changeoverCost += money;
    sums.cost += money + modes.setupCostRate[m]! * length + this.#prices.run(m, start[lead]!, end[lead]!);
    sums.carbon += modes.setupCarbonRate[m]! * length;
    if (length > 0) {
      const u = setupStart[lead]!;
      sums.cost += this.#prices.setup(m, u, this.#clock.workEnd(modes.setupCalendar[m]!, u, length));
    }
    if (machines.kind[k] === MachineKind.BATCH) sums.underfill += Math.max(0, machines.minSize[k]! - size);
    return after < 0 || !changes ? before : after;
  }

  #arcs({ mode, start, end }: Schedule, sums: Sums): void {
    const { arcs, modes, transport } = this.#problem;
    for (let arc = 0; arc < arcs.count; arc++) {
      const from = arcs.from[arc]!;
      const to = arcs.to[arc]!;
      const a = modes.site[mode[from]!]!;
      const b = modes.site[mode[to]!]!;
      const lane = arcs.carries[arc] === 1 && a >= 0 && b >= 0 && a !== b ? transport?.lanes[a * transport.sites + b] : undefined;
      if (lane) payLane(lane, transport!.arcPieces[arc]!, sums);
      if (arcs.maxLag[arc] === NONE) continue;
      const ready = lane ? arrival(lane, end[from]!) : end[from]!;
      sums.lagExcess += Math.max(0, start[to]! - ready - arcs.maxLag[arc]!);
    }
  }

  #baseline({ mode, start }: Schedule, sums: Sums): void {
    const { baseline, modes } = this.#problem;
    if (!baseline) return;
    baseline.start.forEach((was, o) => {
      if (was < 0) return;
      const shift = Math.abs(start[o]! - was);
      if (shift > 0 || baseline.machine[o] !== modes.machine[mode[o]!]) sums.movedOperations++;
      sums.startShift += shift;
    });
  }
}

function payLane(lane: Lane, pieces: number, sums: Sums): void {
  sums.cost += lane.cost + lane.costPerPiece * pieces;
  sums.carbon += lane.carbon + lane.carbonPerPiece * pieces;
}
