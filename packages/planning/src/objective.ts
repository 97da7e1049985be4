import type { Objective, ObjectivePart } from '@midstream/engine';
import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { PLANNING_CODES } from './codes.ts';

const report = reporterOf(PLANNING_CODES);

/** One goal as a planner weighs it: `weight` per hour (times), per order (late), per unit of money, per kg CO2e, per operation moved. */
export interface Goal {
  readonly goal: GoalName;
  readonly weight: number;
}
/** Levels are minimised one after the other; goals within a level add up. */
export type PlanObjective = readonly (readonly Goal[])[];

/** Planner's word → engine part and how many engine units make one of the planner's. `hour` = ticks in an hour. */
const GOALS = {
  tardiness: { part: 'weightedTardiness', unit: 'one' },
  late: { part: 'lateJobs', unit: 'one' },
  makespan: { part: 'makespan', unit: 'hour' },
  flow: { part: 'flowTime', unit: 'hour' },
  setup: { part: 'setupTime', unit: 'hour' },
  changeover: { part: 'changeoverCost', unit: 'one' },
  cost: { part: 'cost', unit: 'one' },
  carbon: { part: 'carbon', unit: 'kilo' },
  moved: { part: 'movedOperations', unit: 'one' },
  shift: { part: 'startShift', unit: 'hour' },
  underfill: { part: 'underfill', unit: 'one' },
} as const satisfies Record<string, { part: ObjectivePart; unit: 'one' | 'hour' | 'kilo' }>;
export type GoalName = keyof typeof GOALS;

/** Ready mixtures. On-time: an hour late weighs like 60 of money, so dates come first and money decides among equals. */
export const OBJECTIVES = {
  'on-time': 'tardiness:60,late:200,flow:0.5,cost:1,underfill:0.5',
  'lean-changeovers': 'tardiness:30,setup:150,changeover:3,flow:0.2,underfill:0.5',
  'low-cost': 'cost:1,changeover:0.5,tardiness:10,flow:0.05,underfill:0.5',
  'low-carbon': 'carbon:5,tardiness:10,cost:0.1,flow:0.05,underfill:0.5',
  fast: 'makespan:100,flow:1,tardiness:5',
  calm: 'tardiness:60,late:200,moved:40,shift:4,flow:0.2,cost:0.5,underfill:0.5',
} as const;
export type ObjectiveName = keyof typeof OBJECTIVES;

/** Reads a name from OBJECTIVES or `tardiness:1,changeover:0.2 > cost` (levels separated by `>`, weight 1 where none is given). */
export function parseObjective(text: string): { objective: PlanObjective | undefined; findings: readonly Finding[] } {
  const spelled = Object.hasOwn(OBJECTIVES, text.trim()) ? OBJECTIVES[text.trim() as ObjectiveName] : text;
  const levels: Goal[][] = [];
  for (const level of spelled.split('>')) {
    const goals: Goal[] = [];
    for (const item of level.split(',')) {
      const [name = '', weight = '1'] = item.split(':').map((each) => each.trim());
      const value = Number(weight);
      if (!Object.hasOwn(GOALS, name) || !Number.isFinite(value) || value < 0 || weight === '') {
        const known = `${Object.keys(OBJECTIVES).join(', ')}; ${Object.keys(GOALS).join(', ')}`;
        return { objective: undefined, findings: [report('plan.bad-objective', { text: item.trim(), known })] };
      }
      goals.push({ goal: name as GoalName, weight: value });
    }
    levels.push(goals);
  }
  return { objective: levels, findings: [] };
}

/** The planner's weights in engine units. */
export function engineObjective(objective: PlanObjective, ticksPerHour: number): Objective {
  return {
    levels: objective.map((level) =>
      level.map(({ goal, weight }) => {
        const { part, unit } = GOALS[goal];
        return { part, weight: unit === 'hour' ? weight / ticksPerHour : unit === 'kilo' ? weight / 1000 : weight };
      }),
    ),
  };
}
