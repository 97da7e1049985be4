import type { Problem } from '../../problem/problem.ts';
import { DestructiveBound } from '../../propagation/destructive-bound.ts';
import { taskNetwork } from '../../propagation/task-network.ts';
import type { Schedule, Solution } from '../../schedule/schedule.ts';
import type { Solver, SolverStatus } from '../solver.ts';
import { DeadlineSearch } from './deadline-search.ts';

/** Larger problems are left without: narrowing all domains once takes too long between two looks at the clock. */
const MOST_OPERATIONS = 400;
/** This share of the steps goes into the bound while there is anything left to try. */
const SHARE = 0.06;
/** A search of a small shop that has stood still for so many steps, and for half of all steps, has likely found what there is: proof weighs more. */
const STALLED = 20_000;
const STALLED_WEIGHT = 3;
/** In larger shops the tree over ranks seldom comes to its end in a minute. */
const MOST_IN_TREE = 160;
/** Where it knows a part of the rules only, it is asked about small problems. */
const MOST_IN_PARTIAL_TREE = 60;
/** Operations whose domains are narrowed in a step's time. */
const OPERATIONS_PER_STEP = 2;

/** Whether refuting deadlines can say anything: a small problem whose first level is the makespan and nothing else. */
export function suitsProof({ operations, objective, features }: Problem): boolean {
  const [part, ...others] = objective.levels[0] ?? [];
  return features.makespanOnly && others.length === 0 && part !== undefined && part.weight > 0 && operations.count <= MOST_OPERATIONS;
}

/**
 * Whether a task network says everything there is to say about a problem: one machine a task, precedence of any shape with least lags,
 * and releases. Then what keeps a deadline in the tree is a plan.
 */
function isWholeInNetwork({ features, modes, operations }: Problem): boolean {
  const left = [
    features.flexible,
    features.setups,
    features.calendars,
    features.pools,
    features.parallelMachines,
    features.batches,
    features.maxLags,
    features.sendAhead,
    features.transport,
    features.fixed,
    features.reservoirs,
    features.lines,
    features.places,
    // At one instant two operations may stand in either order.
    !features.chains && modes.duration.includes(0),
  ];
  return !left.includes(true) && operations.count <= MOST_IN_TREE;
}

/** Whether the tree is worth asking: of other problems it knows a part of the rules, so that what it refutes is refuted all the same. */
function suitsTree(problem: Problem): boolean {
  if (isWholeInNetwork(problem)) return true;
  return problem.operations.count <= MOST_IN_PARTIAL_TREE && taskNetwork(problem).machines.length > 0;
}

/** A solver beside whose search the bound is raised, until they meet; once a small job shop's search stands still, by a tree. */
export class ProvingSolver implements Solver {
  readonly #search: Solver;
  readonly #problem: Problem;
  readonly #weight: number;
  #proof: DestructiveBound | undefined;
  #tree: DeadlineSearch | undefined;
  /** No plan is shorter than this, says the tree. */
  #treeBound = 0;
  /** The tree can say nothing about plans this long or longer. */
  #unanswered = Infinity;
  readonly #isWhole: boolean;
  readonly #hasTree: boolean;
  #allowance = 0;
  /** Parts of a narrowing that earlier steps were worth. */
  #owed = 0;
  #steps = 0;
  #lastImprovement = 0;
  #improvementsSeen = 0;
  readonly #findBound: () => number;
  readonly news?: () => readonly Schedule[];

  constructor(problem: Problem, search: Solver, bound: () => number) {
    this.#problem = problem;
    this.#search = search;
    this.#findBound = bound;
    this.#isWhole = isWholeInNetwork(problem);
    this.#hasTree = suitsTree(problem);
    if (search.news !== undefined) this.news = () => search.news?.() ?? [];
    this.#weight = problem.objective.levels[0]?.[0]?.weight ?? 1;
  }

  step(steps: number, progress?: number): SolverStatus {
    const status = this.#search.step(steps, progress);
    const best = this.#search.best();
    if (status === 'optimal' || best === undefined || best.value[0] !== 0) return status;
    const makespan = best.figures.makespan;
    this.#proof ??= new DestructiveBound(this.#problem, Math.max(0, Math.ceil(this.#findBound() / this.#weight - 1e-9)));
    const cost = Math.ceil(this.#problem.operations.count / OPERATIONS_PER_STEP);
    this.#allowance += SHARE * steps;
    while (this.#allowance > 0 && this.#proof.isOpen) this.#allowance -= cost * this.#proof.step(makespan);
    if (this.#hasTree && this.#isStalled(steps) && this.#proof.value < makespan && makespan < this.#unanswered)
      this.#climb(makespan, (STALLED_WEIGHT * steps) / cost);
    return this.#proved >= makespan ? 'optimal' : status;
  }

  #isStalled(steps: number): boolean {
    this.#steps += steps;
    const improvements = this.#search.improvements();
    if (improvements !== this.#improvementsSeen) {
      this.#improvementsSeen = improvements;
      this.#lastImprovement = this.#steps;
    }
    const still = this.#steps - this.#lastImprovement;
    return still > STALLED && still > this.#steps / 2;
  }

  /** Asks whether anything is shorter than the best plan; what the tree finds is the search's. */
  #climb(makespan: number, narrowings: number): void {
    this.#tree ??= new DeadlineSearch(taskNetwork(this.#problem));
    const tree = this.#tree;
    this.#owed += narrowings;
    const whole = Math.floor(this.#owed);
    this.#owed -= whole;
    const answer = tree.deadline === makespan - 1 ? tree.run(whole) : tree.open(makespan - 1);
    if (answer === 'refuted') this.#treeBound = makespan;
    if (answer !== 'kept') return;
    // A deadline kept under a part of the rules says nothing; a shorter one may be refuted yet.
    if (this.#isWhole) this.#search.offer(scheduleOf(this.#problem, tree.starts));
    else this.#unanswered = makespan;
  }

  get #proved(): number {
    return Math.max(this.#proof?.value ?? 0, this.#treeBound);
  }

  best(): Solution | undefined {
    return this.#search.best();
  }
  improvements(): number {
    return this.#search.improvements();
  }
  bound(): number {
    return Math.max(this.#search.bound(), this.#proved * this.#weight);
  }
  offer(schedule: Schedule): void {
    this.#search.offer(schedule);
  }
}

function scheduleOf({ operations, modes }: Problem, starts: Int32Array): Schedule {
  const mode = operations.modeStart.slice(0, operations.count);
  const start = starts.slice();
  return { mode, setupStart: start.slice(), start, end: start.map((at, o) => at + (modes.duration[mode[o] ?? 0] ?? 0)) };
}
