import type { Changeover as ChangeoverTable } from '@midstream/engine';
import type { Changeover, ChangeoverMatrix } from '@midstream/factory';
import { changeoverBetween, relevantAttributes } from '@midstream/factory';
import type { TimeAxis } from './time-axis.ts';
import { ticksOfMinutes } from './time-axis.ts';

type Attributes = Readonly<Record<string, string>>;

const NOTHING: Changeover = { minutes: 0, cost: 0, scrapUnits: 0 };

/**
 * What a machine can be set up for: each different set of attributes that matter to its changeover matrix is one row and column.
 * Where divided quantities run, each of them has a state of its own, so that its second lot behind its first needs no setup:
 * the search then decides by itself on how many machines the lots run.
 */
export class SetupStates {
  readonly states: Attributes[] = [];
  readonly #matrix: ChangeoverMatrix | undefined;
  /** Money per piece spoilt when changing over to a state: the dearest material used in it. */
  readonly #scrapCost: number[] = [];
  /** Standing setup that comes with a state unless the machine is in it already, minutes. */
  readonly #ownMinutes: number[] = [];
  /** The state without the lot: two with the same ask for no changeover between them. */
  readonly #plain: number[] = [];
  readonly #indexOf = new Map<string, number>();
  /** Attributes seen before, by identity: a large factory asks for the same ones hundreds of thousands of times. */
  readonly #seen = new Map<Attributes, number>();
  readonly #mattering = new Map<Attributes, boolean>();
  /** Attributes the matrix looks at; undefined = all. */
  readonly #names: ReadonlySet<string> | undefined;
  readonly #none: number;

  constructor(matrix: ChangeoverMatrix | undefined, knowsLots = false) {
    this.#matrix = matrix;
    this.#names = matrix === undefined ? undefined : relevantAttributes(matrix);
    // Among lots even a machine nothing is known of is in some state: coming from there a lot needs its setup.
    this.#none = knowsLots ? this.#add('', {}, 0) : -1;
  }

  get knowsLots(): boolean {
    return this.#none >= 0;
  }

  /** Index of the state these attributes put a machine in; -1, or that of an unknown state among lots, when none of them matters. */
  stateOf(attributes: Attributes, scrapCost = 0): number {
    const index = this.#seen.get(attributes) ?? this.#look(attributes);
    if (index === this.#none) return index;
    this.#scrapCost[index] = Math.max(this.#scrapCost[index] ?? 0, scrapCost);
    return index;
  }

  #look(attributes: Attributes): number {
    const entries = this.#relevant(attributes);
    const key = JSON.stringify(entries);
    const index = entries.length === 0 ? this.#none : (this.#indexOf.get(key) ?? this.#add(key, Object.fromEntries(entries), 0));
    this.#seen.set(attributes, index);
    return index;
  }

  /** Index of the state a divided quantity leaves that runs in the state `plain` after a standing setup of so many minutes. */
  lotStateOf(quantity: string, plain: number, ownMinutes: number): number {
    const key = `${quantity}|${plain}|${ownMinutes}`;
    return this.#indexOf.get(key) ?? this.#add(key, this.states[plain] ?? {}, ownMinutes, plain);
  }

  /** Whether any of these attributes matters. */
  matters(attributes: Attributes): boolean {
    let matters = this.#mattering.get(attributes);
    if (matters === undefined) this.#mattering.set(attributes, (matters = this.#relevant(attributes).length > 0));
    return matters;
  }

  /** What the matrix asks for between two states, standing setups apart. */
  between(from: number, to: number): Changeover {
    const before = this.#plain[from] ?? this.#none;
    const after = this.#plain[to] ?? this.#none;
    const target = this.states[after];
    if (this.#matrix === undefined || target === undefined || before === after) return NOTHING;
    if (before === this.#none || after === this.#none) return NOTHING;
    return changeoverBetween(this.#matrix, this.states[before], target);
  }

  /** Money of one changeover: its price and the pieces spoilt. */
  costOf(changeover: Changeover, to: number): number {
    return changeover.cost + changeover.scrapUnits * (this.#scrapCost[this.#plain[to] ?? to] ?? 0);
  }

  /** Ticks from one state to another, a lot's standing setup with it. */
  ticks(axis: TimeAxis, from: number, to: number): number {
    if (from === to) return 0;
    return ticksOfMinutes(axis, this.between(from, to).minutes) + ticksOfMinutes(axis, this.#ownMinutes[to] ?? 0);
  }

  table(axis: TimeAxis): ChangeoverTable {
    const n = this.states.length;
    const time = new Int32Array(n * n);
    const cost = new Float64Array(n * n);
    const plain = this.#plainTable(axis);
    for (let from = 0; from < n; from++) {
      for (let to = 0; to < n; to++) {
        if (from === to) continue;
        const cell = (this.#plain[from] ?? 0) * n + (this.#plain[to] ?? 0);
        time[from * n + to] = (plain.time[cell] ?? 0) + ticksOfMinutes(axis, this.#ownMinutes[to] ?? 0);
        cost[from * n + to] = plain.cost[cell] ?? 0;
      }
    }
    return { states: n, time, cost };
  }

  /** The same between states without lots only: there are few of them, and the matrix is slow to ask. */
  #plainTable(axis: TimeAxis): { time: Int32Array; cost: Float64Array } {
    const n = this.states.length;
    const time = new Int32Array(n * n);
    const cost = new Float64Array(n * n);
    const plain = [...new Set(this.#plain)];
    for (const from of plain) {
      for (const to of plain) {
        const changeover = this.between(from, to);
        time[from * n + to] = ticksOfMinutes(axis, changeover.minutes);
        cost[from * n + to] = this.costOf(changeover, to);
      }
    }
    return { time, cost };
  }

  #relevant(attributes: Attributes): [string, string][] {
    if (this.#matrix === undefined) return [];
    return Object.entries(attributes)
      .filter(([name]) => this.#names === undefined || this.#names.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  #add(key: string, attributes: Attributes, ownMinutes: number, plain = this.states.length): number {
    const index = this.states.push(attributes) - 1;
    this.#indexOf.set(key, index);
    this.#scrapCost.push(0);
    this.#ownMinutes.push(ownMinutes);
    this.#plain.push(plain);
    return index;
  }
}
