import type { Finding } from '@midstream/units';
import { reporterOf } from '@midstream/units';
import { LEARN_CODES } from './codes.ts';
import type { LogEvent } from './event-log.ts';
import { round1 } from './learn-capacity.ts';
import type { OrderTrace } from './order-trace.ts';
import type { Line } from './robust-statistics.ts';
import { median, theilSenLine } from './robust-statistics.ts';

const report = reporterOf(LEARN_CODES);
/** Fewer orders than this and the operation's time over all products is used instead. */
const ENOUGH_ORDERS = 4;

interface OperationTime {
  /** Minutes. */
  readonly setup: number;
  readonly fixed: number;
  readonly perUnit: number;
}
export type TimeModel = (product: string, operation: string) => OperationTime;

interface Sample {
  readonly quantity: number;
  readonly run: number;
  readonly setup: number;
}

/**
 * Setup and per-piece times by robust regression of the minutes an order spent in a step on its quantity.
 * Where the log marks setups the setup time is their median per order; otherwise the regression's intercept.
 */
export function learnTimes(
  traces: readonly OrderTrace[],
  minutes: ReadonlyMap<LogEvent, number>,
  hasKinds: boolean,
): { times: TimeModel; findings: Finding[] } {
  const byPair = new Map<string, Sample[]>();
  const byOperation = new Map<string, Sample[]>();
  for (const trace of traces) {
    for (const step of trace.steps) {
      const spent = (kind: LogEvent['kind']): number =>
        step.events.reduce((sum, event) => sum + (event.kind === kind ? (minutes.get(event) ?? 0) : 0), 0);
      const sample = { quantity: trace.quantity, run: spent('run'), setup: spent('setup') };
      push(byPair, `${trace.product}|${step.operation}`, sample);
      push(byOperation, step.operation, sample);
    }
  }
  const findings: Finding[] = [];
  const known = new Map<string, OperationTime>();
  const times: TimeModel = (product, operation) => {
    const key = `${product}|${operation}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const own = byPair.get(key) ?? [];
    const samples = own.length >= ENOUGH_ORDERS ? own : blend(own, byOperation.get(operation) ?? own);
    const { time, line } = timeOf(samples, hasKinds);
    known.set(key, time);
    findings.push(
      report('learn.inferred-time', {
        operation,
        product,
        setup: round1(time.setup + time.fixed),
        perUnit: Math.round(time.perUnit * 100) / 100,
        samples: own.length,
        sureness: surenessOf(own.length, line.spread),
      }),
    );
    return time;
  };
  return { times, findings };
}

/** Few own orders: what they took counts for themselves and once more beside the operation's other products. */
function blend(own: readonly Sample[], all: readonly Sample[]): readonly Sample[] {
  if (own.length === 0) return all;
  const ratio = median(own.map((sample) => sample.run / Math.max(1, sample.quantity)));
  const like = all.filter((sample) => {
    const other = sample.run / Math.max(1, sample.quantity);
    return other > ratio / 3 && other < ratio * 3;
  });
  return [...own, ...own, ...like.slice(0, 2 * own.length)];
}

function timeOf(samples: readonly Sample[], hasKinds: boolean): { time: OperationTime; line: Line } {
  const line = theilSenLine(
    samples.map((sample) => sample.quantity),
    samples.map((sample) => sample.run),
  );
  const marked = hasKinds ? median(samples.map((sample) => sample.setup)) : 0;
  const time = hasKinds
    ? { setup: marked || 0, fixed: line.intercept, perUnit: line.slope }
    : { setup: line.intercept, fixed: 0, perUnit: line.slope };
  return { time, line };
}

/** 0 … 100: many orders close to the line are sure, few or scattered ones are not. */
function surenessOf(orders: number, spread: number): number {
  const closeness = 1 / (1 + spread);
  return Math.round(100 * closeness * (1 - Math.exp(-orders / 4)));
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
