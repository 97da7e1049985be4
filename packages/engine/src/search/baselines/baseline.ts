// Non-null assertions index arrays sized by the problem.
import { NONE } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';
import { Random } from '../../random/xorshift.ts';
import type { Solution } from '../../schedule/schedule.ts';
import { AUTO, Decoder } from '../general/decoder.ts';
import { Dispatch } from '../general/dispatch.ts';
import { FigureCounter } from '../general/figures.ts';
import { ListDecoder } from '../general/list-decoder.ts';
import { RULES, ruleView } from '../general/rules.ts';
import { Sequence } from '../general/sequence.ts';

/**
 * Simple rules that planning systems use, to measure the search against; written from their description.
 * `earliest-finish`: operations by priority and need-by date of their order, each on the way that ends first, one pass, never revised.
 * `order-by-order`: orders by priority, then need-by date, each planned whole on its preferred ways before the next.
 * `earliest-due`: in time order each free machine takes the waiting operation with the earliest need-by date.
 */
export const BASELINES = ['earliest-finish', 'order-by-order', 'earliest-due'] as const;
/** Name of a baseline rule. */
export type BaselineName = (typeof BASELINES)[number];

/** One schedule by a baseline rule; it keeps every rule of SPEC.md like any other. */
export function baseline(problem: Problem, name: BaselineName): Solution {
  const decoder = new Decoder(problem);
  if (name === 'earliest-due') {
    const dispatch = new Dispatch(decoder, ruleView(problem, decoder.derived), RULES.earliestDue, new Random(1), 0);
    while (!dispatch.run(problem.operations.count + 1));
    // Jobs that stand in each other's way are put right by the list decoder.
    if (problem.features.places) {
      const order = decoder.order.slice();
      const gene = decoder.at.mode.slice();
      decodeList(decoder, new Sequence(problem, order, gene));
    }
  } else {
    const list = name === 'order-by-order' ? byOrder(problem) : byLevel(problem);
    const gene = new Int32Array(problem.operations.count).fill(AUTO);
    const { usableStart, usableMode } = decoder.derived;
    if (name === 'order-by-order') for (let o = 0; o < gene.length; o++) gene[o] = usableMode[usableStart[o]!]!;
    decodeList(decoder, new Sequence(problem, list, gene));
  }
  const schedule = decoder.schedule();
  const counter = new FigureCounter(problem);
  const figures = counter.count(schedule);
  return { schedule, figures, value: counter.value(figures) };
}

function decodeList(decoder: Decoder, sequence: Sequence): void {
  const lists = new ListDecoder(decoder, sequence);
  lists.rewind(0);
  while (lists.run(sequence.length, Number.POSITIVE_INFINITY, sequence.length + 1) === 'paused');
}

/** Jobs by weight (heavier first), then due date, then number. */
function jobsByUrgency({ jobs }: Problem): number[] {
  const due = (job: number): number => (jobs.due[job] === NONE ? Number.POSITIVE_INFINITY : jobs.due[job]!);
  return Array.from({ length: jobs.count }, (_, job) => job).sort((a, b) => jobs.weight[b]! - jobs.weight[a]! || due(a) - due(b) || a - b);
}

/** Order after order; what an order needs from another comes directly before it. Fixed operations are placed by themselves. */
function byOrder(problem: Problem): Int32Array {
  const { operations, arcs, jobs } = problem;
  const ofJob: number[][] = Array.from({ length: jobs.count }, () => []);
  operations.job.forEach((job, o) => ofJob[job]!.push(o));
  const listed = new Uint8Array(operations.count);
  const list: number[] = [];
  const visit = (start: number): void => {
    const stack = [start];
    while (stack.length > 0) {
      const o = stack[stack.length - 1]!;
      let waits = false;
      for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) {
        const before = arcs.from[arcs.inArc[i]!]!;
        if (listed[before] === 1) continue;
        stack.push(before);
        waits = true;
      }
      if (waits) continue;
      stack.pop();
      if (listed[o] === 1) continue;
      listed[o] = 1;
      if (operations.fixedStart[o]! < 0) list.push(o);
    }
  };
  for (const job of jobsByUrgency(problem)) for (const o of ofJob[job]!) if (listed[o] === 0) visit(o);
  return Int32Array.from(list);
}

/** First all first operations by urgency of their orders, then all second ones, and so on: the order in which work can begin. */
function byLevel(problem: Problem): Int32Array {
  const { operations, arcs } = problem;
  const urgency = new Int32Array(problem.jobs.count);
  jobsByUrgency(problem).forEach((job, rank) => {
    urgency[job] = rank;
  });
  const level = new Int32Array(operations.count);
  for (const o of byOrder(problem)) {
    for (let i = arcs.inStart[o]!; i < arcs.inStart[o + 1]!; i++) level[o] = Math.max(level[o]!, level[arcs.from[arcs.inArc[i]!]!]! + 1);
  }
  return byOrder(problem).sort((a, b) => level[a]! - level[b]! || urgency[operations.job[a]!]! - urgency[operations.job[b]!]! || a - b);
}
