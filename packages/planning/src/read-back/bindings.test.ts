import type { Schedule } from '@midstream/engine';
import { checkSchedule } from '@midstream/engine';
import type { Binding } from '@midstream/factory';
import { describe, expect, test } from 'vitest';
import type { CompiledFactory } from '../compile/compile-factory.ts';
import { workEnd } from '../compile/spans.ts';
import { planFactory } from '../plan-factory.ts';
import { featurePair, generated } from '../testing/generated.ts';

/** The rules of which at least one must break when an operation so bound starts one tick earlier. */
const RULES: Record<Exclude<Binding['kind'], 'choice' | 'lock'>, readonly string[]> = {
  'start-of-plan': [],
  release: ['R2'],
  'previous-operation': ['R8'],
  wait: ['R8'],
  follower: ['R9'],
  transport: ['R8'],
  machine: ['R3', 'R4', 'R5', 'R6'],
  changeover: ['R3', 'R4', 'R6'],
  operator: ['R7'],
  tool: ['R7'],
  power: ['R7'],
  material: ['R10'],
  calendar: ['R2', 'R3'],
  batch: ['R4', 'R6'],
};

/** The schedule with one operation, setup and all, a tick earlier. */
function tickEarlier({ problem }: CompiledFactory, schedule: Schedule, o: number): Schedule {
  const moved = {
    mode: schedule.mode,
    setupStart: schedule.setupStart.slice(),
    start: schedule.start.slice(),
    end: schedule.end.slice(),
  };
  const mode = schedule.mode[o] ?? 0;
  const hours = problem.calendars[problem.modes.runCalendar[mode] ?? -1];
  const spans = hours && Array.from(hours.start, (start, i) => ({ start, end: hours.end[i] ?? start, rate: 0 }));
  moved.setupStart[o] = Math.max(0, (schedule.setupStart[o] ?? 0) - 1);
  moved.start[o] = (schedule.start[o] ?? 0) - 1;
  moved.end[o] = workEnd(spans, moved.start[o] ?? 0, problem.modes.duration[mode] ?? 0, hours?.tailFrom ?? 0);
  return moved;
}

describe('what binds an operation', () => {
  test('starting one tick earlier breaks the very rule the binding names', () => {
    const seen = new Map<string, number>();
    for (let seed = 1; seed <= 48; seed++) {
      const { plan, compiled, solution } = planFactory(generated(seed, 6, featurePair(seed)), { steps: 60, seed });
      plan.operations.forEach(({ id, binding }, o) => {
        seen.set(binding.kind, (seen.get(binding.kind) ?? 0) + 1);
        if (binding.kind === 'choice' || binding.kind === 'lock') return;
        if (binding.kind === 'start-of-plan') {
          expect(solution.schedule.setupStart[o], `${seed} ${id}`).toBe(0);
          return;
        }
        const moved = tickEarlier(compiled, solution.schedule, o);
        const broken = checkSchedule(compiled.problem, moved);
        const rules = broken.violations.map((violation) => violation.rule as string);
        if (broken.figures.lagExcess > solution.figures.lagExcess) rules.push('R9');
        expect(
          RULES[binding.kind].some((rule) => rules.includes(rule)),
          `seed ${seed}: ${id} is bound by ${JSON.stringify(binding)}, but a tick earlier breaks ${rules.join()}`,
        ).toBe(true);
      });
    }
    // The claim is worth nothing for kinds that never came up.
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining(['machine', 'changeover', 'previous-operation', 'calendar', 'transport', 'tool', 'wait']),
    );
  });
});
