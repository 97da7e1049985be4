import { existsSync, readFileSync } from 'node:fs';
import { verifyPlan } from '@midstream/planning';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, fileOf, goldenPlan, readExample } from './golden-plan.ts';

describe.each(EXAMPLES)('the example %s', (example) => {
  it('has its story in three languages, and names in all of them', () => {
    for (const story of ['story.md', 'story.zh-Hant.md', 'story.zh-Hans.md']) expect(existsSync(fileOf(example, story)), story).toBe(true);
    const factory = readExample(example);
    for (const item of [...factory.machines, ...factory.products, ...factory.calendars, ...factory.operators]) {
      expect(Object.keys(item.name ?? {}), item.id).toEqual(['en', 'zh-Hant', 'zh-Hans']);
    }
  });
  it('is planned as its golden plan says, and the plan is verified', () => {
    const { plan, golden } = goldenPlan(example);
    expect(verifyPlan(readExample(example), JSON.parse(JSON.stringify(plan)))).toEqual([]);
    expect(golden).toEqual(JSON.parse(readFileSync(fileOf(example, 'golden-plan.json'), 'utf8')));
  });
});
