import type { ModeInput } from '@midstream/engine';
import type { CompleteMachine, OperationAlternative, Site } from '@midstream/factory';
import type { CrewChoice } from './crew-choices.ts';

/** What a mode of the engine means to the factory. */
export interface ModeMeaning {
  /** Machine id or `supplier:<name>`. */
  readonly machine: string;
  readonly site: string | undefined;
  readonly crews: CrewChoice['crews'];
  readonly overtime: boolean;
  readonly setupMinutes: number;
  readonly runMinutes: number;
  readonly runKw: number;
  readonly cost: { readonly run: number; readonly labour: number; readonly material: number; readonly outsourcing: number };
  readonly carbon: { readonly run: number; readonly material: number; readonly outsourcing: number };
  /** Money per hour of setup: machine, people. */
  readonly setupMachinePerHour: number;
  readonly setupLabourPerHour: number;
  readonly changeoverKw: number;
}

/** A way to do a routing operation, whatever the quantity: laid out once per product and routing operation. */
export interface Way {
  readonly machine: CompleteMachine;
  readonly alternative: OperationAlternative;
  readonly crews: CrewChoice;
  readonly overtime: boolean;
  readonly site: Site | undefined;
  readonly runKw: number;
  readonly changeoverKw: number;
  readonly longestRun: number;
  readonly longestSetup: number;
  /** What the engine is told of it, the columns that depend on the quantity at 0: of one shape, so that it is quickly copied. */
  readonly fixed: Required<ModeInput>;
}

/** Money and grams of the material a step takes, and money of a piece spoilt. */
export interface MaterialPrice {
  readonly cost: number;
  readonly carbon: number;
  readonly scrapCost: number;
}

/** A mode as the engine is told of it, and what that means. */
export interface CompiledMode {
  readonly input: ModeInput;
  readonly meaning: ModeMeaning;
  /** The same as `input`, written into an object that is there already. */
  readonly tell?: (input: ToldMode) => ModeInput;
}

/** What the engine is told of a mode, to be written over by the next. */
export type ToldMode = { -readonly [Name in keyof ModeInput]-?: ModeInput[Name] };

/** Of one shape from the start, so that it is quickly written. */
export function emptyInput(): ToldMode {
  return {
    machine: 0,
    duration: 0,
    setup: 0,
    state: -1,
    runCalendar: -1,
    setupCalendar: -1,
    site: -1,
    // Prices are seldom whole numbers.
    cost: 0.5,
    carbon: 0.5,
    setupCostRate: 0.5,
    setupCarbonRate: 0.5,
    priceProfile: -1,
    runPower: 0.5,
    setupPower: 0.5,
    needs: [],
  };
}

/** What all ways to do one step share. */
export interface WorkOfStep {
  readonly material: MaterialPrice;
  /** Pieces still to run. */
  readonly quantity: number;
  /** What runs already needs no setup and no fixed time any more. */
  readonly isStarted: boolean;
  readonly ticksPerHour: number;
}

/** Minutes of standing setup a way takes. */
export function setupMinutesOf({ machine, alternative }: Way, { isStarted }: WorkOfStep): number {
  return isStarted ? 0 : (alternative.setupMinutes ?? 0) / machine.efficiency;
}

/** Minutes a way runs. */
export function runMinutesOf({ machine, alternative }: Way, { isStarted, quantity }: WorkOfStep): number {
  const fixed = isStarted ? 0 : (alternative.fixedMinutes ?? 0);
  return (fixed + (alternative.minutesPerUnit ?? 0) * quantity) / machine.efficiency;
}

/**
 * A way to do one step, told when asked: a large factory has hundreds of thousands, a plan takes one for each operation, and the engine
 * copies what it is told. So it holds little: times in ticks and the state it leaves, the rest is worked out.
 */
export class PlacedWay implements CompiledMode, ModeMeaning {
  readonly #way: Way;
  readonly #work: WorkOfStep;
  readonly duration: number;
  readonly #setup: number;
  readonly #state: number;

  constructor(way: Way, work: WorkOfStep, duration: number, setup: number, state: number) {
    this.#way = way;
    this.#work = work;
    this.duration = duration;
    this.#setup = setup;
    this.#state = state;
  }

  get meaning(): ModeMeaning {
    return this;
  }
  get input(): Required<ModeInput> {
    return this.tell(emptyInput());
  }
  tell(input: ToldMode): ToldMode {
    const { fixed } = this.#way;
    const { material } = this.#work;
    // Written out: copied with `...` it takes several times as long.
    input.machine = fixed.machine;
    input.duration = this.duration;
    input.setup = this.#setup;
    input.state = this.#state;
    input.runCalendar = fixed.runCalendar;
    input.setupCalendar = fixed.setupCalendar;
    input.site = fixed.site;
    input.cost = this.#runCost + this.#labourCost + material.cost;
    input.carbon = this.#runCarbon + material.carbon;
    input.setupCostRate = fixed.setupCostRate;
    input.setupCarbonRate = fixed.setupCarbonRate;
    input.priceProfile = fixed.priceProfile;
    input.runPower = fixed.runPower;
    input.setupPower = fixed.setupPower;
    input.needs = fixed.needs;
    return input;
  }
  get machine(): string {
    return this.#way.machine.id;
  }
  get site(): string | undefined {
    return this.#way.site?.id;
  }
  get crews(): CrewChoice['crews'] {
    return this.#way.crews.crews;
  }
  get overtime(): boolean {
    return this.#way.overtime;
  }
  get setupMinutes(): number {
    return setupMinutesOf(this.#way, this.#work);
  }
  get runMinutes(): number {
    return runMinutesOf(this.#way, this.#work);
  }
  get runKw(): number {
    return this.#way.runKw;
  }
  get cost(): ModeMeaning['cost'] {
    return { run: this.#runCost, labour: this.#labourCost, material: this.#work.material.cost, outsourcing: 0 };
  }
  get carbon(): ModeMeaning['carbon'] {
    return { run: this.#runCarbon, material: this.#work.material.carbon, outsourcing: 0 };
  }
  get setupMachinePerHour(): number {
    return this.#way.machine.costPerHour;
  }
  get setupLabourPerHour(): number {
    return this.#way.crews.setup.costPerHour;
  }
  get changeoverKw(): number {
    return this.#way.changeoverKw;
  }
  get #runHours(): number {
    return this.duration / this.#work.ticksPerHour;
  }
  get #runCost(): number {
    const { machine, alternative } = this.#way;
    return this.#runHours * machine.costPerHour + (alternative.extraCostPerUnit ?? 0) * this.#work.quantity;
  }
  get #labourCost(): number {
    return this.#runHours * this.#way.crews.run.costPerHour;
  }
  get #runCarbon(): number {
    return this.#runHours * this.#way.runKw * (this.#way.site?.gridGramsPerKwh ?? 0);
  }
}
