export type { LostWorker, SolveOptions, SolveResult } from './pool/solve-options.ts';
export { solve } from './pool/solve.ts';
export type { Threads } from './pool/threads.ts';
export { startThreads } from './pool/threads.ts';
