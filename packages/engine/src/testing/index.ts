export type { ExhaustiveOptions, ExhaustiveResult } from './exhaustive.ts';
export { solveExhaustively } from './exhaustive.ts';
export type { FeatureName, RandomProblemOptions } from './random-problem.ts';
export { featurePairs, randomProblem } from './random-problem.ts';
