import type { ChangeoverEffect, ChangeoverMatrix, ChangeoverRule } from '@midstream/factory';
import { changeoverBetween } from '@midstream/factory';
import { numberOf } from '../paste/cells.ts';

/** Stands for every value that no rule names, as a row or a column. */
export const ANY = '*';
/** A value nobody writes: what the matrix says of it, it says of any other. */
const UNNAMED = ['\u0000from', '\u0000to'] as const;

export type Figure = keyof ChangeoverEffect;

export function attributesOf(matrix: ChangeoverMatrix): string[] {
  return [...new Set(matrix.rules.map((rule) => rule.attribute))];
}

/** Values of an attribute that rules name, sorted; `extra` are those known from elsewhere (products, or added just now). */
export function valuesOf(matrix: ChangeoverMatrix, attribute: string, extra: readonly string[] = []): string[] {
  const named = matrix.rules.filter((rule) => rule.attribute === attribute).flatMap((rule) => [rule.from, rule.to]);
  return [...new Set([...named.filter((value) => value !== undefined), ...extra])].filter((value) => value !== ANY).toSorted();
}

/** What a changeover between two values takes; either may be `ANY`. */
export function figureAt(matrix: ChangeoverMatrix, attribute: string, from: string, to: string, figure: Figure): number {
  const before = from === ANY ? UNNAMED[0] : from;
  const after = to === ANY ? UNNAMED[1] : to;
  return changeoverBetween(matrix, { [attribute]: before }, { [attribute]: after })[figure];
}

function isRuleOf(rule: ChangeoverRule, attribute: string, from: string, to: string): boolean {
  return rule.attribute === attribute && (rule.from ?? ANY) === from && (rule.to ?? ANY) === to;
}

/** Whether a cell has a rule of its own, or shows what a wider one says. */
export function isOwn(matrix: ChangeoverMatrix, attribute: string, from: string, to: string): boolean {
  return matrix.rules.some((rule) => isRuleOf(rule, attribute, from, to));
}

export interface CellChange {
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

/**
 * The matrix with one figure of some cells changed. The first rule that fits wins, so a cell's rule goes in front of those wider than
 * it; what its other figures were, they stay.
 */
export function withCells(matrix: ChangeoverMatrix, attribute: string, figure: Figure, changes: readonly CellChange[]): ChangeoverMatrix {
  let rules = [...matrix.rules];
  for (const { from, to, value } of changes) {
    const current: ChangeoverEffect = {
      minutes: figureAt(matrix, attribute, from, to, 'minutes'),
      cost: figureAt(matrix, attribute, from, to, 'cost'),
      scrapUnits: figureAt(matrix, attribute, from, to, 'scrapUnits'),
    };
    const effect = { ...current, [figure]: value };
    const rule: ChangeoverRule = {
      attribute,
      from,
      to,
      minutes: effect.minutes,
      ...(effect.cost === 0 ? {} : { cost: effect.cost }),
      ...(effect.scrapUnits === 0 ? {} : { scrapUnits: effect.scrapUnits }),
    };
    rules = rules.filter((each) => !isRuleOf(each, attribute, from, to));
    const wider = rules.findIndex((each) => each.attribute === attribute && widthOf(each) > widthOf(rule));
    const place = widthOf(rule) === 0 ? 0 : wider < 0 ? rules.length : wider;
    rules.splice(place, 0, rule);
  }
  return { ...matrix, rules };
}

/** How many of its two ends stand for any value. */
function widthOf(rule: ChangeoverRule): number {
  return [rule.from, rule.to].filter((end) => end === undefined || end === ANY).length;
}

/** What was pasted at a cell: the changes it makes, or the first cell that is no number. */
export type PastedBlock =
  | { readonly changes: readonly CellChange[] }
  | { readonly row: number; readonly column: number; readonly value: string };

/**
 * A block of numbers pasted from a spreadsheet: with values above and at its left it goes where they say (and brings new values along);
 * without, it goes where the hand is. The diagonal and empty cells are left alone.
 */
export function readBlock(
  cells: readonly (readonly string[])[],
  values: readonly string[],
  at: { readonly from: string; readonly to: string },
): PastedBlock {
  const hasHead =
    (cells[0]?.length ?? 0) > 1 &&
    cells.length > 1 &&
    (cells[0] ?? []).slice(1).every((cell) => cell !== '' && numberOf(cell) === undefined);
  const shown = [...values, ANY];
  const rowAt = shown.indexOf(at.from);
  const columnAt = shown.indexOf(at.to);
  const changes: CellChange[] = [];
  for (const [r, line] of cells.entries()) {
    if (hasHead && r === 0) continue;
    const from = hasHead ? line[0] : shown[rowAt + r];
    for (const [c, cell] of line.entries()) {
      if ((hasHead && c === 0) || cell === '') continue;
      const to = hasHead ? cells[0]?.[c] : shown[columnAt + c];
      if (from === undefined || from === '' || to === undefined || from === to) continue;
      const value = numberOf(cell);
      if (value === undefined || value < 0) return { row: r + 1, column: c + 1, value: cell };
      changes.push({ from, to, value });
    }
  }
  return { changes };
}
