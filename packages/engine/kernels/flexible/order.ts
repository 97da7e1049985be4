// The linear order of the graph, mended within the window that a move crosses.
import { JP, JS, MARK, MORE_AFTER, MORE_BEFORE, MP, MS, ORDER, PLACE, RECORD, WINDOW } from './layout';
import { isChains } from './shop';

function put(o: usize, place: i32): void {
  store<u32>(ORDER + 4 * place, o);
  store<i32>(o, place, PLACE);
}

export function moveBehind(v: usize, until: i32): void {
  let kept = load<i32>(v, PLACE);
  let held = WINDOW + 4;
  store<u32>(WINDOW, v);
  store<u32>(v, 1, MARK);
  for (let i = kept + 1; i <= until; i++) {
    const o = load<u32>(ORDER + 4 * i);
    let follows = load<u32>(load<u32>(o, JP), MARK) | load<u32>(load<u32>(o, MP), MARK);
    if (!isChains) {
      const stop = load<u32>(o, RECORD + MORE_BEFORE);
      for (let at = load<u32>(o, MORE_BEFORE); at < stop; at += 4) follows |= load<u32>(load<u32>(at), MARK);
    }
    if (follows) {
      store<u32>(o, 1, MARK);
      store<u32>(held, o);
      held += 4;
    } else put(o, kept++);
  }
  for (let at = WINDOW; at < held; at += 4) {
    const o = load<u32>(at);
    store<u32>(o, 0, MARK);
    put(o, kept++);
  }
}

export function moveBefore(v: usize, until: i32): void {
  let kept = load<i32>(v, PLACE);
  let held = WINDOW + 4;
  store<u32>(WINDOW, v);
  store<u32>(v, 1, MARK);
  for (let i = kept - 1; i >= until; i--) {
    const o = load<u32>(ORDER + 4 * i);
    let leads = load<u32>(load<u32>(o, JS), MARK) | load<u32>(load<u32>(o, MS), MARK);
    if (!isChains) {
      const stop = load<u32>(o, RECORD + MORE_AFTER);
      for (let at = load<u32>(o, MORE_AFTER); at < stop; at += 4) leads |= load<u32>(load<u32>(at), MARK);
    }
    if (leads) {
      store<u32>(o, 1, MARK);
      store<u32>(held, o);
      held += 4;
    } else put(o, kept--);
  }
  for (let at = WINDOW; at < held; at += 4) {
    const o = load<u32>(at);
    store<u32>(o, 0, MARK);
    put(o, kept--);
  }
}
