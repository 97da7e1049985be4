// Which operations may not come back to which machines yet.
import { random } from '../random/xorshift';
import { M_TABU, MODE, MODE_RECORD, MODES, MODES_END, RECORD } from './layout';
import { iteration } from './progress';
import { count, isEven, machines, spread, tabuList } from './shop';

/** Where machines are even, an operation with a choice stays tabu for so many iterations and up to so many more. */
const EVEN_TENURE: i32 = 4;
const EVEN_SPREAD: i32 = 6;

function tabuRow(v: usize): usize {
  return tabuList + 4 * (v / RECORD - 1) * machines;
}

export function isForbidden(v: usize, mode: usize): bool {
  return load<i32>(tabuRow(v) + load<u32>(mode, M_TABU)) > iteration;
}

/** What leaves its machine stays away from it for a while. */
export function forbidReturn(v: usize): void {
  const ways = <i32>((<usize>load<u32>(v, MODES_END) - <usize>load<u32>(v, MODES)) / MODE_RECORD);
  const least = ways === 1 ? 8 + count / 10 : isEven ? EVEN_TENURE : 8 + ways;
  const until = iteration + least + (random() % (ways === 1 ? 2 * spread : isEven ? EVEN_SPREAD : spread));
  store<i32>(tabuRow(v) + load<u32>(load<u32>(v, MODE), M_TABU), until);
}
