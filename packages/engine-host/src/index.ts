export type { LostWorker, SolveOptions, SolveResult } from './pool/solve-options.ts';
export { solve } from './pool/solve.ts';
