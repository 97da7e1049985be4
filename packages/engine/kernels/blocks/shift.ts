// A move is done: its machine is linked anew, the pairs it turned round become tabu, the order is mended between the two.
import { COLUMN, HELD, JP, JS, MARK, MP, MS, ORDER, PLACE, ROW } from './layout';
import { tabuUntil } from './progress';

/** The first and the last place of the order that the last move changed. */
export let left: i32 = 0;
export let right: i32 = 0;

export function makeMove(move: usize): void {
  const until = tabuUntil();
  const head = load<u32>(move);
  const v = load<u32>(move, 4);
  if (head & 1) moveBehind(head - 1, v, until);
  else moveBefore(head, v, until);
}

/** u goes right behind v: the passed pairs become tabu, u and what follows from it within the window go behind the rest. */
function moveBehind(u: usize, v: usize, until: i32): void {
  const a = load<u32>(u, MP);
  const b = load<u32>(u, MS);
  const rowU = load<u32>(u, ROW);
  for (let w: usize = b; ; w = load<u32>(w, MS)) {
    store<i32>(rowU + load<u32>(w, COLUMN), until);
    if (w === v) break;
  }
  store<u32>(a, b, MS);
  store<u32>(b, a, MP);
  const c = load<u32>(v, MS);
  store<u32>(v, u, MS);
  store<u32>(u, v, MP);
  store<u32>(u, c, MS);
  store<u32>(c, u, MP);
  left = load<i32>(u, PLACE);
  right = load<i32>(v, PLACE);
  let kept = left;
  let held = HELD + 4;
  store<u32>(HELD, u);
  store<u32>(u, 1, MARK);
  for (let i = left + 1; i <= right; i++) {
    const o = load<u32>(4 * i, ORDER);
    if (load<u32>(load<u32>(o, JP), MARK) | load<u32>(load<u32>(o, MP), MARK)) {
      store<u32>(o, 1, MARK);
      store<u32>(held, o);
      held += 4;
    } else {
      store<u32>(4 * kept, o, ORDER);
      store<i32>(o, kept++, PLACE);
    }
  }
  for (let at = HELD; at < held; at += 4) {
    const o = load<u32>(at);
    store<u32>(o, 0, MARK);
    store<u32>(4 * kept, o, ORDER);
    store<i32>(o, kept++, PLACE);
  }
}

/** u goes right before v: u and what leads to it within the window go before the rest. */
function moveBefore(u: usize, v: usize, until: i32): void {
  const a = load<u32>(u, MP);
  const b = load<u32>(u, MS);
  const columnU = load<u32>(u, COLUMN);
  for (let w: usize = a; ; w = load<u32>(w, MP)) {
    store<i32>(load<u32>(w, ROW) + columnU, until);
    if (w === v) break;
  }
  store<u32>(a, b, MS);
  store<u32>(b, a, MP);
  const c = load<u32>(v, MP);
  store<u32>(v, u, MP);
  store<u32>(u, v, MS);
  store<u32>(u, c, MP);
  store<u32>(c, u, MS);
  left = load<i32>(v, PLACE);
  right = load<i32>(u, PLACE);
  let kept = right;
  let held = HELD + 4;
  store<u32>(HELD, u);
  store<u32>(u, 1, MARK);
  for (let i = right - 1; i >= left; i--) {
    const o = load<u32>(4 * i, ORDER);
    if (load<u32>(load<u32>(o, JS), MARK) | load<u32>(load<u32>(o, MS), MARK)) {
      store<u32>(o, 1, MARK);
      store<u32>(held, o);
      held += 4;
    } else {
      store<u32>(4 * kept, o, ORDER);
      store<i32>(o, kept--, PLACE);
    }
  }
  for (let at = HELD; at < held; at += 4) {
    const o = load<u32>(at);
    store<u32>(o, 0, MARK);
    store<u32>(4 * kept, o, ORDER);
    store<i32>(o, kept--, PLACE);
  }
}
