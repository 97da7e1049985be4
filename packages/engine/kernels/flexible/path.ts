// A critical path, and what taking out each of its operations may gain.
import { random } from '../random/xorshift';
import { jobReady, jobRest, setupOf } from './graph';
import { END, GAINS, JP, JS, MODE, MORE_AFTER, MORE_BEFORE, MP, MS, P, PATH, RECORD, S, SINKS, TAIL } from './layout';
import { makespan } from './progress';
import { isChains, sinksEnd } from './shop';

/** Where the path ends in its area. */
export let pathEnd: usize = 0;

export function walkPath(): void {
  let at: usize = 0;
  let choices = 0;
  for (let sink = SINKS; sink < sinksEnd; sink += 4) {
    const o = load<u32>(sink);
    if (load<i32>(o, END) === makespan && random() % ++choices === 0) at = o;
  }
  let to = PATH;
  while (at) {
    store<u32>(to, at);
    to += 4;
    const head = load<i32>(at, END) - load<i32>(at, P);
    const onMachine = load<u32>(at, MP);
    let next: usize = 0;
    let ways = 0;
    if (onMachine && head === load<i32>(onMachine, END) + load<i32>(at, S)) {
      next = onMachine;
      ways = 1;
    }
    const inJob = load<u32>(at, JP);
    if (inJob && load<i32>(inJob, END) === head && random() % ++ways === 0) next = inJob;
    if (!isChains) {
      const stop = load<u32>(at, RECORD + MORE_BEFORE);
      for (let k = load<u32>(at, MORE_BEFORE); k < stop; k += 4) {
        const o = load<u32>(k);
        if (load<i32>(o, END) === head && random() % ++ways === 0) next = o;
      }
    }
    at = next;
  }
  pathEnd = to;
}

/** How much shorter everything could be without each operation of the path. */
export function measureGains(): void {
  let least = i32.MAX_VALUE;
  let next: usize = 0;
  for (let at = PATH; at < pathEnd; at += 4) {
    const v = load<u32>(at);
    let gain = load<i32>(v, P);
    if (next) {
      const start = load<i32>(next, END) - load<i32>(next, P);
      gain = min(least, start - startWithout(next, v));
      least = min(least, start - startBeside(next, v));
    }
    store<i32>(GAINS + (at - PATH), gain);
    next = v;
  }
  least = i32.MAX_VALUE;
  next = 0;
  for (let at = pathEnd - 4; at >= PATH; at -= 4) {
    const v = load<u32>(at);
    let gain = load<i32>(v, P);
    if (next) {
      const rest = load<i32>(next, TAIL) - load<i32>(next, P);
      gain = min(least, rest - restWithout(next, v));
      least = min(least, rest - restBeside(next, v));
    }
    if (gain < load<i32>(GAINS + (at - PATH))) store<i32>(GAINS + (at - PATH), gain);
    next = v;
  }
}

/** Start of an operation if one before it did not hold it. */
function startBeside(o: usize, other: u32): i32 {
  const before = load<u32>(o, MP);
  let head = before === other ? 0 : load<i32>(before, END) + load<i32>(o, S);
  const inJob = load<u32>(o, JP);
  if (inJob !== other) head = max(head, load<i32>(inJob, END));
  if (isChains) return head;
  const stop = load<u32>(o, RECORD + MORE_BEFORE);
  for (let at = load<u32>(o, MORE_BEFORE); at < stop; at += 4) {
    const u = load<u32>(at);
    if (u !== other) head = max(head, load<i32>(u, END));
  }
  return head;
}

function restBeside(o: usize, other: u32): i32 {
  const after = load<u32>(o, MS);
  let rest = after === other ? 0 : load<i32>(after, TAIL) + load<i32>(after, S);
  const inJob = load<u32>(o, JS);
  if (inJob !== other) rest = max(rest, load<i32>(inJob, TAIL));
  if (isChains) return rest;
  const stop = load<u32>(o, RECORD + MORE_AFTER);
  for (let at = load<u32>(o, MORE_AFTER); at < stop; at += 4) {
    const u = load<u32>(at);
    if (u !== other) rest = max(rest, load<i32>(u, TAIL));
  }
  return rest;
}

/** The same with that one out, which lets through what held it. */
function startWithout(o: usize, v: u32): i32 {
  let head = startBeside(o, v);
  if (load<u32>(o, MP) === v) {
    const before = load<u32>(v, MP);
    head = max(head, load<i32>(before, END) + setupOf(before, load<u32>(o, MODE)));
  }
  return load<u32>(o, MP) !== v || load<u32>(o, JP) === v ? max(head, jobReady(v)) : head;
}

function restWithout(o: usize, v: u32): i32 {
  let rest = restBeside(o, v);
  if (load<u32>(o, MS) === v) {
    const after = load<u32>(v, MS);
    if (after) rest = max(rest, load<i32>(after, TAIL) + setupOf(o, load<u32>(after, MODE)));
  }
  return load<u32>(o, MS) !== v || load<u32>(o, JS) === v ? max(rest, jobRest(v)) : rest;
}
