import { link, soil, sweepEnds, sweepTails, unlink } from './change';
import { chosen, chosenBefore, chosenMode } from './choice';
import { ENDS_NOTED, M_SLOT, M_TIME, MODE, MP, MS, P, PLACE, SLOT, TAILS_NOTED } from './layout';
import { moveBefore, moveBehind } from './order';
import { hasPairs } from './shop';
import { forbidPairs, forbidReturn } from './tabu';

/** Does the move that was chosen and makes everything exact. */
export function apply(): void {
  const v = chosen;
  const before = load<u32>(v, MP);
  const after = load<u32>(v, MS);
  const slot = load<u32>(chosenMode, M_SLOT);
  const left = chosenBefore;
  if (!hasPairs || slot !== load<u32>(v, SLOT) || left === before) forbidReturn(v);
  else forbidPairs(v, left, left !== 0 && load<i32>(left, PLACE) > load<i32>(v, PLACE));
  unlink(v);
  const right: usize = left ? load<u32>(left, MS) : load<u32>(slot);
  store<u32>(v, chosenMode, MODE);
  store<u32>(v, slot, SLOT);
  store<i32>(v, load<i32>(chosenMode, M_TIME), P);
  link(v, left, right);
  if (left && load<i32>(left, PLACE) > load<i32>(v, PLACE)) moveBehind(v, load<i32>(left, PLACE));
  else if (right && load<i32>(right, PLACE) < load<i32>(v, PLACE)) moveBefore(v, load<i32>(right, PLACE));
  let from = load<i32>(v, PLACE);
  let pending = soil(v) + soil(after) + soil(right);
  if (after) from = min(from, load<i32>(after, PLACE));
  if (right) from = min(from, load<i32>(right, PLACE));
  sweepEnds(from, pending, ENDS_NOTED);
  from = load<i32>(v, PLACE);
  pending = soil(v) + soil(before) + soil(left);
  if (before) from = max(from, load<i32>(before, PLACE));
  if (left) from = max(from, load<i32>(left, PLACE));
  sweepTails(from, pending, TAILS_NOTED);
}
