import type { CarbonSplit, CostSplit } from '@midstream/factory';

/** Parts of a cost and of a footprint in the order of their columns. */
export const COST_PARTS = ['run', 'changeover', 'labour', 'overtime', 'energy', 'material', 'transport', 'outsourcing', 'total'] as const;
export const CARBON_PARTS = ['run', 'changeover', 'idle', 'material', 'transport', 'outsourcing', 'total'] as const;

/** A split as a column of numbers: money to the cent, carbon to the gram. */
export const costColumn = (split: CostSplit): number[] => COST_PARTS.map((part) => Number(split[part].toFixed(2)));
export const carbonColumn = (split: CarbonSplit): number[] => CARBON_PARTS.map((part) => Math.round(split[part]));
