// Operations leave and enter machines, and ends and tails are made exact: only what a change reaches is computed anew. Operations are
// marked by place in the order and visited in it until no mark is left.
import { readyOf, restOf, setupOf } from './graph';
import {
  DIRTY,
  END,
  ENDS_NOTED,
  JP,
  JS,
  MODE,
  MORE_AFTER,
  MORE_BEFORE,
  MP,
  MS,
  ORDER,
  P,
  PLACE,
  RECORD,
  S,
  SLOT,
  TAIL,
  TAILS_NOTED,
} from './layout';
import { isChains } from './shop';

let endsNoted: usize = 0;
let tailsNoted: usize = 0;

export function unlink(v: usize): void {
  const before = load<u32>(v, MP);
  const after = load<u32>(v, MS);
  if (before) store<u32>(before, after, MS);
  else store<u32>(load<u32>(v, SLOT), after);
  if (after) {
    store<u32>(after, before, MP);
    store<i32>(after, setupOf(before, load<u32>(after, MODE)), S);
  }
}

export function link(v: usize, before: usize, after: usize): void {
  store<u32>(v, before, MP);
  store<u32>(v, after, MS);
  store<i32>(v, setupOf(before, load<u32>(v, MODE)), S);
  if (before) store<u32>(before, v, MS);
  else store<u32>(load<u32>(v, SLOT), v);
  if (after) {
    store<u32>(after, v, MP);
    store<i32>(after, setupOf(v, load<u32>(after, MODE)), S);
  }
}

export function takeOut(v: usize, ready: i32, rest: i32): void {
  const before = load<u32>(v, MP);
  const after = load<u32>(v, MS);
  unlink(v);
  store<u32>(ENDS_NOTED, v);
  store<i32>(ENDS_NOTED, load<i32>(v, END), 4);
  store<u32>(TAILS_NOTED, v);
  store<i32>(TAILS_NOTED, load<i32>(v, TAIL), 4);
  store<i32>(v, ready, END);
  store<i32>(v, rest, TAIL);
  const place = load<i32>(v, PLACE);
  endsNoted = sweepEnds(place + 1, soilAfter(v) + soil(after), ENDS_NOTED + 8);
  tailsNoted = sweepTails(place - 1, soilBefore(v) + soil(before), TAILS_NOTED + 8);
}

export function putBack(v: usize, before: usize, after: usize): void {
  for (let k = ENDS_NOTED; k < endsNoted; k += 8) store<i32>(load<u32>(k), load<i32>(k, 4), END);
  for (let k = TAILS_NOTED; k < tailsNoted; k += 8) store<i32>(load<u32>(k), load<i32>(k, 4), TAIL);
  link(v, before, after);
}

export function soil(o: usize): i32 {
  if (!o) return 0;
  const at = DIRTY + load<i32>(o, PLACE);
  const fresh = 1 - <i32>load<u8>(at);
  store<u8>(at, 1);
  return fresh;
}

function soilAfter(o: usize): i32 {
  let marked = soil(load<u32>(o, JS));
  if (isChains) return marked;
  const stop = load<u32>(o, RECORD + MORE_AFTER);
  for (let at = load<u32>(o, MORE_AFTER); at < stop; at += 4) marked += soil(load<u32>(at));
  return marked;
}

function soilBefore(o: usize): i32 {
  let marked = soil(load<u32>(o, JP));
  if (isChains) return marked;
  const stop = load<u32>(o, RECORD + MORE_BEFORE);
  for (let at = load<u32>(o, MORE_BEFORE); at < stop; at += 4) marked += soil(load<u32>(at));
  return marked;
}

export function sweepEnds(from: i32, marked: i32, noted: usize): usize {
  let pending = marked;
  let to = noted;
  for (let at = DIRTY + from; pending > 0; at++) {
    if (!load<u8>(at)) continue;
    store<u8>(at, 0);
    pending--;
    const o = load<u32>(ORDER + 4 * (at - DIRTY));
    const fresh = readyOf(o) + load<i32>(o, P);
    const old = load<i32>(o, END);
    if (fresh === old) continue;
    store<u32>(to, o);
    store<i32>(to, old, 4);
    to += 8;
    store<i32>(o, fresh, END);
    pending += soilAfter(o) + soil(load<u32>(o, MS));
  }
  return to;
}

export function sweepTails(from: i32, marked: i32, noted: usize): usize {
  let pending = marked;
  let to = noted;
  for (let at = DIRTY + from; pending > 0; at--) {
    if (!load<u8>(at)) continue;
    store<u8>(at, 0);
    pending--;
    const o = load<u32>(ORDER + 4 * (at - DIRTY));
    const fresh = restOf(o) + load<i32>(o, P);
    const old = load<i32>(o, TAIL);
    if (fresh === old) continue;
    store<u32>(to, o);
    store<i32>(to, old, 4);
    to += 8;
    store<i32>(o, fresh, TAIL);
    pending += soilBefore(o) + soil(load<u32>(o, MP));
  }
  return to;
}
