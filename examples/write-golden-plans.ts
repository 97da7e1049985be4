import { writeFileSync } from 'node:fs';
import { EXAMPLES, fileOf, goldenPlan } from './golden-plan.ts';

// Run after a change that is meant to change plans; read the difference before committing it.
for (const example of EXAMPLES)
  writeFileSync(fileOf(example, 'golden-plan.json'), `${JSON.stringify(goldenPlan(example).golden, undefined, 2)}\n`);
