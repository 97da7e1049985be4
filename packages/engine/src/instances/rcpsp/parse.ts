import { InstanceBuilder } from '../instance-builder.ts';
import { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';

/** Project with renewable resources (Patterson's format): `#activities #resources`, the capacities, then per activity its duration, its need of each resource, `#successors` and these, from 1. First and last activity only frame the project. */
export function parseProject(text: string): ParsedInstance {
  const numbers = new NumberReader(text);
  const activities = numbers.between(() => 'the number of activities', 1, 1_000_000);
  const resources = numbers.between(() => 'the number of resources', 0, 10_000);
  const project = new InstanceBuilder();
  const machine = project.addOpenMachine();
  const job = project.addJob();
  const capacity = Array.from({ length: resources }, (_, r) => numbers.between(() => `the capacity of resource ${r}`, 0, 1_000_000_000));
  for (const most of capacity) project.addPool(most);
  for (let o = 0; o < activities; o++) {
    const duration = numbers.between(() => `the duration of activity ${o}`, 0, 1_000_000_000);
    const needs = capacity.map((most, pool) => ({ pool, amount: numbers.between(() => `a need of activity ${o}`, 0, most) }));
    project.addOperation(-1, o, { job }, [{ machine, duration, needs: needs.filter(({ amount }) => amount > 0) }]);
    const successors = numbers.between(() => `the number of successors of activity ${o}`, 0, activities);
    for (let i = 0; i < successors; i++)
      project.addArc({ from: o, to: numbers.between(() => `a successor of activity ${o}`, 1, activities) - 1 });
  }
  numbers.finish();
  return project.finish('rcpsp', { machine: false, helpers: false });
}
