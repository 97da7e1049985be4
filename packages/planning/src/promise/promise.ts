import type { CompleteFactory, CostSplit, Id, LocalTime, Order, Plan, PlannedOrder } from '@midstream/factory';
import { instantOf, nearestOf, readFactory, zonedTimeOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { hasErrors, reporterOf } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { CompiledFactory, CompileOptions } from '../compile/compile-factory.ts';
import { compileFactory, recompile, withPriorities } from '../compile/compile-factory.ts';
import type { Hold } from '../compile/fixed-steps.ts';
import type { PlannedStep } from '../compile/operations.ts';
import type { AllowedWay } from '../compile/plannable.ts';
import { restrictWays } from '../compile/restrict-ways.ts';
import type { PlanObjective } from '../objective.ts';
import { parseObjective } from '../objective.ts';
import type { PlanComparison } from '../replan/compare-plans.ts';
import { comparePlans } from '../replan/compare-plans.ts';
import type { ReplanOptions } from '../replan/replan.ts';
import { placesWithin, replanWithin } from '../replan/replan.ts';
import type { Effort } from '../search/search-port.ts';
import type { Confidence, ConfidenceOptions } from './confidence.ts';
import { confidenceOf } from './confidence.ts';

const report = reporterOf(PLANNING_CODES);

/** What a customer asks for. */
export interface PromiseRequest {
  readonly product: Id;
  readonly quantity: number;
  /** Wanted by; absent = as soon as possible. */
  readonly wanted?: LocalTime;
  readonly routing?: Id;
  /** Only at this site. */
  readonly site?: Id;
  readonly deliverTo?: Id;
  readonly customer?: string;
  readonly priority?: number;
  /** Id of the order to be; default `PROMISE-1` or the next free number. */
  readonly order?: Id;
}

/** free-capacity: nobody else is moved. without-overtime: the same in normal hours. other-site: the same elsewhere. others-moved: others make room. */
export type PromiseKind = 'free-capacity' | 'without-overtime' | 'other-site' | 'others-moved';

export interface Displaced {
  readonly order: Id;
  readonly customer?: string;
  readonly before: string;
  readonly after: string;
  readonly hoursLater: number;
  readonly newlyLate: boolean;
}

/** One way to fulfil a request, planned and checked. Money in the reporting currency, carbon in grams CO2e. */
export interface PromiseOption {
  readonly id: string;
  readonly kind: PromiseKind;
  /** Projected date at the place of delivery. */
  readonly date: string;
  /** Absent where no date was wanted. */
  readonly meetsWish?: boolean;
  readonly confidence: Confidence;
  /** Of the order itself, what is made for it included. `run` is the machine's share. */
  readonly price: CostSplit;
  /** What all other orders cost more (changeovers, overtime): the price of fitting it in. */
  readonly costOfOthers: number;
  readonly carbon: number;
  readonly carbonOfOthers: number;
  readonly usesOvertime: boolean;
  readonly sites: readonly Id[];
  /** Orders that come later than published, most delayed first. */
  readonly displaced: readonly Displaced[];
  /** The order as it would be written into the factory, with status `quote`; where others make room, with the priority that takes. */
  readonly order: Order;
  /** The whole plan with the order in it: what would be published. */
  readonly plan: Plan;
  readonly comparison: PlanComparison;
}

export interface PromiseOptions extends Effort, ConfidenceOptions {
  readonly objective?: PlanObjective;
  /** Default 3. */
  readonly most?: number;
}

export interface PromiseAnswer {
  /** Earliest first. Empty with findings where it cannot be made. */
  readonly options: readonly PromiseOption[];
  readonly findings: readonly Finding[];
}

/** Steps of search for one option, so that an answer takes about two seconds with 2,000 operations planned. */
const USUAL_STEPS = 150;
const MOVING_SHARE = 20;
/** A promise gains by coming early even where it has slack; who holds to their dates are the others. */
const PROMISE_OBJECTIVE = 'tardiness:60,late:200,moved:40,shift:4,flow:2,cost:0.5,underfill:0.5';

/**
 * Answers "what, how many, when?" on a published plan: first into what is free, nobody moved; in normal hours only and at other sites
 * where that makes a difference; then, where the wanted date is not met, with others making room. Every option is a whole checked plan.
 */
export async function promise(
  factory: CompleteFactory,
  published: Plan,
  request: PromiseRequest,
  options: PromiseOptions = {},
): Promise<PromiseAnswer> {
  const asked = withOrder(factory, request);
  if (asked.factory === undefined) return { options: [], findings: asked.findings };
  const session = new PromiseSession(asked.factory, published, asked.order, request, options);
  return session.answer();
}

function withOrder(
  factory: CompleteFactory,
  request: PromiseRequest,
): { factory: CompleteFactory | undefined; order: Order; findings: readonly Finding[] } {
  const taken = new Set(factory.orders.map((each) => each.id));
  let number = 1;
  while (taken.has(`PROMISE-${number}`)) number++;
  const order: Order = {
    id: request.order ?? `PROMISE-${number}`,
    product: request.product,
    quantity: request.quantity,
    status: 'quote',
    ...(request.wanted === undefined ? {} : { due: request.wanted }),
    ...(request.routing === undefined ? {} : { routing: request.routing }),
    ...(request.deliverTo === undefined ? {} : { deliverTo: request.deliverTo }),
    ...(request.customer === undefined ? {} : { customer: request.customer }),
    ...(request.priority === undefined ? {} : { priority: request.priority }),
  };
  const lists: readonly (readonly [string, string | undefined, readonly { readonly id: string }[]])[] = [
    ['product', request.product, factory.products],
    ['routing', request.routing, factory.routings],
    ['site', request.site, factory.sites],
    ['site', request.deliverTo, factory.sites],
  ];
  const unknown = lists.flatMap(([kind, id, known]) =>
    id === undefined || known.some((each) => each.id === id)
      ? []
      : [
          report('plan.event-unknown', {
            kind,
            id,
            nearest: nearestOf(
              id,
              known.map((each) => each.id),
            ),
          }),
        ],
  );
  if (unknown.length > 0) return { factory: undefined, order, findings: unknown };
  const reading = readFactory({ ...factory, orders: [...factory.orders, order] });
  return { factory: reading.factory, order, findings: hasErrors(reading.findings) ? reading.findings : [] };
}

class PromiseSession {
  readonly #factory: CompleteFactory;
  readonly #published: Plan;
  readonly #order: Order;
  readonly #request: PromiseRequest;
  readonly #options: PromiseOptions;
  readonly #compileOptions: CompileOptions;
  readonly #whole: CompiledFactory;
  /** Everybody else where the published plan has them, the order free to go every way. */
  #heldAll: CompiledFactory | undefined;
  /** Who was found in their own way where everybody is held: not held again, as each time it takes a search to see. */
  readonly #letGo = new Set<string>();
  readonly #found: PromiseOption[] = [];
  readonly #findings: Finding[] = [];

  constructor(factory: CompleteFactory, published: Plan, order: Order, request: PromiseRequest, options: PromiseOptions) {
    this.#factory = factory;
    this.#published = published;
    this.#order = order;
    this.#request = request;
    this.#options = options;
    this.#compileOptions = { published, objective: options.objective ?? parseObjective(PROMISE_OBJECTIVE).objective ?? [] };
    this.#whole = compileFactory(factory, this.#compileOptions);
  }

  async answer(): Promise<PromiseAnswer> {
    const leftOut = this.#whole.findings.filter(({ code, params }) => code.startsWith('plan.') && params['order'] === this.#order.id);
    if (this.#whole.leftOut.includes(this.#order.id)) return { options: [], findings: leftOut };
    const { site } = this.#request;
    const atSite: AllowedWay = (step, way) => !this.#isOwn(step) || site === undefined || way.site === undefined || way.site === site;
    const free = await this.#held('free-capacity', atSite);
    if (free?.usesOvertime === true && !this.#stopped())
      await this.#held('without-overtime', (step, way) => atSite(step, way) && (!this.#isOwn(step) || !way.overtime));
    if (free === undefined || free.meetsWish === false) {
      if (!this.#stopped()) await this.#moved(free?.plan, atSite);
    }
    for (const other of site === undefined ? this.#otherSites(free) : []) {
      if (this.#stopped()) break;
      await this.#held('other-site', (step, way) => !this.#isOwn(step) || way.site === undefined || way.site === other);
    }
    const options = worthwhile(this.#found, this.#published.timeZone).slice(0, this.#options.most ?? 3);
    return { options, findings: options.length > 0 ? leftOut : [...leftOut, ...this.#findings] };
  }

  #stopped(): boolean {
    return this.#options.shouldStop?.() === true;
  }

  #isOwn(step: PlannedStep): boolean {
    return step.line.id === this.#order.id || step.line.id.startsWith(`${this.#order.id}+`);
  }

  /** Everybody else stays exactly where the published plan has them. */
  async #held(kind: PromiseKind, allow: AllowedWay): Promise<PromiseOption | undefined> {
    const hold = { plan: this.#published, operations: this.#toHold(this.#published) };
    const wish = { ...this.#effort(1), ...this.#compileOptions, hold, allow };
    this.#heldAll ??= recompile(this.#whole, { hold });
    return this.#take(kind, this.#whole, restrictWays(this.#heldAll, allow), wish, this.#order, (less) => {
      this.#heldAll = recompile(this.#whole, { hold: less });
      return restrictWays(this.#heldAll, allow);
    });
  }

  /** The order goes before all others, which then make room: it starts at the head of every queue, and as urgent as any two orders. */
  async #moved(from: Plan | undefined, allow: AllowedWay): Promise<PromiseOption | undefined> {
    const priority = 2 * Math.max(1, ...this.#factory.orders.map((each) => each.priority));
    const order = { ...this.#order, priority };
    const orders = this.#factory.orders.map((each) => (each.id === order.id ? { ...each, priority } : each));
    const factory = { ...this.#factory, orders };
    const start = from ?? this.#published;
    const isOwn = (id: string): boolean => id === order.id || id.startsWith(`${order.id}+`);
    // In their order, a minute apart: a start in which something comes before what it needs is none.
    const now = instantOf(start.planningStart, start.timeZone, 'start') ?? 0;
    const rank = new Map(
      start.operations
        .filter((each) => isOwn(each.order))
        .sort((a, b) => (instantOf(a.start, start.timeZone, 'start') ?? 0) - (instantOf(b.start, start.timeZone, 'start') ?? 0))
        .map((each, i) => [each.id, zonedTimeOf(now + 60 * i, start.timeZone)]),
    );
    const first = start.operations.map((each) => ({ ...each, start: rank.get(each.id) ?? each.start }));
    const wish = { ...this.#effort(MOVING_SHARE), ...this.#compileOptions, from: { ...start, operations: first } };
    const whole = withPriorities(this.#whole, factory);
    const isAnywhere = this.#request.site === undefined;
    const trial = isAnywhere ? whole : restrictWays(whole, allow);
    const own = await placesWithin(whole, trial, isAnywhere ? wish : { ...wish, allow }, (step) => isOwn(step.line.id));
    if (own.length === 0) return undefined;
    // Its place is kept; all others go back to where they were published, and only who is in its way is planned anew.
    const held = { ...this.#published, operations: [...own, ...this.#published.operations] };
    const hold = { plan: held, operations: this.#toHold(held), first: new Set(own.map((each) => each.id)) };
    const calm = { ...this.#effort(1), ...this.#compileOptions, hold };
    return this.#take('others-moved', whole, recompile(whole, { hold }), calm, order);
  }

  #toHold(plan: Plan): ReadonlySet<string> {
    return new Set(plan.operations.map((each) => each.id).filter((id) => !this.#letGo.has(id)));
  }

  /** Placing one order among held ones takes few steps, moving all of them many. */
  #effort(share: number): Effort {
    const { steps = USUAL_STEPS, seconds } = this.#options;
    return { ...this.#options, ...(seconds === undefined ? { steps: steps * share } : {}) };
  }

  async #take(
    kind: PromiseKind,
    whole: CompiledFactory,
    trial: CompiledFactory,
    wish: ReplanOptions,
    asked: Order,
    holding?: (hold: Hold) => CompiledFactory,
  ): Promise<PromiseOption | undefined> {
    const { plan, findings, letGo } = await replanWithin(whole, trial, wish, holding);
    for (const id of letGo) this.#letGo.add(id);
    const order = plan?.orders.find((each) => each.order === this.#order.id);
    if (plan === undefined || order === undefined) {
      this.#findings.push(...findings);
      return undefined;
    }
    const option = this.#optionOf(kind, plan, order, asked);
    this.#found.push(option);
    return option;
  }

  #optionOf(kind: PromiseKind, plan: Plan, order: PlannedOrder, asked: Order): PromiseOption {
    const own = plan.orders.filter((each) => each.order === order.order || each.dependentOf?.startsWith(order.order) === true);
    const ids = new Set(own.map((each) => each.order));
    const price = sumSplit(own.map((each) => each.cost));
    const carbon = own.reduce((sum, each) => sum + each.carbon.total, 0);
    const operations = plan.operations.filter((each) => ids.has(each.order));
    const comparison = comparePlans(this.#published, plan);
    const confidence = confidenceOf(plan, order.order, this.#request.wanted, this.#options);
    if (confidence === undefined) throw new Error(`${order.order} is not in its own plan`);
    return {
      id: kind,
      kind,
      date: order.projected,
      ...(order.latenessMinutes === undefined ? {} : { meetsWish: order.latenessMinutes <= 0 }),
      confidence,
      price,
      costOfOthers: plan.figures.cost.total - this.#published.figures.cost.total - price.total,
      carbon,
      carbonOfOthers: plan.figures.carbon.total - this.#published.figures.carbon.total - carbon,
      usesOvertime: operations.some((each) => each.overtimeMinutes > 0),
      sites: [...new Set(operations.map((each) => each.site).filter((each) => each !== ''))],
      displaced: displacedOrders(plan, comparison),
      order: asked,
      plan,
      comparison,
    };
  }

  /** Sites at which the whole routing could be run and the first option does not. */
  #otherSites(first: PromiseOption | undefined): string[] {
    const { steps, problem, meanings } = this.#whole;
    let possible: Set<string> | undefined;
    steps.forEach((step, o) => {
      if (!this.#isOwn(step)) return;
      const there = new Set<string>();
      for (let mode = problem.operations.modeStart[o] ?? 0; mode < (problem.operations.modeStart[o + 1] ?? 0); mode++) {
        const site = meanings[mode]?.site;
        if (site !== undefined) there.add(site);
      }
      if (step.operation.outsourced !== undefined) return;
      possible = possible === undefined ? there : new Set([...possible].filter((site) => there.has(site)));
    });
    return [...(possible ?? [])].filter((site) => first === undefined || first.sites.some((each) => each !== site));
  }
}

function displacedOrders(plan: Plan, comparison: PlanComparison): Displaced[] {
  const customers = new Map(plan.orders.map((each) => [each.order, each.customer]));
  const late = new Set(comparison.newlyLate);
  return comparison.later.map(({ order, before, after, hours }) => {
    const customer = customers.get(order);
    return { order, ...(customer === undefined ? {} : { customer }), before, after, hoursLater: hours, newlyLate: late.has(order) };
  });
}

function sumSplit(parts: readonly CostSplit[]): CostSplit {
  const sum = (of: (each: CostSplit) => number): number => parts.reduce((total, each) => total + of(each), 0);
  return {
    run: sum((each) => each.run),
    changeover: sum((each) => each.changeover),
    labour: sum((each) => each.labour),
    overtime: sum((each) => each.overtime),
    energy: sum((each) => each.energy),
    material: sum((each) => each.material),
    transport: sum((each) => each.transport),
    outsourcing: sum((each) => each.outsourcing),
    total: sum((each) => each.total),
  };
}

/** Earliest first, without those that another beats in date, price and peace at once. */
function worthwhile(found: readonly PromiseOption[], timeZone: string): PromiseOption[] {
  const date = (each: PromiseOption): number => instantOf(each.date, timeZone, 'start') ?? 0;
  const price = (each: PromiseOption): number => each.price.total + each.costOfOthers;
  const delay = (each: PromiseOption): number => each.displaced.reduce((sum, one) => sum + one.hoursLater, 0);
  const beats = (a: PromiseOption, b: PromiseOption): boolean => {
    const gains = [date(b) - date(a), price(b) - price(a), delay(b) - delay(a)];
    return gains.every((gain) => gain >= 0) && (gains.some((gain) => gain > 0) || found.indexOf(a) < found.indexOf(b));
  };
  return found.filter((each) => !found.some((other) => other !== each && beats(other, each))).sort((a, b) => date(a) - date(b));
}
