export { PLANNING_CODES } from './codes.ts';
export type { CompiledFactory, CompileOptions } from './compile/compile-factory.ts';
export { compileFactory } from './compile/compile-factory.ts';
export type { Goal, GoalName, ObjectiveName, PlanObjective } from './objective.ts';
export { OBJECTIVES, parseObjective } from './objective.ts';
