import { describe, expect, test } from 'vitest';
import { engineObjective, OBJECTIVES, parseObjective } from './objective.ts';
import { planFactory } from './plan-factory.ts';
import { machine, routing, tinyFactory } from './testing/tiny-factory.ts';

describe('objectives in words', () => {
  test('weights, levels, blanks and the silent weight of one', () => {
    expect(parseObjective(' tardiness:2, changeover:0.2 > cost ').objective).toEqual([
      [
        { goal: 'tardiness', weight: 2 },
        { goal: 'changeover', weight: 0.2 },
      ],
      [{ goal: 'cost', weight: 1 }],
    ]);
  });
  test.each(Object.keys(OBJECTIVES))('the name %s stands for a mixture', (name) => {
    expect(parseObjective(name).objective?.flat().length).toBeGreaterThan(1);
  });
  test.each(['', 'speed', 'cost:', 'cost:-1', 'cost:x', 'cost > ', 'constructor'])('“%s” is refused with what is known', (text) => {
    const { objective, findings } = parseObjective(text);
    expect(objective).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'plan.bad-objective' }]);
    expect(String(findings[0]?.params.known)).toContain('tardiness');
  });
  test('hours become ticks and kilograms grams', () => {
    const objective = parseObjective('makespan:6,carbon:5,late:2').objective ?? [];
    expect(engineObjective(objective, 60)).toEqual({
      levels: [
        [
          { part: 'makespan', weight: 0.1 },
          { part: 'carbon', weight: 0.005 },
          { part: 'lateJobs', weight: 2 },
        ],
      ],
    });
  });
});

describe('objectives at work', () => {
  const dear = tinyFactory({
    machines: [machine('M1', { costPerHour: 1000 }), machine('M2', { costPerHour: 10 })],
    routings: [
      routing('P', [
        {
          id: 'op',
          alternatives: [
            { machine: 'M1', minutesPerUnit: 3 },
            { machine: 'M2', minutesPerUnit: 6 },
          ],
        },
      ]),
    ],
  });
  const machineFor = (text: string) => {
    const objective = parseObjective(text).objective ?? [];
    return planFactory(dear, { steps: 200, seed: 1, objective }).plan.operations[0]?.machine;
  };
  test('fast takes the dear machine, low cost the cheap one', () => {
    expect([machineFor('makespan'), machineFor('cost')]).toEqual(['M1', 'M2']);
  });
  test('a level decides before the next is asked', () => {
    expect([machineFor('makespan > cost'), machineFor('cost > makespan')]).toEqual(['M1', 'M2']);
  });
});
