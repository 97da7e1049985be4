import type { Random } from '../../random/xorshift.ts';
import type { Tuning } from './rules.ts';

/** Settings of a rule tried at least and at most, and the placements spent on them: where parts are searched, and elsewhere. */
const PART_TRIALS = [2, 16] as const;
const PART_TUNING = 30_000;
const RULE_TRIALS = [12, 80] as const;
const RULE_TUNING = 300_000;
/** Every other draw is around so much haste; with little of it everybody waits for the cheapest mode. */
const MORE_HASTE = 2;
const LEAST_HASTE = 0.6;

/** How many settings to try on a list of so many operations. */
export function trialsFor(length: number, usesParts: boolean): number {
  const [least, most] = usesParts ? PART_TRIALS : RULE_TRIALS;
  return Math.max(least, Math.min(most, Math.ceil((usesParts ? PART_TUNING : RULE_TUNING) / length)));
}

/** Another setting near one that is good. `fills` = batches have a wanted size; `varies` = haste is tuned, too. */
export function near(tuning: Tuning, trial: number, random: Random, fills: boolean, varies: boolean): Tuning {
  const scaled = (value: number, spread: number): number => value * 2 ** ((random.unit() + random.unit() - 1) * spread);
  return {
    reach: scaled(tuning.reach, 2),
    setup: scaled(tuning.setup, 2),
    far: Math.max(0, Math.min(1, tuning.far + random.unit() - 0.5)),
    patience: fills ? Math.max(0, Math.min(1, tuning.patience + random.unit() - 0.5)) : 0,
    haste: varies ? Math.max(LEAST_HASTE, scaled(trial % 2 === 0 ? MORE_HASTE : tuning.haste, 1.5)) : 1,
  };
}
