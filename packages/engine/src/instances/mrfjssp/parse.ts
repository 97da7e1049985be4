import type { ModeInput, NeedInput } from '../../problem/mode-columns.ts';
import { Phase } from '../../problem/problem.ts';
import { InstanceBuilder } from '../instance-builder.ts';
import { NumberReader } from '../numbers.ts';
import type { ParsedInstance } from '../parsed-instance.ts';

/** Ways to do one operation beyond which a file is taken for damaged. */
const MOST_WAYS = 100_000;

/** A candidate for one of the resources an operation needs: its ticks in each stage it takes part in. */
interface Candidate {
  readonly resource: number;
  /** [stage] ticks; undefined = not there */
  readonly ticks: readonly (number | undefined)[];
}

/**
 * Flexible job shop in which an operation needs several resources at once and runs in stages, one right behind the other:
 * `jobs resources operations stages needed`, per job `#operations`, per operation `#needed #stages`, per needed resource
 * `#candidates #stages` and per candidate `resource` and its `stage ticks` pairs; all from 1. A stage lasts as long as its slowest
 * resource; a resource is held from the start of its first stage to the end of its last.
 */
export function parseStagedShop(text: string): ParsedInstance {
  const numbers = new NumberReader(text);
  const [jobs = 0, resources = 0] = [
    numbers.between(() => 'the number of jobs', 1, 1_000_000),
    numbers.between(() => 'the number of resources', 1, 1_000_000),
  ];
  for (const what of ['operations', 'stages', 'resources per operation']) numbers.between(() => `the number of ${what}`, 1, 10_000_000);
  const shop = new InstanceBuilder();
  const machine = shop.addOpenMachine();
  for (let resource = 0; resource < resources; resource++) shop.addPool(1);
  for (let j = 0; j < jobs; j++) {
    const job = shop.addJob();
    const operations = numbers.between(() => `the number of operations of job ${j}`, 0, 1_000_000);
    for (let place = 0; place < operations; place++) {
      const whose = (): string => `of operation ${place} of job ${j}`;
      const o = shop.addOperation(j, place, { job }, waysOf(readNeeds(numbers, resources, whose), machine, whose));
      if (place > 0) shop.addArc({ from: o - 1, to: o });
    }
  }
  numbers.finish();
  return shop.finish('mrfjssp', { machine: false, helpers: true });
}

function readNeeds(numbers: NumberReader, resources: number, whose: () => string): Candidate[][] {
  const needed = numbers.between(() => `the number of resources ${whose()}`, 1, resources);
  const stages = numbers.between(() => `the number of stages ${whose()}`, 1, 1000);
  return Array.from({ length: needed }, () => {
    const candidates = numbers.between(() => `the number of candidates ${whose()}`, 1, resources);
    const spanned = numbers.between(() => `the number of stages of a resource ${whose()}`, 1, stages);
    return Array.from({ length: candidates }, (): Candidate => {
      const resource = numbers.between(() => `a resource ${whose()}`, 1, resources) - 1;
      const ticks: (number | undefined)[] = Array.from({ length: stages });
      for (let i = 0; i < spanned; i++) {
        const stage = numbers.between(() => `a stage ${whose()}`, 1, stages) - 1;
        ticks[stage] = numbers.between(() => `a duration ${whose()}`, 0, 1_000_000_000);
      }
      return { resource, ticks };
    });
  });
}

/** Every choice of one candidate for each needed resource, as far as no resource would be held twice at a time. */
function waysOf(needs: readonly (readonly Candidate[])[], machine: number, whose: () => string): ModeInput[] {
  const count = needs.reduce((product, candidates) => product * candidates.length, 1);
  if (count > MOST_WAYS) throw new Error(`there are ${count} ways ${whose()}, more than ${MOST_WAYS}`);
  const choices = needs.reduce<Candidate[][]>(
    (chosen, candidates) => chosen.flatMap((team) => candidates.map((candidate) => [...team, candidate])),
    [[]],
  );
  const ways = choices.map((team) => wayOf(team, machine)).filter((way) => way !== undefined);
  if (ways.length === 0) throw new Error(`there is no way without a resource held twice ${whose()}`);
  return ways;
}

function wayOf(team: readonly Candidate[], machine: number): ModeInput | undefined {
  const stages = team[0]?.ticks.length ?? 0;
  const begin = [0];
  for (let stage = 0; stage < stages; stage++) begin.push((begin[stage] ?? 0) + Math.max(0, ...team.map(({ ticks }) => ticks[stage] ?? 0)));
  const needs = team.map(({ resource, ticks }) => {
    const first = ticks.findIndex((stage) => stage !== undefined);
    const last = ticks.findLastIndex((stage) => stage !== undefined);
    const window = [begin[first] ?? 0, begin[last + 1] ?? 0] as const;
    return { pool: resource, amount: 1, phase: Phase.RUN, window } satisfies NeedInput;
  });
  const isTwice = needs.some((a, i) =>
    needs.some((b, k) => k < i && a.pool === b.pool && a.window[0] < b.window[1] && b.window[0] < a.window[1]),
  );
  return isTwice ? undefined : { machine, duration: begin[stages] ?? 0, needs };
}
