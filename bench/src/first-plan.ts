import { readFileSync } from 'node:fs';

/**
 * A process of its own that reads job shops one after the other and says when the first schedule of each was in hand:
 * `node bench/src/first-plan.ts FILE FILE`. run-first starts it, so that the first file meets code nobody has run yet.
 */
const { createSolver, parseInstance } = await import('@midstream/engine');

const plans = process.argv.slice(2).map((file) => {
  const cpu = process.threadCpuUsage();
  const asked = performance.now();
  const { problem } = parseInstance('jsp', readFileSync(file));
  const read = performance.now();
  const solver = createSolver(problem, { seed: 1 });
  while (solver.best() === undefined) solver.step(1, 0);
  const done = performance.now();
  const { user, system } = process.threadCpuUsage(cpu);
  return {
    operations: problem.operations.count,
    makespan: solver.best()?.figures.makespan,
    readMs: read - asked,
    clockMs: done - asked,
    threadMs: (user + system) / 1000,
    sinceStartMs: done,
  };
});
process.stdout.write(JSON.stringify({ plans, peakMb: process.resourceUsage().maxRSS / 1024 }));
