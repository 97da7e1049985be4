// What the host says of a flexible shop, once.
import { setSeed } from '../random/xorshift';
import { SINKS } from './layout';

export let count: i32 = 0;
export let machines: i32 = 0;
export let sinksEnd: usize = 0;
export let tabuList: usize = 0;
export let spread: i32 = 1;
export let isChains: bool = false;
export let hasSetups: bool = false;
export let isEven: bool = false;

export function setup(
  operations: i32,
  machineCount: i32,
  sinkCount: i32,
  tabuArea: usize,
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
  spread = tenureSpread;
  isChains = chains;
  hasSetups = setups;
  isEven = even;
  setSeed(start);
}
