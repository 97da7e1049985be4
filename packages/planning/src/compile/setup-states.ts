import type { Changeover as ChangeoverTable } from '@midstream/engine';
import type { Changeover, ChangeoverMatrix } from '@midstream/factory';
import { changeoverBetween, relevantAttributes } from '@midstream/factory';
import type { TimeAxis } from './time-axis.ts';
import { ticksOfMinutes } from './time-axis.ts';

type Attributes = Readonly<Record<string, string>>;

/** The setup states of one changeover matrix: each different set of relevant attributes is one row and column. */
export class SetupStates {
  readonly matrix: ChangeoverMatrix;
  readonly states: Attributes[] = [];
  /** Money per piece spoilt when changing over to a state: the dearest material used in it. */
  readonly #scrapCost: number[] = [];
  readonly #indexOf = new Map<string, number>();

  constructor(matrix: ChangeoverMatrix) {
    this.matrix = matrix;
  }

  /** Index of the state these attributes put a machine in; -1 when none of them matters. */
  stateOf(attributes: Attributes, scrapCost = 0): number {
    const relevant = relevantAttributes(this.matrix);
    const entries = Object.entries(attributes)
      .filter(([name]) => relevant === undefined || relevant.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length === 0) return -1;
    const key = JSON.stringify(entries);
    let index = this.#indexOf.get(key);
    if (index === undefined) {
      index = this.states.push(Object.fromEntries(entries)) - 1;
      this.#indexOf.set(key, index);
      this.#scrapCost.push(scrapCost);
    } else this.#scrapCost[index] = Math.max(this.#scrapCost[index] ?? 0, scrapCost);
    return index;
  }

  between(from: number, to: number): Changeover {
    const target = this.states[to];
    return target === undefined ? { minutes: 0, cost: 0, scrapUnits: 0 } : changeoverBetween(this.matrix, this.states[from], target);
  }

  /** Money of one changeover: its price and the pieces spoilt. */
  costOf(changeover: Changeover, to: number): number {
    return changeover.cost + changeover.scrapUnits * (this.#scrapCost[to] ?? 0);
  }

  table(axis: TimeAxis): ChangeoverTable {
    const n = this.states.length;
    const time = new Int32Array(n * n);
    const cost = new Float64Array(n * n);
    for (let from = 0; from < n; from++) {
      for (let to = 0; to < n; to++) {
        if (from === to) continue;
        const changeover = this.between(from, to);
        time[from * n + to] = ticksOfMinutes(axis, changeover.minutes);
        cost[from * n + to] = this.costOf(changeover, to);
      }
    }
    return { states: n, time, cost };
  }
}
