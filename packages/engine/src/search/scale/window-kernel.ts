import type { WindowSearch } from './window-search.ts';
import { WindowTables } from './window-tables.ts';
import { WindowTabu } from './window-tabu.ts';
import { WindowWasm } from './window-wasm.ts';

/** The fastest this platform has, for windows of at most so many operations. Any seed but 0. */
export function windowKernel(most: number, machines: number, seed: number): WindowSearch {
  const tables = new WindowTables(most, machines);
  return WindowWasm.start(tables, seed) ?? new WindowTabu(tables, seed);
}
