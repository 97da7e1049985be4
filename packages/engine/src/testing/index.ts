export type { ExhaustiveOptions, ExhaustiveResult } from './exhaustive.ts';
export { solveExhaustively } from './exhaustive.ts';
export type { FeatureName, RandomProblemOptions } from './random-problem.ts';
export { featurePairs, randomProblem } from './random-problem.ts';
export type { KernelTwins } from './kernel-twins.ts';
export { flexibleTwins, jobShopTwins } from './kernel-twins.ts';
export type { RandomFlexibleShopOptions, RandomShopOptions } from './random-shop.ts';
export { randomFlexibleShop, randomShop } from './random-shop.ts';
