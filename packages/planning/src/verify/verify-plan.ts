import type { Schedule } from '@midstream/engine';
import { checkSchedule } from '@midstream/engine';
import type { CompleteFactory, Plan } from '@midstream/factory';
import { instantOf } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import { reporterOf, SECONDS_PER_DAY } from '@midstream/units';
import { PLANNING_CODES } from '../codes.ts';
import type { CompiledFactory } from '../compile/compile-factory.ts';
import { viewSchedule } from '../read-back/schedule-view.ts';
import { checkPeople } from './check-people.ts';
import { crewName } from '../compile/resources.ts';
import { compileFactory } from '../compile/compile-factory.ts';
import type { GoalName, PlanObjective } from '../objective.ts';

const report = reporterOf(PLANNING_CODES);
/** Money and carbon may differ by rounding of the last digit only. */
const TOLERANCE = 1e-6;

/**
 * Checks a plan document against its factory from scratch: compiles the factory anew, rebuilds the schedule from the plan's own
 * times, lets the oracle judge every rule, and recounts the figures the plan states. Empty = the plan is right.
 * `published` must be given where the plan was made against one.
 */
export function verifyPlan(factory: CompleteFactory, plan: Plan, published?: Plan): readonly Finding[] {
  const objective: PlanObjective = plan.run.objective.map((level) => level.map(({ part, weight }) => ({ goal: part as GoalName, weight })));
  // Behind the horizon hours count as open, so both must agree where it lies.
  const instant = (time: string): number => instantOf(time, plan.timeZone) ?? Number.NaN;
  const horizonDays = (instant(plan.horizonEnd) - instant(plan.planningStart)) / SECONDS_PER_DAY;
  const compiled = compileFactory(factory, {
    objective,
    ...(horizonDays > 0 ? { horizonDays } : {}),
    ...(published === undefined ? {} : { published }),
  });
  const { schedule, findings } = scheduleOf(compiled, plan);
  if (schedule === undefined) return findings;
  const check = checkSchedule(compiled.problem, schedule);
  const broken = check.violations.map((violation) =>
    report('plan.rule-broken', {
      rule: violation.rule,
      operations: violation.operations.map((o) => compiled.steps[o]?.id ?? String(o)).join(', '),
      detail: violation.detail,
    }),
  );
  const { figures } = check;
  const { ticksPerHour } = compiled.axis;
  const stated: readonly (readonly [string, number, number])[] = [
    ['lateOrders', plan.figures.lateOrders, figures.lateJobs],
    ['weightedTardinessHours', plan.figures.weightedTardinessHours, figures.weightedTardiness],
    ['makespanHours', plan.figures.makespanHours, figures.makespan / ticksPerHour],
    ['setupHours', plan.figures.setupHours, figures.setupTime / ticksPerHour],
    ['cost.total', plan.figures.cost.total, figures.cost],
    ['carbon.total without idle', plan.figures.carbon.total - plan.figures.carbon.idle, figures.carbon],
    ...check.value.map((value, level): [string, number, number] => [`value ${level}`, plan.run.value[level] ?? Number.NaN, value]),
  ];
  const wrong = stated
    .filter(([, given, found]) => !(Math.abs(given - found) <= TOLERANCE * Math.max(1, Math.abs(found))))
    .map(([figure, given, found]) => report('plan.figure-differs', { figure, stated: given, found }));
  // Who stands where can be asked only of a schedule that keeps the rules.
  const people = broken.length > 0 ? [] : checkPeople(viewSchedule(compiled, schedule), plan);
  return [...broken, ...wrong, ...people];
}

/** The schedule a plan describes, in the engine's terms; operations the factory does not have, or lacks in the plan, are reported. */
export function scheduleOf(compiled: CompiledFactory, plan: Plan): { schedule: Schedule | undefined; findings: Finding[] } {
  const { problem, steps, meanings, axis } = compiled;
  const planned = new Map(plan.operations.map((operation) => [operation.id, operation]));
  const n = problem.operations.count;
  const schedule = { mode: new Int32Array(n), setupStart: new Int32Array(n), start: new Int32Array(n), end: new Int32Array(n) };
  const findings: Finding[] = [];
  const tick = (time: string): number =>
    Math.round(((instantOf(time, compiled.factory.timeZone) ?? Number.NaN) - axis.origin) / axis.tickSeconds);
  steps.forEach((step, o) => {
    const operation = planned.get(step.id);
    if (operation === undefined) {
      findings.push(report('plan.operation-unknown', { operation: step.id }));
      return;
    }
    planned.delete(step.id);
    const from = problem.operations.modeStart[o] ?? 0;
    const to = problem.operations.modeStart[o + 1] ?? 0;
    const fitting = Array.from({ length: to - from }, (_, i) => from + i).filter((mode) => meanings[mode]?.machine === operation.machine);
    schedule.setupStart[o] = tick(operation.setupStart);
    schedule.start[o] = tick(operation.start);
    schedule.end[o] = tick(operation.end);
    schedule.mode[o] = bestFitting(compiled, fitting, operation) ?? -1;
    if (fitting.length === 0) findings.push(report('plan.operation-unknown', { operation: `${step.id} @ ${operation.machine}` }));
  });
  for (const id of planned.keys()) findings.push(report('plan.operation-unknown', { operation: id }));
  return { schedule: findings.length > 0 ? undefined : schedule, findings };
}

/** Among modes on one machine the one with the plan's crews, in overtime hours if the plan works any. */
function bestFitting(compiled: CompiledFactory, modes: readonly number[], operation: Plan['operations'][number]): number | undefined {
  const score = (mode: number): number => {
    const meaning = compiled.meanings[mode];
    if (meaning === undefined) return Number.NEGATIVE_INFINITY;
    const others = meaning.crews.filter(({ crew }, i) => crewName(crew.operators) !== operation.operators[i]?.crew).length;
    return -others - (meaning.overtime === operation.overtimeMinutes > 0 ? 0 : 0.5);
  };
  return [...modes].sort((a, b) => score(b) - score(a))[0];
}
