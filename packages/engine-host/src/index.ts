export type { LostWorker, SolveOptions, SolveResult } from './pool/solve.ts';
export { solve } from './pool/solve.ts';
