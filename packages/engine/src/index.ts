export type {
  Arcs,
  Baseline,
  Changeover,
  Features,
  Jobs,
  Lane,
  Machines,
  Modes,
  Objective,
  ObjectivePart,
  Operations,
  Pool,
  Problem,
  Reservoir,
  StepFunction,
  Transport,
  WeightedPart,
  WorkCalendar,
} from './problem/problem.ts';
export { MachineKind, NONE, Phase } from './problem/problem.ts';
export type { ModeInput, NeedInput } from './problem/mode-columns.ts';
export type { ArcInput, JobInput, MachineInput, OperationInput } from './problem/problem-builder.ts';
export { restrictModes } from './problem/restrict-modes.ts';
export { ProblemBuilder } from './problem/problem-builder.ts';
export type { Figures, Schedule, Solution } from './schedule/schedule.ts';
export { compareValues } from './schedule/compare-values.ts';
export { createSolver } from './search/create-solver.ts';
export type { Solver, SolverOptions, SolverStatus } from './search/solver.ts';
export type { ScheduleCheck } from './oracle/check-schedule.ts';
export { checkSchedule } from './oracle/check-schedule.ts';
export type { Violation } from './oracle/violation.ts';
export { lowerBound } from './bounds/lower-bound.ts';
export { parseInstance } from './instances/index.ts';
export type { InstanceFormat, ParsedInstance } from './instances/parsed-instance.ts';
export { INSTANCE_FORMATS } from './instances/parsed-instance.ts';
export type { SolutionDocument } from './instances/solution-document.ts';
export { scheduleOfDocument, solutionDocument } from './instances/solution-document.ts';
export type { BaselineName } from './search/baselines/baseline.ts';
export { baseline, BASELINES } from './search/baselines/baseline.ts';
