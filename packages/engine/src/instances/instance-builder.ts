import type { ModeInput } from '../problem/mode-columns.ts';
import type { ArcInput, JobInput, MachineInput, OperationInput } from '../problem/problem-builder.ts';
import { ProblemBuilder } from '../problem/problem-builder.ts';
import type { Changeover, Reservoir, WorkCalendar } from '../problem/problem.ts';
import { MachineKind } from '../problem/problem.ts';
import type { InstanceFormat, ParsedInstance } from './parsed-instance.ts';
import { assertPlannable } from './shop-builder.ts';

/** Collects an instance that needs more of the model than a plain shop, and keeps where its operations stand in the file. */
export class InstanceBuilder {
  readonly problem = new ProblemBuilder();
  readonly #fileJob: number[] = [];
  readonly #fileOperation: number[] = [];
  #work = 0;

  addJob(job: JobInput = {}): number {
    return this.problem.addJob(job);
  }
  addMachine(machine: MachineInput = {}): number {
    return this.problem.addMachine(machine);
  }
  addArc(arc: ArcInput): void {
    this.problem.addArc(arc);
  }
  addReservoir(reservoir: Reservoir): number {
    return this.problem.addReservoir(reservoir);
  }

  /** A machine on which everything may run at once: for formats whose resources are all pools. */
  addOpenMachine(): number {
    return this.problem.addMachine({ kind: MachineKind.PARALLEL, capacity: 1 << 20 });
  }

  /** So many of a thing, each held as long as its operation lasts. */
  addPool(capacity: number): number {
    return this.problem.addPool({ holds: 'span', capacity: { at: Int32Array.of(0), value: Float64Array.of(capacity) } });
  }

  /** The longest changeover counts once per operation added later on. */
  addChangeover(changeover: Changeover): number {
    for (const ticks of changeover.time) if (ticks > this.#longestSetup) this.#longestSetup = ticks;
    return this.problem.addChangeover(changeover);
  }
  #longestSetup = 0;

  addCalendar(calendar: WorkCalendar): number {
    this.#work += calendar.tailFrom;
    return this.problem.addCalendar(calendar);
  }

  /** `fileJob` -1 = the format has no jobs. */
  addOperation(fileJob: number, fileOperation: number, operation: OperationInput, modes: readonly ModeInput[]): number {
    this.#fileJob.push(fileJob);
    this.#fileOperation.push(fileOperation);
    this.#work += this.#longestSetup + Math.max(operation.release ?? 0, operation.fixedStart ?? 0);
    this.#work += modes.reduce((longest, { duration }) => Math.max(longest, duration), 0);
    return this.problem.addOperation(operation, modes);
  }

  /** @throws Error when there are no operations, precedences run in a circle, or the work is too long for the engine. */
  finish(format: InstanceFormat, names: ParsedInstance['names'], objective: ParsedInstance['objective'] = 'makespan'): ParsedInstance {
    if (this.#fileJob.length === 0) throw new Error('the instance has no operations');
    assertPlannable(this.#work);
    this.problem.setObjective({ levels: [[{ part: objective, weight: 1 }]] });
    const job = new Int32Array(this.#fileJob);
    return { format, objective, problem: this.problem.build(), job, operation: new Int32Array(this.#fileOperation), names };
  }
}
