/** Middle of the sorted values (mean of the two middle ones); NaN when there are none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear interpolation between order statistics (type 7); NaN when there are none. `share` in 0 … 1. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const below = sorted[low] ?? Number.NaN;
  return below + (at - low) * ((sorted[low + 1] ?? below) - below);
}

export interface Line {
  readonly intercept: number;
  readonly slope: number;
  /** Median absolute deviation of the residuals divided by the median of the values: 0 = exact. */
  readonly spread: number;
  readonly samples: number;
}

/** More pairs than this are thinned evenly: the median of slopes hardly moves. */
const MAX_PAIRS = 20_000;

/**
 * Theil–Sen line through (x, y): slope = median of pairwise slopes, intercept = median of y − slope·x; both held ≥ 0.
 * With fewer than two different x the line goes through the origin. Breaks down only when 29 % of the samples are wrong.
 */
export function theilSenLine(x: readonly number[], y: readonly number[]): Line {
  const slopes: number[] = [];
  const pairs = (x.length * (x.length - 1)) / 2;
  const stride = Math.max(1, Math.floor(pairs / MAX_PAIRS));
  let pair = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      if (pair++ % stride !== 0) continue;
      const dx = (x[j] ?? 0) - (x[i] ?? 0);
      if (dx !== 0) slopes.push(((y[j] ?? 0) - (y[i] ?? 0)) / dx);
    }
  }
  const proportional = median(y.map((value, i) => value / Math.max(1, x[i] ?? 1)));
  let slope = slopes.length === 0 ? proportional : median(slopes);
  let intercept = slopes.length === 0 ? 0 : median(y.map((value, i) => value - slope * (x[i] ?? 0)));
  // A negative part has no meaning for a time: fall back to the nearest line that has one.
  if (slope <= 0) {
    slope = 0;
    intercept = median(y);
  } else if (intercept < 0) {
    intercept = 0;
    slope = proportional;
  }
  const residuals = y.map((value, i) => Math.abs(value - intercept - slope * (x[i] ?? 0)));
  const typical = Math.max(1e-9, median(y));
  return { intercept, slope, spread: median(residuals) / typical, samples: x.length };
}
