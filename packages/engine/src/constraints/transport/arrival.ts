// Non-null assertions index a lane's paired arrays within their length.
import type { Lane } from '../../problem/problem.ts';

/** When goods ready at `t` arrive over the lane: with the first departure they reach, else after the standing delay. */
export function arrival(lane: Lane, t: number): number {
  const { ready } = lane;
  let low = 0;
  let high = ready.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ready[middle]! >= t) high = middle;
    else low = middle + 1;
  }
  return low < ready.length ? lane.arrival[low]! : t + lane.afterLast;
}
