// The graph of a flexible shop: when an operation can start and what lies behind it, by the ends and tails of its neighbours.
import { END, JP, JS, M_COLUMN, M_FIRST, M_OWN, M_ROW, MODE, MORE_AFTER, MORE_BEFORE, MP, MS, RECORD, S, SINKS, TAIL } from './layout';
import { hasSetups, isChains, sinksEnd } from './shop';

export function setupOf(before: usize, mode: usize): i32 {
  if (!hasSetups) return 0;
  if (!before) return load<i32>(mode, M_FIRST);
  return load<i32>(load<u32>(load<u32>(before, MODE), M_ROW) + load<u32>(mode, M_COLUMN)) + load<i32>(mode, M_OWN);
}

export function readyOf(o: usize): i32 {
  return max(jobReady(o), load<i32>(load<u32>(o, MP), END) + load<i32>(o, S));
}

export function jobReady(o: usize): i32 {
  let head = load<i32>(load<u32>(o, JP), END);
  if (isChains) return head;
  const stop = load<u32>(o, RECORD + MORE_BEFORE);
  for (let at = load<u32>(o, MORE_BEFORE); at < stop; at += 4) head = max(head, load<i32>(load<u32>(at), END));
  return head;
}

export function restOf(o: usize): i32 {
  const after = load<u32>(o, MS);
  return max(jobRest(o), load<i32>(after, TAIL) + load<i32>(after, S));
}

export function jobRest(o: usize): i32 {
  let rest = load<i32>(load<u32>(o, JS), TAIL);
  if (isChains) return rest;
  const stop = load<u32>(o, RECORD + MORE_AFTER);
  for (let at = load<u32>(o, MORE_AFTER); at < stop; at += 4) rest = max(rest, load<i32>(load<u32>(at), TAIL));
  return rest;
}

export function latestEnd(): i32 {
  let latest = 0;
  for (let at = SINKS; at < sinksEnd; at += 4) latest = max(latest, load<i32>(load<u32>(at), END));
  return latest;
}
