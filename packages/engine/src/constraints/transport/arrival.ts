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

/** The latest tick at which goods may be ready to arrive by `t`; before the first departure as long beforehand as that one takes. */
export function latestDeparture({ ready, arrival, afterLast }: Lane, t: number): number {
  const last = arrival.length - 1;
  if (last < 0 || t - afterLast > ready[last]!) return t - afterLast;
  let low = 0;
  let high = last + 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (arrival[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? ready[low - 1]! : t - (arrival[0]! - ready[0]!);
}
