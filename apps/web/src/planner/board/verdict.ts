import type { Factory } from '@midstream/factory';
import type { Language } from '@midstream/words';
import { durationIn } from '@midstream/words';
import type { BoardData } from './board-data.ts';

/** What becomes of a bar if it is dropped here: whether it may, and at what price. */
export interface Verdict {
  readonly machine: string;
  readonly start: number;
  /** Why not; absent when it may. */
  readonly refusal?: 'machine' | 'past' | 'fence' | 'started' | 'closed' | 'predecessor' | 'locked';
  /** The operation, order or machine that stands in the way. */
  readonly by?: string;
  /** Minutes its order gets later than need-by; 0 = on time, absent without a date. */
  readonly lateMinutes?: number;
  /** Orders whose operations are in the place and would have to move. */
  readonly displaced: readonly string[];
}

/** The verdict on one drop, at once and without planning anew: what is certain to be refused, and what it is likely to cost. */
export function verdictOn(data: BoardData, factory: Factory | undefined, operation: number, machine: string, start: number): Verdict {
  const planned = data.operations[operation];
  const none = { machine, start, displaced: [] as readonly string[] };
  if (planned === undefined) return none;
  if (planned.state === 'started') return { ...none, refusal: 'started' };
  if (start < data.start0) return { ...none, refusal: 'past' };
  if (data.fence > data.start0 && (start < data.fence || (data.start[operation] ?? 0) < data.fence)) return { ...none, refusal: 'fence' };
  if (machine !== planned.machine && !mayRunOn(factory, data, operation, machine)) return { ...none, refusal: 'machine', by: machine };
  if (isClosed(data.closed.get(machine), start)) return { ...none, refusal: 'closed', by: machine };
  const length = (data.end[operation] ?? 0) - (data.start[operation] ?? 0);
  const setup = (data.start[operation] ?? 0) - (data.setupStart[operation] ?? 0);
  const blocked = planned.predecessors.find((id) => {
    const before = data.indexOf.get(id);
    // An overlapping predecessor sends pieces ahead: how early that allows a start is for the planner to find out.
    return before !== undefined && (data.end[before] ?? 0) <= (data.start[operation] ?? 0) && (data.end[before] ?? 0) > start;
  });
  if (blocked !== undefined) return { ...none, refusal: 'predecessor', by: blocked };
  const inTheWay = data.operations.flatMap((other, i) => {
    const overlaps = (data.setupStart[i] ?? 0) < start + length && start - setup < (data.end[i] ?? 0);
    return i !== operation && other.machine === machine && overlaps && isAlone(factory, machine) ? [other] : [];
  });
  const held = inTheWay.find((other) => other.state !== 'planned');
  if (held !== undefined) return { ...none, refusal: 'locked', by: held.order };
  const displaced = [...new Set(inTheWay.map((other) => other.order))].filter((order) => order !== planned.order);
  const delay = (start - (data.start[operation] ?? 0)) / 60 - planned.slackMinutes;
  const lateness = data.plan.orders[data.order[operation] ?? 0]?.latenessMinutes;
  return { ...none, displaced, ...(lateness === undefined ? {} : { lateMinutes: Math.max(0, lateness + Math.max(0, delay)) }) };
}

/** Several at a time, or batches: who shares a place is for the planner to find out. */
function isAlone(factory: Factory | undefined, machine: string): boolean {
  const kind = factory?.machines.find((each) => each.id === machine)?.capacity?.kind;
  return kind === undefined || kind === 'single';
}

function mayRunOn(factory: Factory | undefined, data: BoardData, operation: number, machine: string): boolean {
  const planned = data.operations[operation];
  const order = factory?.orders.find((each) => each.id === planned?.order);
  const centre = factory?.machines.find((each) => each.id === machine)?.workCentre;
  const product = planned?.product;
  const wanted = order?.routing ?? factory?.products.find((each) => each.id === product)?.routing;
  const routing = factory?.routings.find((each) => (wanted === undefined ? each.product === product : each.id === wanted));
  const step = routing?.operations.find((each) => each.id === planned?.operation);
  return (step?.alternatives ?? []).some(
    (each) => each.machine === machine || (each.workCentre !== undefined && each.workCentre === centre),
  );
}

function isClosed(closed: Float64Array | undefined, instant: number): boolean {
  if (closed === undefined) return false;
  for (let i = 0; i + 1 < closed.length; i += 2) if ((closed[i] ?? 0) <= instant && instant < (closed[i + 1] ?? 0)) return true;
  return false;
}

/** The verdict in a sentence or two. */
export function verdictText(
  verdict: Verdict,
  say: (key: string, params?: Record<string, string | number>) => string,
  language: Language,
): string {
  if (verdict.refusal !== undefined) return say(`web.refused-${verdict.refusal}`, { by: verdict.by ?? '' });
  const late =
    verdict.lateMinutes === undefined || verdict.lateMinutes === 0
      ? say('web.stays-on-time')
      : say('web.becomes-late', { time: durationIn(language, verdict.lateMinutes) });
  if (verdict.displaced.length === 0) return late;
  const shown = verdict.displaced.slice(0, 3).join(', ') + (verdict.displaced.length > 3 ? ' …' : '');
  return `${late} ${say('web.displaces', { count: verdict.displaced.length, orders: shown })}`;
}
