import type { Reading } from '../reading.ts';
import type { Violation } from '../violation.ts';

/** R13: any two machines of a line see the jobs they share in one order. */
export function checkLines(reading: Reading): Violation[] {
  const { problem } = reading;
  const violations: Violation[] = [];
  const sequences: number[][] = Array.from({ length: problem.machines.count }, () => []);
  // Groups come machine by machine in their sequence; of a job's several visits the first counts.
  for (const { machine, members } of reading.groups) {
    const job = problem.operations.job[members[0] ?? 0] ?? 0;
    const sequence = sequences[machine];
    if (problem.machines.line[machine] !== -1 && sequence?.includes(job) === false) sequence.push(job);
  }
  for (let first = 0; first < sequences.length; first++) {
    for (let second = first + 1; second < sequences.length; second++) {
      if (problem.machines.line[first] === -1 || problem.machines.line[first] !== problem.machines.line[second]) continue;
      const place = new Map((sequences[second] ?? []).map((job, i) => [job, i]));
      const shared = (sequences[first] ?? []).filter((job) => place.has(job));
      const wrong = shared.findIndex((job, i) => i > 0 && (place.get(job) ?? 0) < (place.get(shared[i - 1] ?? 0) ?? 0));
      if (wrong < 0) continue;
      violations.push({
        rule: 'R13',
        operations: [],
        detail: `job ${shared[wrong]} comes after job ${shared[wrong - 1]} on machine ${first} and before it on machine ${second}`,
      });
    }
  }
  return violations;
}
