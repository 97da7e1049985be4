import type { ChangeoverEffect, ChangeoverMatrix, ChangeoverRule } from './machine.ts';

type Attributes = Readonly<Record<string, string>>;

/** What a changeover takes; all zero where nothing changes. */
export interface Changeover {
  readonly minutes: number;
  readonly cost: number;
  readonly scrapUnits: number;
}

const NOTHING: Changeover = { minutes: 0, cost: 0, scrapUnits: 0 };

/** Attributes a matrix looks at; others make no difference to a machine. Without rules but with a default: all of them (undefined). */
export function relevantAttributes(matrix: ChangeoverMatrix): ReadonlySet<string> | undefined {
  if (matrix.default !== undefined) return undefined;
  return new Set(matrix.rules.map((rule) => rule.attribute));
}

/**
 * The changeover between two setup states. Attributes absent on either side do not differ; an unknown state (undefined) costs nothing.
 * Minutes combine by `combine` (default sum); cost and scrap always add up.
 */
export function changeoverBetween(matrix: ChangeoverMatrix, from: Attributes | undefined, to: Attributes): Changeover {
  if (from === undefined) return NOTHING;
  let minutes = 0;
  let cost = 0;
  let scrapUnits = 0;
  for (const [attribute, value] of Object.entries(to)) {
    const before = from[attribute];
    if (before === undefined || before === value) continue;
    const effect: ChangeoverEffect | undefined = matrix.rules.find((rule) => matches(rule, attribute, before, value)) ?? matrix.default;
    if (effect === undefined) continue;
    minutes = matrix.combine === 'max' ? Math.max(minutes, effect.minutes) : minutes + effect.minutes;
    cost += effect.cost ?? 0;
    scrapUnits += effect.scrapUnits ?? 0;
  }
  return { minutes, cost, scrapUnits };
}

function matches(rule: ChangeoverRule, attribute: string, from: string, to: string): boolean {
  const fits = (pattern: string | undefined, value: string): boolean => pattern === undefined || pattern === '*' || pattern === value;
  return rule.attribute === attribute && fits(rule.from, from) && fits(rule.to, to);
}
