// Non-null assertions index arrays sized by the problem.
import type { Decoder } from './decoder.ts';

/**
 * [operation] What keeps the batches of a plan together when its list is placed again: whoever opens one starts no earlier than all
 * others in it have come. Everybody else is free.
 */
export function floorsOfBatches({ problem, batches, readiness, at, order, placed }: Decoder): Int32Array {
  const { release } = problem.operations;
  const floor = new Int32Array(release.length);
  for (let i = 0; i < placed; i++) {
    const o = order[i]!;
    const opener = batches.leader[o]!;
    if (opener < 0 || opener === o) continue;
    const ready = Math.max(release[o]!, readiness.ready(o, at.mode[o]!, at.work[o]!));
    if (ready > floor[opener]!) floor[opener] = ready;
  }
  return floor;
}
