import type { ModeInput } from '../../problem/mode-columns.ts';
import { InstanceBuilder } from '../instance-builder.ts';
import type { ParsedInstance } from '../parsed-instance.ts';
import type { PrintOperation, PrintResource } from './read-document.ts';
import { readDocument } from './read-document.ts';

/**
 * Printing shop of real origin: machines with hours, setups that depend on size, colour and varnish of the job before and are worked
 * right before the run without a break, operations that pause while their machine is closed, a graph of operations per job in which a
 * successor may start when a share of its predecessor is done and ends no earlier than it, releases, and operations fixed in time.
 * The first job on a machine pays the largest setup.
 */
export function parsePrintingShop(text: string): ParsedInstance {
  const { resources, jobs } = readDocument(text);
  const shop = new InstanceBuilder();
  const all = jobs.flat();
  const states = stateTable(all);
  const machineOf = new Map<number, { machine: number; calendar: number }>();
  for (const resource of resources) {
    const changeover = shop.addChangeover(changeoverOf(resource, states));
    const machine = shop.addMachine({ changeover, initialState: states.length });
    if (machineOf.has(resource.id)) throw new Error(`resource ${resource.id} is there twice`);
    machineOf.set(resource.id, { machine, calendar: shop.addCalendar(calendarOf(resource)) });
  }
  const operationOf = new Map<number, number>();
  jobs.forEach((operations, j) => {
    const job = shop.addJob();
    operations.forEach((operation, place) => {
      const modes = waysOf(operation, states, machineOf);
      const fixed = operation.starting >= 0 ? { fixedStart: operation.starting } : {};
      if (operation.starting >= 0 && modes.length !== 1) throw new Error(`operation ${operation.id} is fixed, but not to one resource`);
      const release = operation.starting >= 0 ? 0 : operation.release;
      const o = shop.addOperation(j, place, { job, release, joinedSetup: true, ...fixed }, modes);
      if (operationOf.has(operation.id)) throw new Error(`operation ${operation.id} is there twice`);
      operationOf.set(operation.id, o);
    });
  });
  for (const { id, successors, overlap } of all) {
    for (const successor of successors) {
      const to = operationOf.get(successor);
      if (to === undefined) throw new Error(`operation ${id}: its successor ${successor} is not there`);
      shop.addArc({ from: operationOf.get(id) ?? 0, to, ...(overlap < 1 ? { share: overlap, closing: 0 } : {}) });
    }
  }
  return shop.finish('ops', { machine: true, helpers: false });
}

type Look = Pick<PrintOperation, 'size' | 'color' | 'varnish'>;

/** Every look once: what looks alike needs no setup in between. */
function stateTable(operations: readonly PrintOperation[]): Look[] {
  const looks = new Map(operations.map((operation) => [lookKey(operation), operation]));
  return [...looks.values()];
}
function lookKey({ size, color, varnish }: Look): string {
  return `${size}|${color}|${varnish}`;
}

/** The last state is that of a machine that has not printed yet. */
function changeoverOf({ smaller, larger, color, varnish }: PrintResource, looks: readonly Look[]) {
  const states = looks.length + 1;
  const time = new Int32Array(states * states);
  time.fill(Math.max(smaller, larger) + color + varnish, looks.length * states);
  looks.forEach((before, row) =>
    looks.forEach((after, column) => {
      const size = before.size > after.size ? smaller : before.size < after.size ? larger : 0;
      time[row * states + column] = size + (before.color === after.color ? 0 : color) + (before.varnish === after.varnish ? 0 : varnish);
    }),
  );
  return { states, time, cost: new Float64Array(states * states) };
}

/** Behind its last opening a machine stays open. */
function calendarOf({ open }: PrintResource) {
  const spans = open.slice(0, -1);
  return {
    start: Int32Array.from(spans, ([start]) => start),
    end: Int32Array.from(spans, ([, end]) => end),
    rate: new Float64Array(spans.length),
    tailFrom: open.at(-1)?.[0] ?? 0,
  };
}

function waysOf(
  operation: PrintOperation,
  states: readonly Look[],
  machineOf: ReadonlyMap<number, { machine: number; calendar: number }>,
): ModeInput[] {
  const state = states.findIndex((look) => lookKey(look) === lookKey(operation));
  return operation.ways.map(({ resource, duration }) => {
    const on = machineOf.get(resource);
    if (on === undefined) throw new Error(`operation ${operation.id}: its resource ${resource} is not there`);
    return { machine: on.machine, duration, state, runCalendar: on.calendar };
  });
}
