import type { ModeInput } from '../problem/problem-builder.ts';
import { ProblemBuilder } from '../problem/problem-builder.ts';
import type { InstanceFormat, ParsedInstance } from './parsed-instance.ts';

/** Collects the jobs of a shop in file order. */
export class ShopBuilder {
  readonly builder = new ProblemBuilder();
  readonly #job: number[] = [];
  readonly #operation: number[] = [];

  addMachines(count: number): void {
    for (let machine = 0; machine < count; machine++) this.builder.addMachine();
  }

  /** One job whose operations follow each other. */
  addChain(operations: readonly (readonly ModeInput[])[], job: { due?: number; weight?: number; release?: number } = {}): void {
    const index = this.builder.addJob(job);
    let before = -1;
    operations.forEach((modes, place) => {
      const operation = this.builder.addOperation({ job: index, release: job.release ?? 0 }, modes);
      if (before >= 0) this.builder.addArc({ from: before, to: operation });
      before = operation;
      this.note(index, place);
    });
  }

  note(job: number, operation: number): void {
    this.#job.push(job);
    this.#operation.push(operation);
  }

  finish(format: InstanceFormat, objective: ParsedInstance['objective'] = 'makespan'): ParsedInstance {
    if (objective !== 'makespan') this.builder.setObjective({ levels: [[{ part: objective, weight: 1 }]] });
    return {
      format,
      problem: this.builder.build(),
      objective,
      job: Int32Array.from(this.#job),
      operation: Int32Array.from(this.#operation),
    };
  }
}
