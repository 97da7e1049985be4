// What the host says of a flexible shop, once.
import { setSeed } from '../random/xorshift';
import { SINKS } from './layout';

export let count: i32 = 0;
export let machines: i32 = 0;
export let sinksEnd: usize = 0;
export let tabuList: usize = 0;
/** The list of pairs that may not change places back, where one is kept: its cells less one, a power of two less one. */
export let hasPairs: bool = false;
export let pairMask: u32 = 0;
export let pairList: usize = 0;
export let spread: i32 = 1;
export let isChains: bool = false;
export let hasSetups: bool = false;
export let isEven: bool = false;

export function setup(
  operations: i32,
  machineCount: i32,
  sinkCount: i32,
  tabuArea: usize,
  pairCells: u32,
  tenureSpread: i32,
  chains: bool,
  setups: bool,
  even: bool,
  start: i32,
): void {
  count = operations;
  machines = machineCount;
  sinksEnd = SINKS + 4 * sinkCount;
  tabuList = tabuArea;
  hasPairs = pairCells > 0;
  pairMask = hasPairs ? pairCells - 1 : 0;
  pairList = tabuArea + 4 * operations * machineCount;
  spread = tenureSpread;
  isChains = chains;
  hasSetups = setups;
  isEven = even;
  setSeed(start);
}
