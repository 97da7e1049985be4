import type { Threads } from '@midstream/engine-host';
import { solve, startThreads } from '@midstream/engine-host';
import type { CompleteFactory, Plan } from '@midstream/factory';
import type { PlanObjective } from '@midstream/planning';
import { compileFactory, longerHorizonDays, OBJECTIVES, parseObjective, publishedWarmStart, readPlan } from '@midstream/planning';
import type { Finding } from '@midstream/units';

export interface SearchWish {
  readonly seconds: number;
  readonly objective?: string;
  /** Published plan to stay close to. */
  readonly published?: Plan;
  readonly horizonDays?: number;
  readonly seed?: number;
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { seconds: number; value: number; bound: number }) => void;
}

export interface FoundPlan {
  readonly plan: Plan | undefined;
  readonly findings: readonly Finding[];
}

/** Reads an objective, the calm one where a published plan is to be kept to. */
export function objectiveFor(
  text: string | undefined,
  hasPublished: boolean,
): { objective: PlanObjective | undefined; findings: readonly Finding[] } {
  return parseObjective(text ?? (hasPublished ? OBJECTIVES.calm : OBJECTIVES['on-time']));
}

/** Compiles, searches in threads and reads back. Undefined where nothing can be planned; the findings say why. */
export async function searchPlan(factory: CompleteFactory, wish: SearchWish): Promise<FoundPlan> {
  // They load the engine while the factory is compiled.
  const threads = startThreads(wish.workers ?? 1);
  try {
    for (let { horizonDays } = wish; ;) {
      const found = await searchLaidOut(factory, threads, { ...wish, ...(horizonDays === undefined ? {} : { horizonDays }) });
      if (found.longer === undefined || wish.horizonDays !== undefined || wish.signal?.aborted === true) return found;
      horizonDays = found.longer;
    }
  } finally {
    threads.close();
  }
}

/** The same for one length of calendars; `longer` = days that are needed for the plan to fit. */
async function searchLaidOut(
  factory: CompleteFactory,
  threads: Threads,
  wish: SearchWish,
): Promise<FoundPlan & { readonly longer?: number | undefined }> {
  const { objective, findings } = objectiveFor(wish.objective, wish.published !== undefined);
  if (objective === undefined) return { plan: undefined, findings };
  const compiled = compileFactory(factory, {
    objective,
    ...(wish.published === undefined ? {} : { published: wish.published }),
    ...(wish.horizonDays === undefined ? {} : { horizonDays: wish.horizonDays }),
  });
  if (compiled.problem.operations.count === 0) return { plan: undefined, findings: compiled.findings };
  const warmStart = wish.published === undefined ? undefined : publishedWarmStart(compiled, wish.published);
  const settings = { seconds: wish.seconds, seed: wish.seed ?? 1, workers: wish.workers ?? 1 };
  const found = await solve(compiled.problem, {
    ...settings,
    threads,
    ...(warmStart === undefined ? {} : { warmStart }),
    ...(wish.signal === undefined ? {} : { signal: wish.signal }),
    onImprove: (solution, bound, seconds) => wish.onProgress?.({ seconds, value: solution.value[1] ?? 0, bound }),
  });
  const plan = readPlan(compiled, found.solution, {
    status: found.status,
    bound: found.bound,
    seed: settings.seed,
    workers: settings.workers,
    seconds: found.seconds,
    trace: found.trace.map(([seconds, value]) => [seconds, value[1] ?? 0] as const),
  });
  return { plan, findings: compiled.findings, longer: longerHorizonDays(compiled.axis, found.solution.schedule) };
}
