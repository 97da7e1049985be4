import { createSolver, type Problem } from '@midstream/engine';
import { randomShop, repeatDescents, watchJobShopKernel, withIdleRules } from '@midstream/engine/testing';

/** A slice of so many steps is shorter than any descent's patience, so that iterations can be counted; a turn is some slices. */
const STEPS = 100;
const SLICES = 100;
const SEED = 1;
/** The first of several solvers also spends steps on the bound; the second only searches. */
const WORKER = 1;

/** What the whole model costs the kernel of pure job shops: iterations a second of processor time. */
export interface ModelCost {
  readonly size: string;
  /** Of the kernel alone, from the same starts as the search and for as many iterations from each. */
  readonly kernel: number;
  /** Of the search through the public interface. */
  readonly pure: number;
  /** The same, with every rule of the model said and none of them binding. */
  readonly dressed: number;
}

/**
 * Two searches take turns on one random shop, said plainly and with idle rules, and the kernel alone does each turn's descents once
 * more, until each has had so many seconds or more.
 */
export function modelCost(jobs: number, machines: number, seconds: number): ModelCost {
  const shop = randomShop(1, { jobs, machines, inHalves: true });
  const [pure, dressed] = [searchOf(shop), searchOf(withIdleRules(shop))];
  const repeat = repeatDescents(shop, SEED);
  const alone = { spent: 0, iterations: 0 };
  // In the first turns rules of dispatch are tried and the code is warmed up.
  for (let turn = 0; Math.min(pure.spent, dressed.spent, alone.spent) < seconds; turn++) {
    const descents = pure.turn();
    dressed.turn();
    timed(alone, () => descents.forEach(repeat));
    alone.iterations += descents.reduce((sum, { iterations }) => sum + iterations, 0);
    if (turn < 3) for (const each of [pure, dressed, alone]) Object.assign(each, { spent: 0, iterations: 0 });
  }
  if (pure.best() !== dressed.best()) throw new Error('the two searches went different ways');
  const speed = ({ iterations, spent }: Spent): number => Math.round(iterations / spent);
  return { size: `${jobs}x${machines}`, kernel: speed(alone), pure: speed(pure), dressed: speed(dressed) };
}

interface Spent {
  spent: number;
  iterations: number;
}

function timed(account: Spent, work: () => void): void {
  const began = process.cpuUsage().user;
  work();
  account.spent += (process.cpuUsage().user - began) / 1e6;
}

function searchOf(problem: Problem) {
  const solver = createSolver(problem, { seed: SEED, worker: WORKER });
  return {
    spent: 0,
    iterations: 0,
    /** Everything a host asks of it, for a while; the descents that began in it. */
    turn() {
      const { descents, iterations } = watchJobShopKernel(() =>
        timed(this, () => {
          for (let slice = 0; slice < SLICES; slice++) {
            solver.step(STEPS);
            solver.news?.();
          }
        }),
      );
      this.iterations += iterations;
      return descents;
    },
    best: (): number | undefined => solver.best()?.figures.makespan,
  };
}
