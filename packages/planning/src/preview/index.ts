export type { BoardArc, BoardMachine, BoardMode, BoardModel, BoardOperation } from './board-model.ts';
export type { Drag, Refused, Verdict } from './previewer.ts';
export { previewer } from './previewer.ts';
